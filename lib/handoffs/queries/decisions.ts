import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { instantCursor, pageFrom } from "@/lib/platform/web/paging";
import { dayFromColumn } from "@/lib/shared/day";
import type { Page } from "@/lib/shared/page";
import type { Stage } from "@/lib/stages/stages";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import type { HandoffStatus } from "../handoff";
import { type Sequel, sequelOf } from "../sequel";
import { scopeOf } from "./inbox";

/** An answered handoff and what became of it. Times are RFC 3339. */
export type Decision = {
  id: string;
  leadId: string;
  name: string;
  company: string | null;
  status: HandoffStatus;
  who: { id: string; name: string } | null;
  at: string;
  reason: string | null;
  note: string | null;
  openedBy: string | null;
  /** Of the opportunity, in minor units of the workspace currency. */
  amount: number | null;
  sequel: WireSequel;
};

/** A sequel as it goes to the browser: instants as RFC 3339. */
export type WireSequel = { [Kind in Sequel as Kind["kind"]]: Wire<Kind> }[Sequel["kind"]];
type Wire<T> = { [Key in keyof T]: T[Key] extends Date ? string : T[Key] };

/**
 * Answers (and silences) with what became of each, latest first, keyset-paged: a rep's own, everybody else's by
 * assignee. Withdrawals are nobody's decision and are not among them.
 */
export async function decisions(
  db: Db,
  viewer: Viewer,
  { assignee, limit, cursor }: { assignee?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Decision>> {
  if (!may(viewer, "handoff.read")) throw new AppError("forbidden", "You may not read handoffs");
  const scope = scopeOf(viewer, assignee).assignee;
  const after = instantCursor(cursor);
  const rows = await db.$queryRaw<Row[]>`
    select h.id, h.lead_id, l.name, c.name as company, h.status, h.answered_at as at, r.label as reason, h.answer_note as note,
      who.id as who_id, who.name as who_name, opener.name as opened_by,
      p.number, p.sal_at, p.sql_at, p.opportunity_at, p.customer_at, p.closed_at, p.close_kind, closing.label as close_reason,
      p.wake_on, p.wake_on_evidence, p.amount::float8 as amount, s.stage,
      latest.number as latest_number, latest.mql_at as latest_mql_at, again.status as again_status, again.name as again_to
    from handoff h
    join pass p on p.id = h.pass_id
    join lead l on l.id = h.lead_id
    join lead_score s on s.lead_id = h.lead_id
    left join company c on c.id = l.company_id
    left join reason r on r.code = h.reason_code
    left join reason closing on closing.code = p.close_reason
    left join app_user who on who.id = coalesce(h.answered_by, h.assignee_id)
    left join app_user opener on opener.id = h.opened_by
    join lateral (select number, mql_at from pass where lead_id = h.lead_id order by number desc limit 1) latest on true
    left join lateral (
      select n.status, u.name from handoff n left join app_user u on u.id = n.assignee_id
      where n.pass_id = h.pass_id and (n.opened_at, n.id) > (h.opened_at, h.id) order by n.opened_at desc, n.id desc limit 1
    ) again on true
    where h.status in ('accepted', 'rejected', 'returned', 'expired') and l.binned_at is null
      ${decidedBy(scope)}
      ${after ? Prisma.sql`and (h.answered_at, h.id) < (${after.at}, ${after.id}::uuid)` : Prisma.empty}
    order by h.answered_at desc, h.id desc limit ${limit + 1}`;
  const page = pageFrom(rows, limit, (row) => [row.at.toISOString(), row.id]);
  return { data: page.data.map(toDecision), nextCursor: page.nextCursor };
}

/** An answer belongs to whoever gave it; a silence to whom was asked. */
function decidedBy(assignee: string): Prisma.Sql {
  if (assignee === "everybody") return Prisma.empty;
  if (assignee === "none") return Prisma.sql`and h.assignee_id is null`;
  return Prisma.sql`and coalesce(h.answered_by, h.assignee_id) = ${assignee}::uuid`;
}

type Row = {
  id: string;
  lead_id: string;
  name: string;
  company: string | null;
  status: HandoffStatus;
  at: Date;
  reason: string | null;
  note: string | null;
  who_id: string | null;
  who_name: string | null;
  opened_by: string | null;
  number: number;
  sal_at: Date | null;
  sql_at: Date | null;
  opportunity_at: Date | null;
  customer_at: Date | null;
  closed_at: Date | null;
  close_kind: string | null;
  close_reason: string | null;
  wake_on: Date | null;
  wake_on_evidence: boolean;
  amount: number | null;
  stage: Stage;
  latest_number: number;
  latest_mql_at: Date;
  again_status: HandoffStatus | null;
  again_to: string | null;
};

function toDecision(row: Row): Decision {
  const sequel = sequelOf({
    status: row.status,
    pass: {
      number: row.number,
      salAt: row.sal_at,
      sqlAt: row.sql_at,
      opportunityAt: row.opportunity_at,
      customerAt: row.customer_at,
      closedAt: row.closed_at,
      closeKind: row.close_kind,
      closeReason: row.close_reason,
      wakeOn: row.wake_on ? dayFromColumn(row.wake_on) : null,
      wakeOnEvidence: row.wake_on_evidence,
    },
    nextOffer: row.again_status ? { status: row.again_status, to: row.again_to } : null,
    latest: { pass: row.latest_number, mqlAt: row.latest_mql_at, stage: row.stage },
  });
  return {
    id: row.id,
    leadId: row.lead_id,
    name: row.name,
    company: row.company,
    status: row.status,
    who: row.who_id ? { id: row.who_id, name: row.who_name ?? "" } : null,
    at: row.at.toISOString(),
    reason: row.reason,
    note: row.note,
    openedBy: row.opened_by,
    amount: row.amount,
    sequel: toWire(sequel),
  };
}

function toWire(sequel: Sequel): WireSequel {
  switch (sequel.kind) {
    case "moving":
      return { ...sequel, since: sequel.since.toISOString() };
    case "ended":
    case "came-back":
      return { ...sequel, at: sequel.at.toISOString() };
    default:
      return sequel;
  }
}
