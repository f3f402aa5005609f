"use client";

import { returnLead } from "@/lib/handoffs/actions";
import type { HandoffCard } from "@/lib/handoffs/queries";
import { Panel, type PanelFrame } from "./panel";

export type Return = { handoffId: string; note: string };

type ReturnPanelProps = PanelFrame & { card: HandoffCard; onAnswer: (answer: Return) => void };

/** Returning decides nothing: marketing has it again, and can offer it to somebody else. */
export function ReturnPanel({ card, onAnswer, ...frame }: ReturnPanelProps) {
  return (
    <Panel
      {...frame}
      deed="return"
      title={`Return ${card.lead.name} to marketing`}
      action={returnLead}
      read={(form) => ({ handoffId: card.id, note: String(form.get("note") ?? "") })}
      onAnswer={onAnswer}
      submit="Return"
      noteLabel="What should marketing know?"
    >
      <input type="hidden" name="handoffId" value={card.id} />
      <p className="text-muted">
        It stays an MQL and counts as undecided. Use it when the lead is not yours to judge, not as a no.
      </p>
    </Panel>
  );
}
