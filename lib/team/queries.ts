import "server-only";
import { hashToken } from "@/lib/platform/auth/token";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { type Day, dayFromColumn } from "@/lib/shared/day";
import { may } from "./permissions";
import type { Role } from "./roles";
import type { Viewer } from "./viewer";

export type WorkspaceView = {
  name: string;
  timeZone: string;
  currency: string;
  setUpAt: Date;
  /** When the sample workspace was loaded; null when there is none. */
  sampleLoadedAt: Date | null;
};

/** The workspace, or null before set-up. */
export async function workspaceOrNull(db: Db): Promise<WorkspaceView | null> {
  const row = await db.workspace.findUnique({
    where: { id: 1 },
    select: { name: true, timeZone: true, currency: true, setUpAt: true, sampleLoadedAt: true },
  });
  return row?.setUpAt ? { ...row, setUpAt: row.setUpAt } : null;
}

/** The workspace. `unavailable` before set-up. */
export async function workspace(db: Db): Promise<WorkspaceView> {
  const row = await workspaceOrNull(db);
  if (!row) throw new AppError("unavailable", "This workspace is not set up yet.");
  return row;
}

const BRIEF = { id: true, name: true, email: true, role: true, team: true } as const;

export type Person = { id: string; name: string; email: string; role: Role; team: string | null };

