"use client";

import { useState } from "react";
import type { HandoffCard } from "@/lib/handoffs/queries";

export type QueueEntry = { card: HandoffCard; gone: boolean };

type Kept = {
  fresh: readonly HandoffCard[];
  /** Ids as they are shown; what the server has besides waits to be asked for. */
  order: readonly string[];
  cards: ReadonlyMap<string, HandoffCard>;
  /** Answered here: out of sight at once, whatever the server still says. */
  settled: ReadonlySet<string>;
  /** Taken back here: shown again as soon as the server has it. */
  wanted: ReadonlySet<string>;
};

/**
 * A list that never moves under the reader. What vanished on the server stays in its place, marked as gone; what came in
 * waits to be asked for. Answering here takes an entry out at once; `restore` puts it back where it belongs.
 */
export function useQueue(fresh: readonly HandoffCard[]) {
  const [kept, setKept] = useState<Kept>(() => begin(fresh, new Set()));
  let now = kept;
  if (kept.fresh !== fresh) {
    now = follow(kept, fresh);
    setKept(now);
  }
  const present = new Set(fresh.map((card) => card.id));
  const entries: QueueEntry[] = now.order
    .filter((id) => !now.settled.has(id))
    .map((id) => ({ card: now.cards.get(id)!, gone: !present.has(id) }));
  return {
    entries,
    arrived: fresh.filter((card) => !now.order.includes(card.id) && !now.settled.has(card.id)),
    /** Brings the list up to date: what came in takes its place, what is gone leaves. */
    show: () => setKept(({ fresh: latest, settled }) => begin(latest, settled)),
    settle: (id: string) =>
      setKept((before) => ({
        ...before,
        settled: withId(before.settled, id),
        wanted: without(before.wanted, id),
      })),
    restore: (id: string) =>
      setKept((before) =>
        follow(
          { ...before, settled: without(before.settled, id), wanted: withId(before.wanted, id) },
          before.fresh,
        ),
      ),
  };
}

const withId = (ids: ReadonlySet<string>, id: string) => new Set([...ids, id]);
const without = (ids: ReadonlySet<string>, id: string) => new Set([...ids].filter((other) => other !== id));
const byId = (cards: readonly HandoffCard[]) => new Map(cards.map((card) => [card.id, card]));

function begin(fresh: readonly HandoffCard[], settled: ReadonlySet<string>): Kept {
  return { fresh, order: fresh.map((card) => card.id), cards: byId(fresh), settled, wanted: new Set() };
}

function follow(kept: Kept, fresh: readonly HandoffCard[]): Kept {
  const stillThere = fresh.some((card) => kept.order.includes(card.id) && !kept.settled.has(card.id));
  // Nothing of the list is left to read: what came in may take its place.
  if (!stillThere) return begin(fresh, kept.settled);
  const order = [...kept.order];
  for (const [position, { id }] of fresh.entries()) {
    if (!kept.wanted.has(id) || order.includes(id)) continue;
    const later = fresh.slice(position + 1).find((card) => order.includes(card.id));
    order.splice(later ? order.indexOf(later.id) : order.length, 0, id);
  }
  return { ...kept, fresh, order, cards: new Map([...kept.cards, ...byId(fresh)]) };
}
