import "server-only";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { announce } from "@/lib/platform/realtime/announce";
import type { Caller } from "@/lib/team/viewer";
import { recipientsOf } from "./audience";
import { alertPayload } from "./schema";

/** Marks the caller's own alerts as read: those up to the newest one they were shown, so that later ones stay unread. */
export async function markAlertsRead({ viewer, now }: Caller, shownUpTo: Date): Promise<{ marked: number }> {
  if (viewer.kind !== "user") throw new AppError("forbidden", "Only people have alerts.");
  const { count } = await db().alert.updateMany({
    where: { userId: viewer.id, readAt: null, createdAt: { lte: shownUpTo } },
    data: { readAt: now },
  });
  return { marked: count };
}

const BATCH = 200;

/**
 * Puts waiting alerts under the bells of those they are for. The row and its alerts are written in one transaction, so
 * each is delivered exactly once, by whichever instance comes first. Answers how many rows were settled.
 */
export async function deliverAlerts({ now }: Caller): Promise<number> {
  return transaction(async (tx) => {
    const due = await tx.$queryRaw<{ id: string; payload: unknown }[]>`
      select id, payload from outbox_message
      where kind = 'alert' and delivered_at is null and cancelled_at is null and due_at <= ${now}
      order by due_at limit ${BATCH} for update skip locked`;
    if (due.length === 0) return 0;
    const people = await tx.user.findMany({ where: { active: true }, select: { id: true, role: true } });
    const alerts = due.flatMap(({ payload }) => {
      const { alert, to, ...shown } = alertPayload.parse(payload);
      return recipientsOf(to, people).map(({ id: userId }) => ({
        id: newId(),
        userId,
        kind: alert,
        createdAt: now,
        ...shown,
      }));
    });
    await tx.alert.createMany({ data: alerts });
    await announce(
      tx,
      "alert",
      alerts.map(({ userId }) => userId),
    );
    await tx.outboxMessage.updateMany({
      where: { id: { in: due.map(({ id }) => id) } },
      data: { deliveredAt: now },
    });
    return due.length;
  });
}
