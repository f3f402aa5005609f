import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import type { HandoffStatus } from "../handoff";

/** How a handoff stands: who answered what and when; `who` is the assignee while it still waits. */
export type HandoffOutcome = {
  id: string;
  leadId: string;
  leadName: string;
  status: HandoffStatus;
  who: { id: string; name: string } | null;
  reason: string | null;
  note: string | null;
  /** RFC 3339; null while it waits. */
  at: string | null;
};

/** How this handoff stands now, or null when there is none. */
export async function handoffOutcome(db: Db, viewer: Viewer, id: string): Promise<HandoffOutcome | null> {
  if (!may(viewer, "handoff.read")) throw new AppError("forbidden", "You may not read handoffs");
  const row = isId(id)
    ? await db.handoff.findUnique({
        where: { id },
        select: {
          id: true,
          leadId: true,
          status: true,
          assigneeId: true,
          answeredBy: true,
          answeredAt: true,
          answerNote: true,
          reasonCode: true,
          pass: { select: { lead: { select: { name: true } } } },
        },
      })
    : null;
  if (!row) return null;
  const whoId = row.status === "pending" || row.status === "expired" ? row.assigneeId : row.answeredBy;
  const [who, reason] = await Promise.all([
    whoId ? db.user.findUnique({ where: { id: whoId }, select: { id: true, name: true } }) : null,
    row.reasonCode
      ? db.reason.findUnique({ where: { code: row.reasonCode }, select: { label: true } })
      : null,
  ]);
  return {
    id: row.id,
    leadId: row.leadId,
    leadName: row.pass.lead.name,
    status: row.status as HandoffStatus,
    who,
    reason: reason?.label ?? null,
    note: row.answerNote,
    at: row.answeredAt?.toISOString() ?? null,
  };
}
