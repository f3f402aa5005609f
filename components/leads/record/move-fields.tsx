"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import type { Move, MoveTerms, ReasonChoice } from "@/lib/leads/queries/moves";
import type { LeadRecord } from "@/lib/leads/queries/record";
import { addDays } from "@/lib/shared/day";
import { fromMinorUnits } from "@/lib/shared/money";
import { errorOf, type Failure } from "./use-decision";

type MoveFieldsProps = {
  lead: LeadRecord;
  move: Move;
  terms: MoveTerms;
  currency: string;
  today: string;
  failure: Failure | null;
};

/** The fields that a move needs, and a note that it may carry. */
export function MoveFields({ lead, move, terms, currency, today, failure }: MoveFieldsProps) {
  const { to, correction } = move;
  if (correction) return <NoteField label="What was wrong?" required failure={failure} />;
  switch (to) {
    case "mql":
      return (
        <>
          {lead.missing && (
            <Notice tone="warn">
              Needs {lead.missing} first: the definition asks it of every MQL, whoever qualifies it.
            </Notice>
          )}
          <NoteField
            label="Why now?"
            hint="Needed when the score is below the line; sales will read it."
            failure={failure}
          />
        </>
      );
    case "sql":
      return (
        <>
          <AnswerFields lead={lead} terms={terms} failure={failure} />
          <NoteField failure={failure} />
        </>
      );
    case "opportunity":
      return (
        <>
          <div className="grid grid-cols-2 gap-3">
            <AmountField currency={currency} failure={failure} required />
            <DayField
              name="expectedClose"
              label="Expected close"
              value={addDays(today, 30)}
              failure={failure}
            />
          </div>
          <NoteField failure={failure} />
        </>
      );
    case "customer": {
      const amount = lead.pass?.opportunity?.amount;
      return (
        <>
          <div className="grid grid-cols-2 gap-3">
            <DayField name="actualClose" label="Closed on" value={today} max={today} failure={failure} />
            <AmountField
              currency={currency}
              failure={failure}
              {...(amount === undefined ? {} : { value: fromMinorUnits(BigInt(amount), currency) })}
            />
          </div>
          <NoteField failure={failure} />
        </>
      );
    }
    case "recycled":
      return (
        <>
          <ReasonField reasons={terms.recycleReasons} failure={failure} />
          <WakeField today={today} />
          <NoteField failure={failure} />
        </>
      );
    case "disqualified":
      return (
        <>
          <ReasonField reasons={terms.disqualifyReasons} failure={failure} />
          <NoteField failure={failure} />
        </>
      );
    default:
      return <NoteField label="Why?" required={lead.stage === "disqualified"} failure={failure} />;
  }
}

type FieldProps = { failure: Failure | null };

/** A free text that goes with the decision. */
export function NoteField({
  label = "Note",
  hint,
  required,
  failure,
}: FieldProps & { label?: string; hint?: string; required?: boolean }) {
  return (
    <Field
      label={label}
      name="note"
      error={errorOf(failure, "note")}
      {...(hint ? { hint } : {})}
      {...(required ? { required } : { optional: true })}
    >
      {(control) => <Textarea rows={2} maxLength={2000} {...control} />}
    </Field>
  );
}

/** One of the coded reasons. Never free text: reasons are counted. */
export function ReasonField({ reasons, failure }: FieldProps & { reasons: readonly ReasonChoice[] }) {
  const error = errorOf(failure, "reason");
  return (
    <div>
      <RadioGroup
        name="reason"
        legend="Reason"
        required
        className="[&>div]:grid [&>div]:grid-cols-2"
        options={reasons.map(({ code, label }) => ({ value: code, label }))}
      />
      {error && <p className="mt-1 text-xs text-bad">{error}</p>}
    </div>
  );
}

const WAKES = [
  {
    value: "evidence",
    label: "When it does something new",
    hint: "New activity that meets the criteria opens a new pass",
  },
  { value: "date", label: "On a date" },
];

/** When the lead may come back. */
export function WakeField({ today }: { today: string }) {
  const [wake, setWake] = useState("evidence");
  return (
    <div>
      <RadioGroup name="wake" legend="Wake it" options={WAKES} defaultValue={wake} onValueChange={setWake} />
      {wake === "date" && (
        <Field label="Wake on" name="wakeOn" required className="mt-1 ml-6 w-44">
          {(control) => (
            <Input type="date" min={addDays(today, 1)} defaultValue={addDays(today, 30)} {...control} />
          )}
        </Field>
      )}
    </div>
  );
}

function AnswerFields({ lead, terms, failure }: FieldProps & Pick<MoveFieldsProps, "lead" | "terms">) {
  const answers = lead.pass?.answers ?? {};
  return terms.fields
    .filter(({ required }) => required)
    .map(({ id, label, prompt }) => (
      <Field
        key={id}
        label={`${label}: ${prompt}`}
        name={`qualification.${id}`}
        error={errorOf(failure, `qualification.${id}`)}
        required
      >
        {(control) => <Textarea rows={2} maxLength={2000} defaultValue={answers[id]?.value} {...control} />}
      </Field>
    ));
}

function AmountField({
  currency,
  value,
  required,
  failure,
}: FieldProps & { currency: string; value?: string; required?: boolean }) {
  return (
    <Field
      label={`Amount, ${currency}`}
      name="amount"
      error={errorOf(failure, "amount")}
      {...(required ? { required } : {})}
    >
      {(control) => (
        <Input
          inputMode="decimal"
          pattern="[0-9\s,]+([.][0-9]+)?"
          placeholder="12,000"
          defaultValue={value}
          {...control}
        />
      )}
    </Field>
  );
}

function DayField({
  name,
  label,
  value,
  max,
  failure,
}: FieldProps & { name: string; label: string; value: string; max?: string }) {
  return (
    <Field label={label} name={name} error={errorOf(failure, name)} required>
      {(control) => <Input type="date" defaultValue={value} max={max} {...control} />}
    </Field>
  );
}
