import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { cursorValues, pageFrom } from "@/lib/platform/web/paging";
import type { Page } from "@/lib/shared/page";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import type { HandoffStatus } from "../handoff";

/** An MQL that marketing holds: qualified, not with sales. Times are RFC 3339. */
export type HeldLead = {
  leadId: string;
  name: string;
  title: string | null;
  company: string | null;
  grade: string;
  score: number;
  reason: string;
  /** What qualified it: score, hand_raise, pql, manual, wake, import. */
  trigger: string;
  pass: number;
  mqlAt: string;
  lastActivityAt: string | null;
  owner: { id: string; name: string } | null;
  /** Set when sales has had it in this pass and let it go. */
  cameBack: { status: HandoffStatus; at: string; who: string | null; note: string | null } | null;
};

export type HeldScope = {
  /** A user's id, "none", or everybody's. */
  owner?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** The MQLs never offered to sales, best first, keyset-paged. */
export async function warmQueue(
  db: Db,
  viewer: Viewer,
  { owner, limit, cursor }: HeldScope,
): Promise<Page<HeldLead>> {
  refuseStrangers(viewer);
  const after = scoreCursor(cursor);
  const rows = await db.$queryRaw<Row[]>`
    select ${COLUMNS} ${FROM}
    where ${HELD} and p.handed_at is null ${ownedBy(owner)}
      ${after ? Prisma.sql`and s.score <= ${after.score} and (s.score < ${after.score} or s.lead_id > ${after.id}::uuid)` : Prisma.empty}
    order by s.score desc, s.lead_id limit ${limit + 1}`;
  const page = pageFrom(rows, limit, (row) => [row.score, row.lead_id]);
  return { data: page.data.map(toHeld), nextCursor: page.nextCursor };
}

function scoreCursor(cursor: string | undefined): { score: number; id: string } | null {
  const values = cursorValues(cursor, ["integer", "id"]);
  return values && { score: values[0], id: values[1] };
}

const CAME_BACK_LIMIT = 50;

/** The MQLs that sales had and let go undecided (returned, expired, withdrawn), latest first. */
export async function cameBack(
  db: Db,
  viewer: Viewer,
  { owner }: { owner?: string | undefined } = {},
): Promise<HeldLead[]> {
  refuseStrangers(viewer);
  const rows = await db.$queryRaw<Row[]>`
    select ${COLUMNS} ${FROM}
    where ${HELD} and p.handed_at is not null ${ownedBy(owner)}
    order by back.answered_at desc nulls last, s.lead_id limit ${CAME_BACK_LIMIT}`;
  return rows.map(toHeld);
}

export type HeldCounts = { warm: number; cameBack: number; unowned: number };

/** How many MQLs marketing holds: never offered, come back, and of both those without an owner. */
export async function heldCounts(
  db: Db,
  viewer: Viewer,
  { owner }: { owner?: string | undefined } = {},
): Promise<HeldCounts> {
  refuseStrangers(viewer);
  const [row] = await db.$queryRaw<{ warm: number; came_back: number; unowned: number }[]>`
    select count(*) filter (where p.handed_at is null)::int as warm,
      count(*) filter (where p.handed_at is not null)::int as came_back,
      count(*) filter (where s.owner_id is null)::int as unowned
    from lead_score s join pass p on p.lead_id = s.lead_id and p.closed_at is null
    where ${HELD} ${ownedBy(owner)}`;
  return { warm: row?.warm ?? 0, cameBack: row?.came_back ?? 0, unowned: row?.unowned ?? 0 };
}

function refuseStrangers(viewer: Viewer): void {
  if (!may(viewer, "handoff.read")) throw new AppError("forbidden", "You may not read handoffs");
}

const COLUMNS = Prisma.sql`
  s.lead_id, l.name, l.title, c.name as company, s.grade, s.score, s.reason, p.trigger, p.number, p.mql_at,
  s.last_activity_at, u.id as owner_id, u.name as owner_name,
  back.status as back_status, back.answered_at as back_at, back.answer_note as back_note, asked.name as back_who`;

const FROM = Prisma.sql`
  from lead_score s
  join lead l on l.id = s.lead_id
  join pass p on p.lead_id = s.lead_id and p.closed_at is null
  left join company c on c.id = l.company_id
  left join app_user u on u.id = s.owner_id
  left join lateral (
    select h.status, h.answered_at, h.answer_note, coalesce(h.answered_by, h.assignee_id) as who
    from handoff h where h.pass_id = p.id order by h.opened_at desc, h.id desc limit 1
  ) back on true
  left join app_user asked on asked.id = back.who`;

const HELD = Prisma.sql`
  s.stage = 'mql' and not s.binned
  and not exists (select from handoff h where h.pass_id = p.id and h.status = 'pending')`;

function ownedBy(owner: string | undefined): Prisma.Sql {
  if (owner === undefined) return Prisma.empty;
  return owner === "none" ? Prisma.sql`and s.owner_id is null` : Prisma.sql`and s.owner_id = ${owner}::uuid`;
}

type Row = {
  lead_id: string;
  name: string;
  title: string | null;
  company: string | null;
  grade: string;
  score: number;
  reason: string;
  trigger: string;
  number: number;
  mql_at: Date;
  last_activity_at: Date | null;
  owner_id: string | null;
  owner_name: string | null;
  back_status: HandoffStatus | null;
  back_at: Date | null;
  back_note: string | null;
  back_who: string | null;
};

function toHeld(row: Row): HeldLead {
  return {
    leadId: row.lead_id,
    name: row.name,
    title: row.title,
    company: row.company,
    grade: row.grade,
    score: row.score,
    reason: row.reason,
    trigger: row.trigger,
    pass: row.number,
    mqlAt: row.mql_at.toISOString(),
    lastActivityAt: row.last_activity_at?.toISOString() ?? null,
    owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? "" } : null,
    cameBack:
      row.back_status && row.back_at
        ? { status: row.back_status, at: row.back_at.toISOString(), who: row.back_who, note: row.back_note }
        : null,
  };
}
