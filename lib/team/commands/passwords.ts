import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { recordAudit } from "@/lib/audit/record";
import { normaliseEmail } from "@/lib/leads/identity";
import { type AttemptLimit, countAttempt, refuseExhausted } from "@/lib/platform/auth/attempts";
import { isCommonPassword } from "@/lib/platform/auth/common-passwords";
import { hashPassword, inHashingSlot, verifyPassword } from "@/lib/platform/auth/password-hash";
import { hashToken, randomToken } from "@/lib/platform/auth/token";
import { db, type Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { addMail } from "@/lib/platform/mail/outbox";
import { choosePassword, PASSWORD_FAULT } from "../password";
import { may } from "../permissions";
import type { Caller } from "../viewer";
import type { Visit } from "../visit";
import { asUser, endSessions } from "./sessions";

const CHECKS_PER_ACCOUNT: AttemptLimit = { name: "password.check", attempts: 10, windowMinutes: 15 };
const RESETS_PER_ACCOUNT: AttemptLimit = { name: "reset.account", attempts: 5, windowMinutes: 60 };
const RESETS_PER_ADDRESS: AttemptLimit = { name: "reset.address", attempts: 100, windowMinutes: 60 };

const RESET_HOURS = 2;
/** Asking for a reset always takes at least this long, so that the time does not tell whether the address is known. */
const ANSWER_AFTER_MS = 400;

/** The hash of a new password; `invalid` when this person may not choose it. */
export async function hashNewPassword(
  password: string,
  person: { email: string; name: string },
): Promise<string> {
  const chosen = choosePassword(password, person, isCommonPassword);
  if (chosen.ok) return hashPassword(chosen.value);
  const message = PASSWORD_FAULT[chosen.reason];
  throw new AppError("invalid", message, { errors: [{ path: "password", rule: chosen.reason, message }] });
}

/** Changes the caller's own password, given the present one, and ends their other sessions and reset links. */
export async function changePassword(
  caller: Caller,
  input: { current: string; password: string },
  sessionId: string,
): Promise<void> {
  const user = await db().user.findUniqueOrThrow({
    where: { id: caller.viewer.id ?? "" },
    select: { id: true, name: true, email: true, passwordHash: true },
  });
  const counters = [{ limit: CHECKS_PER_ACCOUNT, subject: user.id }];
  await inHashingSlot(async () => {
    await refuseExhausted(counters, caller.now);
    if (await verifyPassword(user.passwordHash, input.current)) return;
    await countAttempt(counters, caller.now);
    const message = "This is not your present password.";
    throw new AppError("invalid", message, { errors: [{ path: "current", rule: "password", message }] });
  });
  const passwordHash = await hashNewPassword(input.password, user);
  await transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } });
    await spendResetLinks(tx, user.id, caller.now);
    await endSessions(tx, user.id, caller.now, sessionId);
    await recordAudit(tx, caller, {
      action: "password.changed",
      subjectKind: "user",
      subjectId: user.id,
    });
  });
}

/**
 * Sends a link that sets a new password, if the address belongs to an active person. Answers the same, in the same time,
 * when it does not. `too_many_attempts` after five requests for an address within an hour.
 */
export async function requestPasswordReset(visit: Visit, input: { email: string }): Promise<void> {
  await Promise.all([sendResetLink(visit, input.email), sleep(ANSWER_AFTER_MS)]);
}

async function sendResetLink(visit: Visit, typed: string): Promise<void> {
  const email = normaliseEmail(typed);
  const emailKey = email.ok ? email.value.key : typed.toLowerCase();
  const counters = [
    { limit: RESETS_PER_ACCOUNT, subject: emailKey },
    { limit: RESETS_PER_ADDRESS, subject: visit.address },
  ];
  await refuseExhausted(counters, visit.now);
  await countAttempt(counters, visit.now);
  const user = await db().user.findUnique({
    where: { emailKey, active: true },
    select: { id: true, name: true, email: true, role: true },
  });
  if (!user) return;
  await transaction(async (tx) => {
    const token = await addReset(tx, user.id, visit.now, null);
    await addMail(tx, {
      to: user.email,
      subject: "Set a new password for Baton",
      body: ({ origin }) =>
        [
          `Hello ${user.name},`,
          `set a new password here within ${RESET_HOURS} hours:`,
          `${origin}${resetPath(token)}`,
          "If you did not ask for this, nothing has changed and you can leave it.",
        ].join("\n\n"),
      now: visit.now,
    });
    await recordAudit(tx, asUser(visit, user), {
      action: "password.reset_requested",
      subjectKind: "user",
      subjectId: user.id,
    });
  });
}

export const resetPath = (token: string): string => `/reset/${token}`;

async function addReset(tx: Tx, userId: string, now: Date, createdBy: string | null): Promise<string> {
  const token = randomToken();
  await tx.passwordReset.create({
    data: {
      id: newId(),
      userId,
      tokenHash: hashToken(token),
      createdBy,
      createdAt: now,
      expiresAt: new Date(now.getTime() + RESET_HOURS * 3_600_000),
    },
  });
  return token;
}

/** A new password makes every link that could set another one worthless. */
async function spendResetLinks(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.passwordReset.updateMany({ where: { userId, usedAt: null }, data: { usedAt: now } });
}

/** A reset link for somebody who cannot receive mail, to be passed on by an admin. Shown once. */
export async function createResetLink(caller: Caller, userId: string): Promise<{ path: string }> {
  if (!may(caller.viewer, "team.manage")) throw new AppError("forbidden", "Only admins make reset links.");
  return transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId, active: true }, select: { id: true } });
    if (!user) throw new AppError("not_found", "There is no such active person.");
    const token = await addReset(tx, user.id, caller.now, caller.viewer.id);
    await recordAudit(tx, caller, {
      action: "password.reset_link_made",
      subjectKind: "user",
      subjectId: user.id,
    });
    return { path: resetPath(token) };
  });
}

const SPENT = "This link has been used or has expired. Ask for a new one.";

/** Sets a new password by a link, once, and ends every session of the person. `not_found` when the link is spent. */
export async function resetPassword(visit: Visit, input: { token: string; password: string }): Promise<void> {
  const usable = { usedAt: null, expiresAt: { gt: visit.now }, user: { active: true } };
  const reset = await db().passwordReset.findUnique({
    where: { tokenHash: hashToken(input.token), ...usable },
    select: { id: true, user: { select: { id: true, name: true, email: true, role: true } } },
  });
  if (!reset) throw new AppError("not_found", SPENT);
  const passwordHash = await hashNewPassword(input.password, reset.user);
  await transaction(async (tx) => {
    const used = await tx.passwordReset.updateMany({
      where: { id: reset.id, ...usable },
      data: { usedAt: visit.now },
    });
    if (used.count === 0) throw new AppError("not_found", SPENT);
    await spendResetLinks(tx, reset.user.id, visit.now);
    await tx.user.update({ where: { id: reset.user.id }, data: { passwordHash } });
    await endSessions(tx, reset.user.id, visit.now);
    await recordAudit(tx, asUser(visit, reset.user), {
      action: "password.reset",
      subjectKind: "user",
      subjectId: reset.user.id,
    });
  });
}
