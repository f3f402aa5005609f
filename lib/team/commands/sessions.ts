import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { normaliseEmail } from "@/lib/leads/identity";
import { type AttemptLimit, countAttempt, refuseExhausted } from "@/lib/platform/auth/attempts";
import { SESSION_DAYS } from "@/lib/platform/auth/cookies";
import { hashPassword, inHashingSlot, isOutdated, verifyPassword } from "@/lib/platform/auth/password-hash";
import { openDevice } from "@/lib/platform/auth/token";
import { db, type Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { announce } from "@/lib/platform/realtime/announce";
import type { Role } from "../roles";
import type { Caller } from "../viewer";
import type { Visit } from "../visit";

const PER_ACCOUNT: AttemptLimit = { name: "sign-in.account", attempts: 10, windowMinutes: 15 };
/** A browser that its owner signed in with before counts for itself, so that strangers cannot lock the owner out. */
const PER_DEVICE: AttemptLimit = { name: "sign-in.device", attempts: 10, windowMinutes: 15 };
const PER_ADDRESS: AttemptLimit = { name: "sign-in.address", attempts: 100, windowMinutes: 15 };

const DAY_MS = 86_400_000;

/** What the edge puts into the cookies. */
export type OpenedSession = { userId: string; sessionId: string };

/** Somebody as the caller of what they do in the request in which they became known. */
export const asUser = (
  visit: Visit,
  user: { id: string; name: string; email: string; role: string },
): Caller => ({
  viewer: { kind: "user", id: user.id, name: user.name, email: user.email, role: user.role as Role },
  now: visit.now,
  correlationId: visit.correlationId,
});

/** Opens a session with an id of its own (never one that was there before) for a user of this transaction. */
export async function openSession(tx: Tx, userId: string, visit: Visit): Promise<OpenedSession> {
  const sessionId = newId();
  await tx.userSession.create({
    data: {
      id: sessionId,
      userId,
      createdAt: visit.now,
      lastSeenAt: visit.now,
      expiresAt: new Date(visit.now.getTime() + SESSION_DAYS * DAY_MS),
      userAgent: visit.userAgent,
    },
  });
  return { userId, sessionId };
}

/**
 * Opens a session for an e-mail and its password. `unauthenticated` in the same words and about the same time whether the
 * address is unknown, the person inactive or the password wrong; `too_many_attempts` after ten failures of an account or a
 * hundred of an address in a quarter of an hour.
 */
export async function signIn(
  visit: Visit,
  input: { email: string; password: string },
): Promise<OpenedSession> {
  const email = normaliseEmail(input.email);
  const emailKey = email.ok ? email.value.key : input.email.toLowerCase();
  const user = await db().user.findUnique({
    where: { emailKey },
    select: { id: true, name: true, email: true, role: true, active: true, passwordHash: true },
  });
  const device = await openDevice(visit.device, user?.id ?? "");
  const counters = [
    device ? { limit: PER_DEVICE, subject: device } : { limit: PER_ACCOUNT, subject: emailKey },
    { limit: PER_ADDRESS, subject: visit.address },
  ];
  // Limit, check and count in one slot: guesses sent side by side cannot all pass the limit before one is counted.
  const admitted = await inHashingSlot(async () => {
    await refuseExhausted(counters, visit.now);
    const matches = await verifyPassword(user?.active ? user.passwordHash : null, input.password);
    if (!matches) await countAttempt(counters, visit.now);
    return matches;
  });
  if (!user || !admitted) {
    log.warn({ userId: user?.id ?? null }, "sign-in refused");
    throw new AppError("unauthenticated", "That e-mail and password do not belong together.");
  }
  const renewed =
    user.passwordHash && isOutdated(user.passwordHash) ? await hashPassword(input.password) : null;
  return transaction(async (tx) => {
    if (renewed) await tx.user.update({ where: { id: user.id }, data: { passwordHash: renewed } });
    const session = await openSession(tx, user.id, visit);
    await recordAudit(tx, asUser(visit, user), {
      action: "session.opened",
      subjectKind: "user",
      subjectId: user.id,
    });
    return session;
  });
}

/** Ends one session of the caller: its next request is refused. */
export async function signOut(caller: Caller, sessionId: string): Promise<void> {
  await transaction(async (tx) => {
    const ended = await tx.userSession.updateMany({
      where: { id: sessionId, userId: caller.viewer.id ?? "", revokedAt: null },
      data: { revokedAt: caller.now },
    });
    if (ended.count === 0) return;
    await announce(tx, "access", [caller.viewer.id]);
    await recordAudit(tx, caller, {
      action: "session.ended",
      subjectKind: "user",
      subjectId: caller.viewer.id,
    });
  });
}

/** Ends all other sessions of the caller. */
export async function signOutElsewhere(caller: Caller, sessionId: string): Promise<void> {
  const { viewer, now } = caller;
  if (viewer.kind !== "user") throw new AppError("forbidden", "Only people have sessions.");
  await transaction(async (tx) => {
    await endSessions(tx, viewer.id, now, sessionId);
    await recordAudit(tx, caller, {
      action: "session.others_ended",
      subjectKind: "user",
      subjectId: viewer.id,
    });
  });
}

/** Ends the sessions of a user and what streams to them, in the transaction of what made that necessary; one may stay. */
export async function endSessions(tx: Tx, userId: string, now: Date, except?: string): Promise<void> {
  await tx.userSession.updateMany({
    where: { userId, revokedAt: null, ...(except ? { id: { not: except } } : {}) },
    data: { revokedAt: now },
  });
  await announce(tx, "access", [userId]);
}
