import type { HandoffCard } from "@/lib/handoffs/queries";

/** What the clock of a handoff runs to: the answer while it waits, the first contact once it is accepted. */
export const dueOf = (card: HandoffCard): string | null =>
  card.status === "pending" ? card.dueAt : card.contactDueAt;

const HOUR_MS = 3_600_000;

export type Urgency = { late: number; soon: number };

/** How many of these are past due, and how many come due within the hour. */
export function urgencyOf(cards: readonly HandoffCard[], now: Date): Urgency {
  let late = 0;
  let soon = 0;
  for (const card of cards) {
    const due = dueOf(card);
    if (due === null) continue;
    const left = new Date(due).getTime() - now.getTime();
    if (left < 0) late += 1;
    else if (left <= HOUR_MS) soon += 1;
  }
  return { late, soon };
}

/** "2 late, 3 due this hour"; null when nothing presses. */
export function urgencyInWords({ late, soon }: Urgency): string | null {
  const words = [late > 0 ? `${late} late` : "", soon > 0 ? `${soon} due this hour` : ""].filter(Boolean);
  return words.length === 0 ? null : words.join(", ");
}
