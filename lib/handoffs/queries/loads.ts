import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { dayFromColumn } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { type RepLoad, startOfWeek } from "../load";

/**
 * What each active rep has on the desk, by name. Weeks start on Monday in the workspace's zone. Throws AppError forbidden for
 * whoever may not read handoffs.
 */
export async function repLoads(db: Db, viewer: Viewer, at: { now: Date; zone: string }): Promise<RepLoad[]> {
  if (!may(viewer, "handoff.read")) throw new AppError("forbidden", "You may not read handoffs.");
  const monday = startOfWeek(at.now, at.zone);
  const rows = await db.$queryRaw<
    {
      id: string;
      name: string;
      capacity: number;
      absent_until: Date | null;
      open: number;
      late: number;
      accepted: number;
    }[]
  >`
    select u.id, u.name, u.capacity, u.absent_until,
      (select count(*)::int from handoff h where h.assignee_id = u.id and h.status = 'pending') as open,
      (select count(*)::int from handoff h
        where h.assignee_id = u.id and h.status = 'pending' and h.due_at < ${at.now}) as late,
      (select count(*)::int from handoff h
        where h.assignee_id = u.id and h.status = 'accepted' and h.answered_at >= ${monday}) as accepted
    from app_user u where u.role = 'rep' and u.active order by u.name, u.id`;
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    open: row.open,
    late: row.late,
    acceptedThisWeek: row.accepted,
    capacity: row.capacity,
    absentUntil: row.absent_until ? dayFromColumn(row.absent_until) : null,
  }));
}
