import "server-only";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { Prisma } from "@/prisma/generated/client";

/** How long an answer is kept for repeats. */
export const KEEP_HOURS = 24;
/** A claim without an answer after this long belongs to a process that died. */
const LEASE_SECONDS = 60;
const WAIT_MS = 15_000;
const POLL_MS = 100;

export type StoredAnswer = { status: number; body: unknown };

const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

/** The Idempotency-Key of a request, or null. One that is not 1–255 visible ASCII characters is `invalid`. */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null || KEY_SHAPE.test(key)) return key;
  const message = "An Idempotency-Key has 1 to 255 visible ASCII characters.";
  throw new AppError("invalid", message, {
    errors: [{ path: "Idempotency-Key", rule: "format", message }],
  });
}

/** The same text for the same data, whatever the order of its keys. */
export function fingerprintOf(...parts: readonly unknown[]): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash("sha256").update(JSON.stringify(parts, sorted)).digest("hex");
}

/**
 * Runs once for each (actor, key) and gives the first answer to every repeat of the last 24 hours, also to one that
 * arrives while the first still runs. `idempotency_mismatch` when the same key comes with another request. An answer
 * that a repeat could turn into success (5xx, too many attempts) is not kept.
 */
export async function onceUnder(
  claim: { actor: string; key: string; requestHash: string; now: Date },
  run: () => Promise<StoredAnswer>,
): Promise<StoredAnswer & { replayed: boolean }> {
  const kept = await claimOrAnswer(claim);
  if (kept) return { ...kept, replayed: true };
  const where = { actor_key: { actor: claim.actor, key: claim.key } };
  try {
    const answer = await run();
    if (answer.status >= 500 || answer.status === 429) await db().idempotencyKey.delete({ where });
    else
      await db().idempotencyKey.update({
        where,
        data: { status: answer.status, body: (answer.body ?? Prisma.JsonNull) as Prisma.InputJsonValue },
      });
    return { ...answer, replayed: false };
  } catch (thrown) {
    await db().idempotencyKey.delete({ where });
    throw thrown;
  }
}

async function claimOrAnswer({ actor, key, requestHash, now }: Parameters<typeof onceUnder>[0]) {
  for (let waited = 0; ; waited += POLL_MS) {
    // A row that outlived its keeping, or a claim whose process died, is taken over in the same statement.
    const claimed = await db().$queryRaw<unknown[]>`
      insert into idempotency_key as kept (actor, key, request_hash, created_at)
      values (${actor}, ${key}, ${requestHash}, ${now})
      on conflict (actor, key) do update
        set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, body = null
        where kept.created_at < ${now}::timestamptz - make_interval(hours => ${KEEP_HOURS})
           or (kept.status is null and kept.request_hash = excluded.request_hash
               and kept.created_at < ${now}::timestamptz - make_interval(secs => ${LEASE_SECONDS}))
      returning actor`;
    if (claimed.length > 0) return null;
    const row = await db().idempotencyKey.findUnique({ where: { actor_key: { actor, key } } });
    if (row && row.requestHash !== requestHash)
      throw new AppError(
        "idempotency_mismatch",
        "This Idempotency-Key was already used for another request. Use a new key.",
      );
    if (row?.status) return { status: row.status, body: row.body };
    if (waited >= WAIT_MS)
      throw new AppError("conflict", "The first request with this Idempotency-Key is still running.");
    await sleep(POLL_MS);
  }
}
