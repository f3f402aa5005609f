"use client";

import Link from "next/link";
import { useClock } from "@/components/ui/clock-provider";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { UNDO_WINDOW_MS } from "@/components/ui/toast";
import { undoAnswer } from "@/lib/handoffs/actions";
import type { HandoffCard, HandoffOutcome } from "@/lib/handoffs/queries";
import { outcomeInWords } from "@/lib/handoffs/words";

type ElsewhereProps = {
  /** null while it is not known yet. */
  outcome: HandoffOutcome | null;
  viewerId: string;
  /** Who it is about, when the outcome does not say it yet. */
  name?: string;
  className?: string;
};

/** Says kindly that a handoff has its answer already, whose it is and what it says. */
export function Elsewhere({ outcome, viewerId, name, className }: ElsewhereProps) {
  const look = className ? { className } : {};
  if (!outcome)
    return (
      <Notice {...look}>
        {name ?? "This lead"} has been answered meanwhile. Nothing is left to do here.
      </Notice>
    );
  const own = outcome.who?.id === viewerId;
  const decided = outcome.status === "accepted" || outcome.status === "rejected";
  const words = outcomeInWords(own ? { ...outcome, who: { name: "You" } } : outcome);
  return (
    <Notice
      {...look}
      action={own && decided && outcome.at && <UndoForm leadId={outcome.leadId} decidedAt={outcome.at} />}
    >
      <span className="font-medium">{outcome.leadName}</span>: {words}
      {outcome.at && (
        <>
          {", "}
          <RelativeTime at={outcome.at} />
        </>
      )}
      . {outcome.note && `“${outcome.note}” `}
      <Link href={`/leads/${outcome.leadId}`} className="font-medium text-accent-text hover:underline">
        Open lead
      </Link>
    </Notice>
  );
}

/** After accepting without scripts the card stays, now as a first contact; here is its undo. */
export function JustAccepted({ card, className }: { card: HandoffCard; className?: string }) {
  const clock = useClock();
  if (!card.answeredAt || !isUndoable(card.answeredAt, clock?.now)) return null;
  return (
    <Notice
      tone="good"
      {...(className ? { className } : {})}
      action={<UndoForm leadId={card.leadId} decidedAt={card.answeredAt} />}
    >
      Accepted. The first contact comes next.
    </Notice>
  );
}

const isUndoable = (decidedAt: string, now: Date | undefined): boolean =>
  now !== undefined && now.getTime() - new Date(decidedAt).getTime() < UNDO_WINDOW_MS;

/** Takes the viewer's own decision back while that is possible. */
function UndoForm({ leadId, decidedAt }: { leadId: string; decidedAt: string }) {
  const clock = useClock();
  if (!isUndoable(decidedAt, clock?.now)) return null;
  return (
    <form action={undoAnswer}>
      <input type="hidden" name="leadId" value={leadId} />
      <SubmitButton look="quiet" size="sm">
        Undo
      </SubmitButton>
    </form>
  );
}
