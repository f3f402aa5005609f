"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toastDone } from "@/components/ui/toast";
import { addActivity } from "@/lib/tracking/actions";
import { askedProperties, asksWhoBegan } from "@/lib/tracking/form";
import type { TypeChoice } from "@/lib/tracking/queries";
import type { Failure } from "./use-decision";
import { errorOf } from "./use-decision";

type ActivityFormProps = { leadId: string; types: readonly TypeChoice[]; today: string; firstType: string };

const BEGAN = [
  { value: "rep", label: "Us" },
  { value: "lead", label: "The lead" },
];

/** Logs something that happened, from the catalogue. It asks only what its type has; score and stage follow at once. */
export function ActivityForm({ leadId, types, today, firstType }: ActivityFormProps) {
  // A new round is an empty form.
  const [round, setRound] = useState(0);
  const [type, setType] = useState(firstType);
  const [when, setWhen] = useState("now");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [pending, startTransition] = useTransition();
  const chosen = types.find(({ key }) => key === type);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => data.get(name)?.toString() || undefined;
    const properties = Object.fromEntries(
      askedProperties(type).map(({ key }) => [key, text(`properties.${key}`)]),
    );
    const initiatedBy = text("initiatedBy") as "rep" | "lead" | undefined;
    startTransition(async () => {
      const result = await addActivity({
        leadId,
        type,
        properties,
        ...(initiatedBy ? { initiatedBy } : {}),
        ...(when === "earlier" ? { on: text("on"), at: text("at") } : {}),
      });
      if (!result.ok) {
        setFailure({ message: result.message, errors: result.errors });
        return;
      }
      setFailure(null);
      setRound(round + 1);
      toastDone(`Logged: ${chosen?.label ?? type}`);
    });
  }

  return (
    <form key={round} onSubmit={submit} className="space-y-3">
      <ErrorSummary message={failure?.message} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="What happened" name="type" error={errorOf(failure, "type")}>
          {(control) => (
            <Select {...control} value={type} onChange={(event) => setType(event.target.value)}>
              {[...Map.groupBy(types, ({ category }) => category)].map(([category, entries]) => (
                <optgroup key={category} label={category}>
                  {entries.map(({ key, label }) => (
                    <option key={key} value={key}>
                      {label}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Select>
          )}
        </Field>
        <Field label="When" name="when">
          {(control) => (
            <Select {...control} value={when} onChange={(event) => setWhen(event.target.value)}>
              <option value="now">Just now</option>
              <option value="earlier">Earlier…</option>
            </Select>
          )}
        </Field>
        {when === "earlier" && (
          <>
            <Field
              label="Day"
              name="on"
              required
              error={errorOf(failure, "on") ?? errorOf(failure, "occurredAt")}
            >
              {(control) => <Input type="date" defaultValue={today} max={today} {...control} />}
            </Field>
            <Field label="Time" name="at" optional error={errorOf(failure, "at")}>
              {(control) => <Input type="time" {...control} />}
            </Field>
          </>
        )}
        {askedProperties(type)
          .filter(({ key }) => key !== "text")
          .map((property) => (
            <Field key={property.key} label={property.label} name={`properties.${property.key}`} optional>
              {(control) =>
                property.choices ? (
                  <Select {...control} defaultValue="">
                    <option value="">Not said</option>
                    {property.choices.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </Select>
                ) : (
                  <Input placeholder={property.placeholder} {...control} />
                )
              }
            </Field>
          ))}
      </div>
      {asksWhoBegan(type) && (
        <RadioGroup
          name="initiatedBy"
          legend="Who began it"
          options={BEGAN}
          defaultValue="rep"
          look="segments"
          key={type}
        />
      )}
      <Field label="Note" name="properties.text" labelHidden>
        {(control) => (
          <Textarea rows={2} maxLength={2000} placeholder="A note, if there is more to say" {...control} />
        )}
      </Field>
      <div className="flex items-center justify-between gap-3">
        <p className="text-xs text-muted">
          {chosen?.handRaise && "A request by the lead itself: it becomes an MQL and goes to sales at once."}
        </p>
        <Button type="submit" look="primary" disabled={pending} aria-busy={pending}>
          Log
        </Button>
      </div>
    </form>
  );
}
