import "server-only";
import { createHash } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";

/** How often something may fail within fixed windows that all instances share. */
export type AttemptLimit = { name: string; attempts: number; windowMinutes: number };

/** A limit applied to one subject: an account, an address, a browser. */
export type Counter = { limit: AttemptLimit; subject: string };

// Subjects are personal: only their hash is kept.
const keyOf = ({ limit, subject }: Counter): string =>
  `${limit.name}:${createHash("sha256").update(subject).digest("base64url")}`;

function windowOf({ limit }: Counter, now: Date) {
  const length = limit.windowMinutes * 60_000;
  const startsAt = Math.floor(now.getTime() / length) * length;
  return { startsAt: new Date(startsAt), secondsLeft: Math.ceil((startsAt + length - now.getTime()) / 1000) };
}

/** Refuses (`too_many_attempts`, saying how long to wait) when one of the counters is used up. */
export async function refuseExhausted(counters: readonly Counter[], now: Date): Promise<void> {
  const rows = await db().attemptWindow.findMany({
    where: {
      OR: counters.map((counter) => ({ key: keyOf(counter), startsAt: windowOf(counter, now).startsAt })),
    },
    select: { key: true, attempts: true },
  });
  const used = new Map(rows.map((row) => [row.key, row.attempts]));
  const waits = counters
    .filter((counter) => (used.get(keyOf(counter)) ?? 0) >= counter.limit.attempts)
    .map((counter) => windowOf(counter, now).secondsLeft);
  if (waits.length === 0) return;
  const retryAfterSeconds = Math.max(...waits);
  const minutes = Math.ceil(retryAfterSeconds / 60);
  throw new AppError(
    "too_many_attempts",
    `Too many attempts. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    { data: { retryAfterSeconds } },
  );
}

/** Counts one attempt on each counter. */
export async function countAttempt(counters: readonly Counter[], now: Date): Promise<void> {
  for (const counter of [...counters].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)))
    await db().$executeRaw`
      insert into attempt_window as counted (key, starts_at, attempts)
      values (${keyOf(counter)}, ${windowOf(counter, now).startsAt}, 1)
      on conflict (key, starts_at) do update set attempts = counted.attempts + 1`;
}
