"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import {
  acceptLead,
  passLeadOn,
  reassignLead,
  rejectLead,
  returnLead,
  takeLeadBack,
} from "@/lib/handoffs/actions";
import type { MoveTerms } from "@/lib/leads/queries/moves";
import { undoMove } from "@/lib/stages/actions";
import { NoteField, ReasonField, WakeField } from "./move-fields";
import { errorOf, useDecision } from "./use-decision";

export type HandoffAct = "pass-on" | "accept" | "reject" | "return" | "reassign" | "withdraw";

type HandoffDialogProps = {
  act: HandoffAct;
  leadId: string;
  handoffId: string;
  terms: MoveTerms;
  reps: readonly { id: string; name: string }[];
  today: string;
  onClose: () => void;
};

const WORDS: Record<HandoffAct, { title: string; consequence: string; button: string; done: string }> = {
  "pass-on": {
    title: "Hand to sales",
    consequence: "It waits for an answer in the rep’s inbox, and the clock starts.",
    button: "Hand to sales",
    done: "Handed to sales",
  },
  accept: {
    title: "Accept this lead",
    consequence: "It becomes yours; next is to reach it.",
    button: "Accept",
    done: "Accepted. The lead is yours.",
  },
  reject: {
    title: "Reject this lead",
    consequence: "The reason decides whether it goes back to marketing or out, and marketing learns from it.",
    button: "Reject",
    done: "Rejected",
  },
  return: {
    title: "Return to marketing",
    consequence: "It stays an MQL and counts as undecided; marketing decides who gets it next.",
    button: "Return",
    done: "Returned to marketing",
  },
  reassign: {
    title: "Give it to another rep",
    consequence: "Their answer clock starts again; the lead’s own clock does not.",
    button: "Reassign",
    done: "Reassigned",
  },
  withdraw: {
    title: "Take it back from sales",
    consequence: "The unanswered offer ends. The pass stays open with marketing.",
    button: "Take back",
    done: "Taken back from sales",
  },
};

/** The form of one act on a handoff. */
export function HandoffDialog({ act, leadId, handoffId, terms, reps, today, onClose }: HandoffDialogProps) {
  const formId = useId();
  const words = WORDS[act];
  const { decide, pending, failure } = useDecision(onClose);
  const [person, setPerson] = useState<string | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => form.get(name)?.toString().trim() || null;
    const note = text("note");
    const undo = () => undoMove({ leadId });
    const runs: Record<HandoffAct, Parameters<typeof decide>[0]["run"]> = {
      "pass-on": () => passLeadOn({ leadId, assignee: person, note }),
      accept: () => acceptLead({ handoffId, criteria: form.getAll("criteria").map(String), note }),
      reject: () =>
        rejectLead({
          handoffId,
          reason: text("reason") ?? "",
          note,
          wakeOn: text("wake") === "date" ? text("wakeOn") : null,
        }),
      return: () => returnLead({ handoffId, note }),
      reassign: () => reassignLead({ handoffId, assignee: person ?? "" }),
      withdraw: () => takeLeadBack({ handoffId, note }),
    };
    decide({ run: runs[act], done: words.done, ...(act === "accept" || act === "reject" ? { undo } : {}) });
  }

  const people = (
    <Field label="Rep" name="assignee" error={errorOf(failure, "assignee")}>
      {({ name: _, ...control }) => (
        <Combobox
          {...control}
          items={reps.map(({ id, name }) => ({ value: id, label: name }))}
          value={person}
          onValueChange={setPerson}
          placeholder={act === "pass-on" ? "Whoever routing picks" : "Choose a rep"}
        />
      )}
    </Field>
  );
  const reasons = [...terms.recycleReasons, ...terms.disqualifyReasons];
  const fields: Record<HandoffAct, ReactNode> = {
    "pass-on": people,
    reassign: people,
    accept: terms.criteria.length > 0 && (
      <fieldset>
        <legend className="mb-1 text-xs font-medium">You confirm that</legend>
        {terms.criteria.map(({ id, label }) => (
          <Checkbox key={id} name="criteria" value={id} label={label} />
        ))}
      </fieldset>
    ),
    reject: (
      <>
        <ReasonField reasons={reasons} failure={failure} />
        <WakeField today={today} />
      </>
    ),
    return: null,
    withdraw: null,
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={words.consequence}
      footer={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button
            type="submit"
            form={formId}
            look={act === "reject" || act === "return" || act === "withdraw" ? "secondary" : "primary"}
            disabled={pending || (act === "reassign" && person === null)}
            aria-busy={pending}
          >
            {words.button}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-3 pb-2">
        <ErrorSummary message={failure?.message} />
        {fields[act]}
        {act !== "reassign" && <NoteField failure={failure} />}
      </form>
    </Dialog>
  );
}
