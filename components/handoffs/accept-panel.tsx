"use client";

import { Checkbox } from "@/components/ui/checkbox";
import type { AcceptanceCriterion } from "@/lib/definitions/definition";
import { acceptLead } from "@/lib/handoffs/actions";
import type { HandoffCard } from "@/lib/handoffs/queries";
import { Key } from "./key";
import { Panel, type PanelFrame } from "./panel";

export type Acceptance = { handoffId: string; criteria: string[]; note: string };

type AcceptPanelProps = PanelFrame & {
  card: HandoffCard;
  criteria: readonly AcceptanceCriterion[];
  onAnswer: (answer: Acceptance) => void;
};

/** Accepting says that the definition's criteria hold; nothing is ticked beforehand. */
export function AcceptPanel({ card, criteria, onAnswer, ...frame }: AcceptPanelProps) {
  function read(form: FormData): Acceptance | string {
    const ticked = form.getAll("criteria").map(String).filter(Boolean);
    const missing = criteria.filter(({ id }) => !ticked.includes(id));
    if (missing.length > 0) return `Not ticked: ${missing.map(({ label }) => label).join(", ")}`;
    return { handoffId: card.id, criteria: ticked, note: String(form.get("note") ?? "") };
  }
  return (
    <Panel
      {...frame}
      deed="accept"
      title={`Accept ${card.lead.name}`}
      action={acceptLead}
      read={read}
      onAnswer={onAnswer}
      submit="Accept"
    >
      <input type="hidden" name="handoffId" value={card.id} />
      <input type="hidden" name="criteria" value="" />
      <fieldset className="flex flex-wrap gap-x-6 gap-y-1">
        <legend className="sr-only">Acceptance criteria</legend>
        {criteria.map(({ id, label }, index) => (
          <Checkbox
            key={id}
            name="criteria"
            value={id}
            data-key={index + 1}
            aria-keyshortcuts={String(index + 1)}
            label={
              <span className="inline-flex items-center gap-2">
                {label} <Key name={String(index + 1)} />
              </span>
            }
            className="pointer-coarse:min-h-11 pointer-coarse:items-center"
          />
        ))}
        {criteria.length === 0 && <p className="text-muted">The definition asks for nothing else.</p>}
      </fieldset>
    </Panel>
  );
}
