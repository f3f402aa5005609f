import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { normaliseEmail } from "@/lib/leads/identity";
import { hashToken, randomToken } from "@/lib/platform/auth/token";
import { db, type Tx } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/failures";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { addMail } from "@/lib/platform/mail/outbox";
import { may } from "../permissions";
import { ROLE_LABEL, type Role } from "../roles";
import type { Caller } from "../viewer";
import type { Visit } from "../visit";
import { hashNewPassword } from "./passwords";
import { asUser, type OpenedSession, openSession } from "./sessions";

const DAYS = 7;
const DAY_MS = 86_400_000;

export const invitationPath = (token: string): string => `/invite/${token}`;

/** The address as it is stored and looked up; `invalid` when it is none. */
export function colleagueEmail(text: string): { typed: string; key: string } {
  const email = normaliseEmail(text);
  if (email.ok) return email.value;
  const message = "This is not an e-mail address.";
  throw new AppError("invalid", message, { errors: [{ path: "email", rule: "email", message }] });
}

const taken = (email: string) => {
  const message = `${email} already belongs to somebody here.`;
  return new AppError("conflict", message, { errors: [{ path: "email", rule: "taken", message }] });
};

/**
 * Invites somebody by a link that works once, for seven days. The link is returned and never shown again; it is mailed
 * too where mail is set up. A newer invitation to the same address replaces the older one. `conflict` when the address
 * already has a user: an invitation never touches an existing one.
 */
export async function inviteUser(
  caller: Caller,
  input: { email: string; role: Role },
): Promise<{ id: string; path: string }> {
  if (!may(caller.viewer, "team.manage")) throw new AppError("forbidden", "Only admins invite people.");
  const email = colleagueEmail(input.email);
  const [id, token] = [newId(), randomToken()];
  await transaction(async (tx) => {
    // Two invitations of one address at once: the second waits here and replaces the first.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`invitation ${email.key}`}, 0))`;
    if (await tx.user.count({ where: { emailKey: email.key } })) throw taken(email.typed);
    await tx.invitation.updateMany({
      where: { emailKey: email.key, acceptedAt: null, revokedAt: null },
      data: { revokedAt: caller.now },
    });
    await tx.invitation.create({
      data: {
        id,
        email: email.typed,
        emailKey: email.key,
        role: input.role,
        tokenHash: hashToken(token),
        invitedBy: caller.viewer.id,
        createdAt: caller.now,
        expiresAt: new Date(caller.now.getTime() + DAYS * DAY_MS),
      },
    });
    await addMail(tx, {
      to: email.typed,
      subject: "You are invited to Baton",
      body: ({ origin }) =>
        [
          `${caller.viewer.name} invites you to Baton as ${ROLE_LABEL[input.role].toLowerCase()}.`,
          `Choose a password within ${DAYS} days here:`,
          `${origin}${invitationPath(token)}`,
        ].join("\n\n"),
      now: caller.now,
    });
    await recordAudit(tx, caller, {
      action: "user.invited",
      subjectKind: "invitation",
      subjectId: id,
      data: { email: email.typed, role: input.role },
    });
  });
  return { id, path: invitationPath(token) };
}

/** Takes an invitation back; its link stops working. */
export async function revokeInvitation(caller: Caller, id: string): Promise<void> {
  if (!may(caller.viewer, "team.manage"))
    throw new AppError("forbidden", "Only admins take invitations back.");
  await transaction(async (tx) => {
    const revoked = await tx.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: caller.now },
    });
    if (revoked.count === 0) throw new AppError("not_found", "There is no such open invitation.");
    await recordAudit(tx, caller, {
      action: "invitation.revoked",
      subjectKind: "invitation",
      subjectId: id,
    });
  });
}

const SPENT = "This invitation has been used, taken back or has expired. Ask for a new one.";

const openAt = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

/** Makes the invited user with a password of their own and signs them in. Works once; `not_found` afterwards. */
export async function acceptInvitation(
  visit: Visit,
  input: { token: string; name: string; password: string },
): Promise<OpenedSession> {
  const invitation = await db().invitation.findUnique({
    where: { tokenHash: hashToken(input.token), ...openAt(visit.now) },
    select: { id: true, email: true, role: true },
  });
  if (!invitation) throw new AppError("not_found", SPENT);
  const passwordHash = await hashNewPassword(input.password, { email: invitation.email, name: input.name });
  return transaction((tx) =>
    acceptIn(tx, visit, invitation, { email: invitation.email, name: input.name, passwordHash }),
  );
}

async function acceptIn(
  tx: Tx,
  visit: Visit,
  invitation: { id: string; role: string },
  person: { email: string; name: string; passwordHash: string | null },
): Promise<OpenedSession> {
  const accepted = await tx.invitation.updateMany({
    where: { id: invitation.id, ...openAt(visit.now) },
    data: { acceptedAt: visit.now },
  });
  if (accepted.count === 0) throw new AppError("not_found", SPENT);
  const user = await addUser(tx, { ...person, role: invitation.role as Role, now: visit.now });
  await recordAudit(tx, asUser(visit, user), {
    action: "invitation.accepted",
    subjectKind: "user",
    subjectId: user.id,
    data: { role: user.role },
  });
  return openSession(tx, user.id, visit);
}

/**
 * Opens a session for somebody whose address an OpenID Connect provider vouches for: an active person, or an invited one,
 * who becomes a user by it (without a password). `unauthenticated` for everybody else: nobody registers themselves.
 */
export async function signInVouched(
  visit: Visit,
  person: { email: string; name: string; provider: string },
): Promise<OpenedSession> {
  const email = colleagueEmail(person.email);
  return transaction(async (tx) => {
    const user = await tx.user.findUnique({
      where: { emailKey: email.key },
      select: { id: true, name: true, email: true, role: true, active: true },
    });
    if (user?.active) {
      await recordAudit(tx, asUser(visit, user), {
        action: "session.opened",
        subjectKind: "user",
        subjectId: user.id,
        data: { provider: person.provider },
      });
      return openSession(tx, user.id, visit);
    }
    const invitation = user
      ? null
      : await tx.invitation.findFirst({
          where: { emailKey: email.key, ...openAt(visit.now) },
          select: { id: true, email: true, role: true },
        });
    if (!invitation) throw new AppError("unauthenticated", "Nobody of this address works here.");
    const name = nameOf(person.name) ?? email.typed.split("@")[0]!;
    return acceptIn(tx, visit, invitation, { email: invitation.email, name, passwordHash: null });
  });
}

/** A name as a provider tells it, when it is one that people here could choose. */
function nameOf(text: string): string | null {
  const name = text.normalize("NFC").trim().slice(0, 120);
  return name === "" || /[\p{Cc}<>]/u.test(name) || !name.isWellFormed() ? null : name;
}

/** Makes a user; `conflict` when the address has one (also when that one is made at this moment). */
export async function addUser(
  tx: Tx,
  input: { email: string; name: string; role: Role; passwordHash: string | null; now: Date },
): Promise<{ id: string; name: string; email: string; role: Role }> {
  const email = colleagueEmail(input.email);
  const user = { id: newId(), name: input.name, email: email.typed, role: input.role };
  try {
    await tx.user.create({
      data: { ...user, emailKey: email.key, passwordHash: input.passwordHash, createdAt: input.now },
    });
  } catch (error) {
    throw isUniqueViolation(error) ? taken(email.typed) : error;
  }
  return user;
}
