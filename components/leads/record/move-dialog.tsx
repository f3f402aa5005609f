"use client";

import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { Move, MoveTerms } from "@/lib/leads/queries/moves";
import type { LeadRecord } from "@/lib/leads/queries/record";
import { moveLead, undoMove } from "@/lib/stages/actions";
import { MoveFields } from "./move-fields";
import { moveFormInput } from "./move-form-input";
import { moveWords } from "./move-words";
import { useDecision } from "./use-decision";

type MoveDialogProps = {
  lead: LeadRecord;
  move: Move;
  terms: MoveTerms;
  currency: string;
  today: string;
  onClose: () => void;
};

/** Asks for what a move needs, nothing else, and makes it. Ten seconds to take it back. */
export function MoveDialog({ lead, move, terms, currency, today, onClose }: MoveDialogProps) {
  const formId = useId();
  const words = moveWords(lead.stage, move);
  const { decide, pending, failure } = useDecision(onClose);
  const loses = move.to === "recycled" || move.to === "disqualified";

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const ask = moveFormInput(new FormData(event.currentTarget), currency);
    decide({
      run: () => moveLead({ leadId: lead.id, to: move.to, ...ask }),
      done: words.done,
      undo: () => undoMove({ leadId: lead.id }),
    });
  }

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
            look={loses ? "secondary" : "primary"}
            disabled={pending}
            aria-busy={pending}
          >
            {words.label}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-3 pb-2">
        <ErrorSummary message={failure?.message} />
        <MoveFields
          lead={lead}
          move={move}
          terms={terms}
          currency={currency}
          today={today}
          failure={failure}
        />
      </form>
    </Dialog>
  );
}
