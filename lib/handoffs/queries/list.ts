import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { instantCursor, pageFrom } from "@/lib/platform/web/paging";
import type { Page } from "@/lib/shared/page";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import type { HandoffCause, HandoffStatus } from "../handoff";
import type { HandoffOut } from "../schema";

const COLUMNS = {
  id: true,
  leadId: true,
  passId: true,
  status: true,
  cause: true,
  assigneeId: true,
  openedAt: true,
  dueAt: true,
  answeredAt: true,
  reasonCode: true,
  version: true,
} as const;

type Row = {
  id: string;
  leadId: string;
  passId: string;
  status: string;
  cause: string;
  assigneeId: string | null;
  openedAt: Date;
  dueAt: Date | null;
  answeredAt: Date | null;
  reasonCode: string | null;
  version: number;
};

export type HandoffListFilter = {
  status?: readonly HandoffStatus[] | undefined;
  /** A user's id or e-mail, or "none" for those that wait for a rep. */
  assignee?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** Handoffs as the API gives them, newest first, keyset-paged by when they were opened. */
export async function handoffList(
  db: Db,
  viewer: Viewer,
  filter: HandoffListFilter,
): Promise<Page<HandoffOut>> {
  refuseStrangers(viewer);
  const after = instantCursor(filter.cursor);
  const rows = await db.handoff.findMany({
    where: {
      ...(filter.status ? { status: { in: [...filter.status] } } : {}),
      ...(filter.assignee ? await assignedTo(db, filter.assignee) : {}),
      ...(after
        ? { OR: [{ openedAt: { lt: after.at } }, { openedAt: after.at, id: { lt: after.id } }] }
        : {}),
    },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
    select: COLUMNS,
  });
  const page = pageFrom(rows, filter.limit, (row) => [row.openedAt.toISOString(), row.id]);
  return { data: page.data.map(handoffOutOf), nextCursor: page.nextCursor };
}

/** One handoff as the API gives it; `not_found` when there is none. */
export async function handoffById(db: Db, viewer: Viewer, id: string): Promise<HandoffOut> {
  refuseStrangers(viewer);
  const row = isId(id) ? await db.handoff.findUnique({ where: { id }, select: COLUMNS }) : null;
  if (!row) throw new AppError("not_found", "There is no such handoff");
  return handoffOutOf(row);
}

async function assignedTo(db: Db, told: string) {
  if (told === "none") return { assigneeId: null };
  if (isId(told)) return { assigneeId: told };
  const named = await db.user.findMany({ where: { emailKey: told.toLowerCase() }, select: { id: true } });
  return { assigneeId: { in: named.map(({ id }) => id) } };
}

function refuseStrangers(viewer: Viewer): void {
  if (!may(viewer, "handoff.read")) throw new AppError("forbidden", "You may not read handoffs");
}

function handoffOutOf(row: Row): HandoffOut {
  return {
    id: row.id,
    leadId: row.leadId,
    passId: row.passId,
    status: row.status as HandoffStatus,
    cause: row.cause as HandoffCause,
    assignee: row.assigneeId,
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    reason: row.reasonCode,
    version: row.version,
  };
}
