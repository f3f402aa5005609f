import "server-only";
import type { LeftOut } from "@/lib/funnel/figure";
import { kpi } from "@/lib/funnel/kpis";
import type { Question } from "@/lib/funnel/question";
import type { RowSet } from "@/lib/funnel/rows";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { instantCursor } from "@/lib/platform/web/paging";
import { encodeCursor, type Page } from "@/lib/shared/page";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { factsOf } from "./facts";

const { sql } = Prisma;

/** One row behind a number: the pass (with its handoff or opportunity), its verdict and the lead it belongs to. */
export type Row = {
  id: string;
  lead: {
    id: string;
    name: string;
    company: string | null;
    /** Its score as it is now, and why, in one line; null before it was scored. */
    score: { points: number; why: string } | null;
  };
  pass: {
    id: string;
    number: number;
    mqlAt: Date;
    handedAt: Date | null;
    salAt: Date | null;
    sqlAt: Date | null;
    opportunityAt: Date | null;
    customerAt: Date | null;
    closedAt: Date | null;
    closeKind: string | null;
    closeReason: string | null;
    closedFrom: string | null;
    imputed: string[];
    trigger: string;
    channel: string | null;
    source: string | null;
    owner: { id: string; name: string } | null;
    model: number;
    definition: number;
  };
  handoff: {
    status: string;
    openedAt: Date;
    dueAt: Date | null;
    answeredAt: Date | null;
    reason: string | null;
  } | null;
  /** Why it was rejected, recycled, disqualified or lost, in words. */
  reason: string | null;
  /** Minor units of the workspace currency. */
  amount: number | null;
  /** The instant that puts the row into the period. */
  at: Date;
  inNumerator: boolean;
  pending: boolean;
  leftOut: LeftOut | null;
  /** The duration as it entered the quantiles; null where it is not known. */
  duration: { value: number; unit: "seconds" | "days" } | null;
};

/** Which of the rows: the denominator, the numerator, its rest, those that may still convert, those with a duration, those left out. */
const SETS: Record<RowSet, Prisma.Sql> = {
  denominator: sql`f.left_out is null`,
  numerator: sql`f.left_out is null and f.reached`,
  rest: sql`f.left_out is null and not f.reached`,
  pending: sql`f.left_out is null and f.pending`,
  imputed: sql`f.left_out is null and f.imputed`,
  measured: sql`f.days is not null`,
  "left-out": sql`f.left_out is not null`,
};

/**
 * The rows behind a number, newest first, a page at a time. Throws AppError forbidden, or invalid for a cursor that is not
 * from this list.
 */
export async function rowsOf(
  db: Db,
  viewer: Viewer,
  question: Question,
  page: { set: RowSet; limit: number; cursor: string | null },
): Promise<Page<Row>> {
  if (!may(viewer, "funnel.read") || !may(viewer, "lead.read"))
    throw new AppError("forbidden", "You may not read the rows behind the funnel.");
  const found = await db.$queryRaw<RowRow[]>`
    select f.id, f.at, f.reached, f.pending, f.left_out, f.seconds, f.days,
      p.id as pass_id, p.lead_id, p.number, p.mql_at, p.handed_at, p.sal_at, p.sql_at, p.opportunity_at, p.customer_at,
      p.closed_at, p.close_kind, p.close_reason, p.closed_from, p.imputed, p.trigger, p.channel, p.source,
      p.owner_id, owner.name as owner_name, p.model_version, p.definition_version,
      l.name as lead_name, c.name as company_name, s.score as lead_score, s.reason as lead_why,
      h.status as handoff_status, h.opened_at, h.due_at, h.answered_at, h.reason_code,
      o.amount::float8 as amount, r.label as reason_label
    from (${factsOf({ ...question, groupBy: null })}) f
    join pass p on p.id = f.pass_id
    join lead l on l.id = f.lead_id
    left join lead_score s on s.lead_id = f.lead_id
    left join company c on c.id = l.company_id
    left join app_user owner on owner.id = p.owner_id
    left join handoff h on h.id = f.id
    left join opportunity o on o.pass_id = p.id
    left join reason r on r.code = coalesce(h.reason_code, p.close_reason)
    where ${SETS[page.set]} and ${afterCursor(page.cursor)}
    order by f.at desc, f.id desc
    limit ${page.limit + 1}`;
  const rows = found.slice(0, page.limit);
  const last = rows.at(-1);
  return {
    data: rows.map((row) => toRow(row, kpi(question.kpi).subject === "handoff")),
    nextCursor: last && found.length > page.limit ? encodeCursor([last.at.toISOString(), last.id]) : null,
  };
}

function afterCursor(cursor: string | null): Prisma.Sql {
  const after = instantCursor(cursor ?? undefined);
  return after ? sql`(f.at, f.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
}

type RowRow = {
  id: string;
  at: Date;
  reached: boolean;
  pending: boolean;
  left_out: LeftOut | null;
  seconds: number | null;
  days: number | null;
  pass_id: string;
  lead_id: string;
  number: number;
  mql_at: Date;
  handed_at: Date | null;
  sal_at: Date | null;
  sql_at: Date | null;
  opportunity_at: Date | null;
  customer_at: Date | null;
  closed_at: Date | null;
  close_kind: string | null;
  close_reason: string | null;
  closed_from: string | null;
  imputed: string[];
  trigger: string;
  channel: string | null;
  source: string | null;
  owner_id: string | null;
  owner_name: string | null;
  model_version: number;
  definition_version: number;
  lead_name: string;
  company_name: string | null;
  lead_score: number | null;
  lead_why: string | null;
  handoff_status: string | null;
  opened_at: Date | null;
  due_at: Date | null;
  answered_at: Date | null;
  reason_code: string | null;
  amount: number | null;
  reason_label: string | null;
};

function toRow(row: RowRow, isHandoff: boolean): Row {
  return {
    id: row.id,
    lead: {
      id: row.lead_id,
      name: row.lead_name,
      company: row.company_name,
      score:
        row.lead_score === null || row.lead_why === null
          ? null
          : { points: row.lead_score, why: row.lead_why },
    },
    pass: {
      id: row.pass_id,
      number: row.number,
      mqlAt: row.mql_at,
      handedAt: row.handed_at,
      salAt: row.sal_at,
      sqlAt: row.sql_at,
      opportunityAt: row.opportunity_at,
      customerAt: row.customer_at,
      closedAt: row.closed_at,
      closeKind: row.close_kind,
      closeReason: row.close_reason,
      closedFrom: row.closed_from,
      imputed: row.imputed,
      trigger: row.trigger,
      channel: row.channel,
      source: row.source,
      owner: row.owner_id && row.owner_name ? { id: row.owner_id, name: row.owner_name } : null,
      model: row.model_version,
      definition: row.definition_version,
    },
    handoff:
      isHandoff && row.handoff_status && row.opened_at
        ? {
            status: row.handoff_status,
            openedAt: row.opened_at,
            dueAt: row.due_at,
            answeredAt: row.answered_at,
            reason: row.reason_code,
          }
        : null,
    reason: row.reason_label ?? row.reason_code ?? row.close_reason,
    amount: row.amount,
    at: row.at,
    inNumerator: row.left_out === null && row.reached,
    pending: row.left_out === null && row.pending,
    leftOut: row.left_out,
    duration: durationOf(row),
  };
}

function durationOf({ seconds, days }: RowRow): Row["duration"] {
  if (seconds !== null) return { value: seconds, unit: "seconds" };
  return days === null ? null : { value: days, unit: "days" };
}