/** Everybody who is active, by name: what choices of people offer. */
export async function people(db: Db, _viewer: Viewer): Promise<Person[]> {
  const rows = await db.user.findMany({
    where: { active: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: BRIEF,
  });
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

/** Whom an id or e-mail names, among the active people; `invalid`, naming the field, when it is nobody. */
export async function activeUserId(db: Db, told: string, field: string): Promise<string> {
  const user = await db.user.findFirst({
    where: { active: true, ...(isId(told) ? { id: told } : { emailKey: told.trim().toLowerCase() }) },
    select: { id: true },
  });
  if (user) return user.id;
  const message = "Must be the id or e-mail of an active user";
  throw new AppError("invalid", message, { errors: [{ path: field, rule: "user", message }] });
}

export type UserView = Person & {
  active: boolean;
  capacity: number;
  /** Handoffs this person can take on a working day, as set; null: what they have shown. */
  dailyCapacity: number | null;
  absentUntil: Day | null;
  /** Handoffs that wait for this person's answer. */
  openHandoffs: number;
  lastSeenAt: Date | null;
  sample: boolean;
  version: number;
};

/** One person as the list of people shows them; `not_found` when there is no such person. */
export async function userById(db: Db, viewer: Viewer, id: string): Promise<UserView> {
  const user = (await users(db, viewer)).find((candidate) => candidate.id === id);
  if (!user) throw new AppError("not_found", "There is no such person.");
  return user;
}

export type Account = { name: string; email: string; absentUntil: Day | null; otherSessions: number };

/** What somebody may know and change of their own account. */
export async function account(
  db: Db,
  viewer: Extract<Viewer, { kind: "user" }>,
  sessionId: string,
  now: Date,
): Promise<Account> {
  const [user, otherSessions] = await Promise.all([
    db.user.findUniqueOrThrow({
      where: { id: viewer.id },
      select: { name: true, email: true, absentUntil: true },
    }),
    db.userSession.count({
      where: { userId: viewer.id, id: { not: sessionId }, revokedAt: null, expiresAt: { gt: now } },
    }),
  ]);
  return {
    ...user,
    absentUntil: user.absentUntil ? dayFromColumn(user.absentUntil) : null,
    otherSessions,
  };
}

/** Everybody, active first, then by name. `forbidden` without team.read. */
export async function users(db: Db, viewer: Viewer): Promise<UserView[]> {
  if (!may(viewer, "team.read"))
    throw new AppError("forbidden", "You may not see the people of this workspace.");
  const [rows, open, seen] = await Promise.all([
    db.user.findMany({
      orderBy: [{ active: "desc" }, { name: "asc" }, { id: "asc" }],
      select: {
        ...BRIEF,
        active: true,
        capacity: true,
        dailyCapacity: true,
        absentUntil: true,
        sample: true,
        version: true,
      },
    }),
    db.handoff.groupBy({ by: ["assigneeId"], where: { status: "pending" }, _count: true }),
    db.userSession.groupBy({ by: ["userId"], _max: { lastSeenAt: true } }),
  ]);
  const openOf = new Map(open.map((row) => [row.assigneeId, row._count]));
  const seenOf = new Map(seen.map((row) => [row.userId, row._max.lastSeenAt]));
  return rows.map((row) => ({
    ...row,
    role: row.role as Role,
    absentUntil: row.absentUntil ? dayFromColumn(row.absentUntil) : null,
    openHandoffs: openOf.get(row.id) ?? 0,
    lastSeenAt: seenOf.get(row.id) ?? null,
  }));
}

export type InvitationView = {
  id: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
};

/** Invitations that can still be accepted or have run out unanswered, newest first. */
export async function openInvitations(db: Db, viewer: Viewer): Promise<InvitationView[]> {
  if (!may(viewer, "team.manage")) throw new AppError("forbidden", "You may not see invitations.");
  const rows = await db.invitation.findMany({
    where: { acceptedAt: null, revokedAt: null },
    orderBy: { createdAt: "desc" },
    select: { id: true, email: true, role: true, invitedBy: true, createdAt: true, expiresAt: true },
  });
  const inviters = rows.flatMap((row) => row.invitedBy ?? []);
  const names = await db.user.findMany({ where: { id: { in: inviters } }, select: { id: true, name: true } });
  const nameOf = new Map(names.map((user) => [user.id, user.name]));
  return rows.map((row) => ({
    ...row,
    role: row.role as Role,
    invitedBy: row.invitedBy ? (nameOf.get(row.invitedBy) ?? null) : null,
  }));
}

/** The invitation behind a link, or null when there is none that can still be accepted. */
export async function invitationByToken(
  db: Db,
  token: string,
  now: Date,
): Promise<{ email: string; name: string | null; role: Role } | null> {
  const row = await db.invitation.findUnique({
    where: { tokenHash: hashToken(token), acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { email: true, name: true, role: true },
  });
  return row ? { ...row, role: row.role as Role } : null;
}

/** Whose password a reset link changes, or null when the link is spent, expired or unknown. */
export async function resetByToken(db: Db, token: string, now: Date): Promise<{ email: string } | null> {
  const row = await db.passwordReset.findUnique({
    where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: now }, user: { active: true } },
    select: { user: { select: { email: true } } },
  });
  return row?.user ?? null;
}

export type KeyView = {
  id: string;
  name: string;
  prefix: string;
  scope: "read" | "write" | "admin";
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** The API keys in force, newest first. The keys themselves are not kept. */
export async function apiKeys(db: Db, viewer: Viewer): Promise<KeyView[]> {
  if (!may(viewer, "settings.manage")) throw new AppError("forbidden", "You may not see keys.");
  const rows = await db.apiKey.findMany({
    where: { revokedAt: null },
    orderBy: { createdAt: "desc" },
    select: { id: true, name: true, prefix: true, scope: true, createdAt: true, lastUsedAt: true },
  });
  return rows.map((row) => ({ ...row, scope: row.scope as KeyView["scope"] }));
}

export type WriteKeyView = { id: string; name: string; key: string; createdAt: Date };

/** The write keys in force, newest first. They are public by design: intake only. */
export async function writeKeys(db: Db, viewer: Viewer): Promise<WriteKeyView[]> {
  if (!may(viewer, "settings.manage")) throw new AppError("forbidden", "You may not see keys.");
  return db.writeKey.findMany({
    where: { revokedAt: null },
    orderBy: { createdAt: "desc" },
    select: { id: true, name: true, key: true, createdAt: true },
  });
}
