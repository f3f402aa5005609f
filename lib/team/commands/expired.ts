import "server-only";
import { transaction } from "@/lib/platform/db/transaction";
import type { Caller } from "../viewer";

const DAY_MS = 86_400_000;
/** How long what has ended stays to be looked at. */
const KEEP_DAYS = 30;
/** Attempts count for an hour at most, kept answers for a day. */
const KEEP_COUNTS_DAYS = 1;

/**
 * Deletes what has lost its meaning: sessions and reset links that ended a month ago, counted attempts of past days, answers
 * kept for repeats that can no longer come.
 */
export async function forgetExpired({ now }: Caller): Promise<void> {
  const monthAgo = new Date(now.getTime() - KEEP_DAYS * DAY_MS);
  const dayAgo = new Date(now.getTime() - KEEP_COUNTS_DAYS * DAY_MS);
  await transaction(async (tx) => {
    await tx.userSession.deleteMany({
      where: { OR: [{ expiresAt: { lt: monthAgo } }, { revokedAt: { lt: monthAgo } }] },
    });
    await tx.passwordReset.deleteMany({ where: { expiresAt: { lt: monthAgo } } });
    await tx.attemptWindow.deleteMany({ where: { startsAt: { lt: dayAgo } } });
    await tx.idempotencyKey.deleteMany({ where: { createdAt: { lt: dayAgo } } });
  });
}
