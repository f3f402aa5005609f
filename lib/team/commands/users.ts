import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { announce } from "@/lib/platform/realtime/announce";
import { type Day, dayToColumn } from "@/lib/shared/day";
import { may } from "../permissions";
import type { Role } from "../roles";
import type { Caller } from "../viewer";
import { addUser } from "./invitations";
import { hashNewPassword } from "./passwords";
import { endSessions } from "./sessions";

const refuseOthers = (caller: Caller) => {
  if (!may(caller.viewer, "team.manage")) throw new AppError("forbidden", "Only admins manage people.");
};

type LockedUser = { id: string; role: string; active: boolean };

/** A user under a row lock, and whether they are the only active admin. All admins are locked, in id order. */
async function lockUser(tx: Tx, id: string): Promise<LockedUser & { isLastAdmin: boolean }> {
  const rows = await tx.$queryRaw<LockedUser[]>`
    select id, role, active from app_user
    where id = ${id}::uuid or (role = 'admin' and active)
    order by id for update`;
  const user = rows.find((row) => row.id === id);
  if (!user) throw new AppError("not_found", "There is no such person.");
  const others = rows.filter((row) => row.id !== id && row.role === "admin" && row.active);
  return { ...user, isLastAdmin: user.role === "admin" && user.active && others.length === 0 };
}

const lastAdmin = () =>
  new AppError("conflict", "This is the last active admin. Make somebody else admin first.");

/** Makes a user at once, without an invitation (CLI, automation). */
export async function createUser(
  caller: Caller,
  input: { email: string; name: string; role: Role; password?: string | undefined },
): Promise<{ id: string }> {
  refuseOthers(caller);
  const passwordHash = input.password ? await hashNewPassword(input.password, input) : null;
  return transaction(async (tx) => {
    const { id } = await addUser(tx, { ...input, passwordHash, now: caller.now });
    await recordAudit(tx, caller, {
      action: "user.created",
      subjectKind: "user",
      subjectId: id,
      data: { email: input.email, role: input.role },
    });
    return { id };
  });
}

/** Changes somebody's role; it counts from their next request on. The last active admin stays admin (`conflict`). */
export async function changeRole(caller: Caller, input: { id: string; role: Role }): Promise<void> {
  refuseOthers(caller);
  await transaction(async (tx) => {
    const user = await lockUser(tx, input.id);
    if (user.role === input.role) return;
    if (user.isLastAdmin) throw lastAdmin();
    await tx.user.update({
      where: { id: user.id },
      data: { role: input.role, version: { increment: 1 } },
    });
    await announce(tx, "access", [user.id]);
    await recordAudit(tx, caller, {
      action: "user.role_changed",
      subjectKind: "user",
      subjectId: user.id,
      data: { from: user.role, to: input.role },
    });
  });
}

/** Shuts somebody out: their sessions end at once, nothing is routed to them. The last active admin stays (`conflict`). */
export async function deactivateUser(caller: Caller, id: string): Promise<void> {
  refuseOthers(caller);
  await transaction(async (tx) => {
    const user = await lockUser(tx, id);
    if (!user.active) return;
    if (user.isLastAdmin) throw lastAdmin();
    await tx.user.update({
      where: { id },
      data: { active: false, deactivatedAt: caller.now, version: { increment: 1 } },
    });
    await endSessions(tx, id, caller.now);
    await recordAudit(tx, caller, { action: "user.deactivated", subjectKind: "user", subjectId: id });
  });
}

/** Lets somebody in again, with the password they had; sessions of before stay ended. */
export async function reactivateUser(caller: Caller, id: string): Promise<void> {
  refuseOthers(caller);
  await transaction(async (tx) => {
    const changed = await tx.user.updateMany({
      where: { id, active: false },
      data: { active: true, deactivatedAt: null, version: { increment: 1 } },
    });
    if (changed.count === 0) throw new AppError("not_found", "There is no such inactive person.");
    await recordAudit(tx, caller, { action: "user.reactivated", subjectKind: "user", subjectId: id });
  });
}

/**
 * How much the routing may give somebody: open handoffs at most, from which day on, in which team they count; and how many they
 * can take on a working day, which plans are made with (null: what they have shown).
 */
export async function setWorkload(
  caller: Caller,
  input: {
    id: string;
    capacity: number;
    dailyCapacity: number | null;
    absentUntil: Day | null;
    team: string | null;
  },
): Promise<void> {
  refuseOthers(caller);
  const { id, capacity, dailyCapacity, absentUntil, team } = input;
  await changeUser(
    caller,
    id,
    { capacity, dailyCapacity, team, absentUntil: absentUntil ? dayToColumn(absentUntil) : null },
    { action: "user.workload_set", data: { capacity, dailyCapacity, absentUntil, team } },
  );
}

/** Until which day (inclusive, workspace zone) the caller is away and gets no handoffs; null ends it. */
export async function setAbsence(caller: Caller, absentUntil: Day | null): Promise<void> {
  if (caller.viewer.kind !== "user") throw new AppError("forbidden", "Only people can be away.");
  await changeUser(
    caller,
    caller.viewer.id,
    { absentUntil: absentUntil ? dayToColumn(absentUntil) : null },
    { action: "user.absence_set", data: { absentUntil } },
  );
}

/** The name under which the caller appears. */
export async function renameSelf(caller: Caller, name: string): Promise<void> {
  if (caller.viewer.kind !== "user") throw new AppError("forbidden", "Only people have a name to change.");
  await changeUser(caller, caller.viewer.id, { name }, { action: "user.renamed", data: { name } });
}

async function changeUser(
  caller: Caller,
  id: string,
  change: {
    capacity?: number;
    dailyCapacity?: number | null;
    absentUntil?: Date | null;
    team?: string | null;
    name?: string;
  },
  audit: { action: `user.${string}`; data: Record<string, string | number | null> },
): Promise<void> {
  await transaction(async (tx) => {
    const changed = await tx.user.updateMany({
      where: { id },
      data: { ...change, version: { increment: 1 } },
    });
    if (changed.count === 0) throw new AppError("not_found", "There is no such person.");
    await recordAudit(tx, caller, { ...audit, subjectKind: "user", subjectId: id });
  });
}
