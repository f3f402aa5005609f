"use client";

import { radioLook } from "@/components/ui/radio-group";
import { reassignLead } from "@/lib/handoffs/actions";
import type { RepLoad } from "@/lib/handoffs/load";
import type { HandoffCard } from "@/lib/handoffs/queries";
import { Key } from "./key";
import { Panel, type PanelFrame } from "./panel";

export type Assignment = { handoffId: string; assignee: string };

type AssignPanelProps = PanelFrame & {
  card: HandoffCard;
  team: readonly RepLoad[];
  onAnswer: (assignment: Assignment) => void;
};

/** Gives the handoff to a rep; the assignee's clock starts again. Loads stand beside the names. */
export function AssignPanel({ card, team, onAnswer, ...frame }: AssignPanelProps) {
  const others = team.filter((rep) => rep.id !== card.assignee?.id);
  function read(form: FormData): Assignment | string {
    const rep = others.find(({ id }) => id === form.get("assignee"));
    return rep ? { handoffId: card.id, assignee: rep.id } : "Choose a rep";
  }
  return (
    <Panel
      {...frame}
      deed="assign"
      title={card.assignee ? `Reassign ${card.lead.name}` : `Assign ${card.lead.name}`}
      action={reassignLead}
      read={read}
      onAnswer={onAnswer}
      submit={card.assignee ? "Reassign" : "Assign"}
      noteLabel={null}
    >
      <input type="hidden" name="handoffId" value={card.id} />
      <fieldset className="grid gap-x-6 sm:grid-cols-2">
        <legend className="sr-only">Rep</legend>
        {others.map((rep, index) => (
          <label
            key={rep.id}
            className="flex min-h-8 items-center gap-2 rounded-sm px-1.5 text-sm has-checked:bg-selected hover:bg-hover pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name="assignee"
              value={rep.id}
              data-key={index < 9 ? index + 1 : undefined}
              className={radioLook}
            />
            {index < 9 && <Key name={String(index + 1)} />}
            <span className="min-w-0 flex-1 truncate">{rep.name}</span>
            <span className="shrink-0 text-xs text-muted">{loadInWords(rep)}</span>
          </label>
        ))}
        {others.length === 0 && <p className="text-muted">There is no other active rep.</p>}
      </fieldset>
    </Panel>
  );
}

function loadInWords(rep: RepLoad): string {
  const load = `${rep.open} of ${rep.capacity} open`;
  return [load, rep.late > 0 && `${rep.late} late`, rep.absentUntil && `away until ${rep.absentUntil}`]
    .filter(Boolean)
    .join(", ");
}
