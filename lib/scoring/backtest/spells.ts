import type { Stage } from "@/lib/stages/stages";

// When a lead was free to become an MQL, whatever model had been in force. What qualified it within the window is set
// aside, for that is the question; everything else is taken as it was.

/** free: a lead. recycled: free too, but only what it did since counts. resting: no score wakes it. taken: in a pass, or out. */
export const SPELL = { free: 0, recycled: 1, resting: 2, taken: 3 } as const;
export type SpellKind = (typeof SPELL)[keyof typeof SPELL];

/** From `at` on, exclusive: what happens at the very instant of a move led to it. `since`: when the last pass closed. */
export type Spell = { at: number; kind: SpellKind; since: number };

/** A move of the lead, in the order of its sequence. */
export type Step = {
  at: number;
  to: Stage;
  trigger: string;
  pass: { mqlAt: number; handedAt: number | null; wakesOnEvidence: boolean } | null;
};

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * The spells of a lead, oldest first. A pass that opened within the window leaves the lead free until it was offered to
 * sales: from then on what it did was sales' doing, too, and counting it would tell the answer. That it cooled before is
 * set aside with it. A pass of before the window holds it until it closed.
 */
export function spellsOf(steps: readonly Step[], from: number): Spell[] {
  const spells: Spell[] = [{ at: NEVER, kind: SPELL.free, since: NEVER }];
  const add = (at: number, kind: SpellKind, since: number) => {
    const last = spells.at(-1)!;
    spells.push({ at: Math.max(last.at, at), kind, since });
  };
  for (const { at, to, trigger, pass } of steps) {
    const { since } = spells.at(-1)!;
    const isAsked = pass !== null && pass.mqlAt >= from;
    if (to === "lead") add(at, SPELL.free, since);
    else if (to === "mql") {
      if (!isAsked) add(at, SPELL.taken, since);
      else if (pass.handedAt !== null) add(pass.handedAt, SPELL.taken, since);
    } else if (to === "recycled") {
      if (trigger === "cooled" && isAsked && pass.handedAt === null) continue;
      add(at, pass && !pass.wakesOnEvidence ? SPELL.resting : SPELL.recycled, at);
    } else add(at, SPELL.taken, to === "disqualified" ? at : since);
  }
  return spells;
}
