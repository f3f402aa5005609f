import { recipientsOf } from "@/lib/alerts/audience";
import { alertPayload } from "@/lib/alerts/schema";
import type { HistoryRows } from "@/lib/progression/commands/record-history";
import type { Prisma } from "@/prisma/generated/client";
import type { Person } from "./cast";

/** What is older than this has been read by now. */
const READ_AFTER_HOURS = 30;

/** Rings the bells of the past: every message was delivered when it was due, and the older ones have been read. */
export function ringBells(
  messages: HistoryRows["messages"],
  people: readonly Person[],
  now: Date,
  newId: () => string,
): Prisma.AlertCreateManyInput[] {
  const readBefore = now.getTime() - READ_AFTER_HOURS * 3_600_000;
  return messages.flatMap((message) => {
    if (message.cancelledAt) return [];
    const dueAt = new Date(message.dueAt);
    message.deliveredAt = dueAt;
    const { alert, to, ...shown } = alertPayload.parse(message.payload);
    return recipientsOf(to, people).map(({ id: userId }) => ({
      id: newId(),
      userId,
      kind: alert,
      ...shown,
      createdAt: dueAt,
      readAt: dueAt.getTime() < readBefore ? new Date(dueAt.getTime() + 3_600_000) : null,
    }));
  });
}
