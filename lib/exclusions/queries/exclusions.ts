import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import type { PatternTest } from "../exclusion";
import { refuseUnlessReader } from "./effect";

export type ExclusionView = {
  id: string;
  /** Of one activity: which, of whom, and what it was. */
  activity: { id: string; leadId: string; lead: string; label: string; occurredAt: Date } | null;
  /** Otherwise what they look like. */
  pattern: {
    field: string;
    test: PatternTest;
    value: string;
    activityType: string | null;
    occurredFrom: Date | null;
    occurredTo: Date | null;
  } | null;
  reason: string;
  createdAt: Date;
  createdBy: string | null;
  liftedAt: Date | null;
  liftedBy: string | null;
  /** Leads that were scored anew so far; `settled` when all were. */
  leadsDone: number;
  settled: boolean;
};

type Row = {
  id: string;
  activity_id: string | null;
  lead_id: string | null;
  lead: string | null;
  label: string | null;
  occurred_at: Date | null;
  field: string | null;
  test: PatternTest | null;
  value: string | null;
  activity_type: string | null;
  occurred_from: Date | null;
  occurred_to: Date | null;
  reason: string;
  created_at: Date;
  creator: string | null;
  lifted_at: Date | null;
  lifter: string | null;
  leads_done: number;
  settled_at: Date | null;
};

const MOST_SHOWN = 200;

/** What does not count, newest first, and what once did not. At most 200. */
export async function exclusions(db: Db, viewer: Viewer): Promise<ExclusionView[]> {
  refuseUnlessReader(viewer);
  return read(db, Prisma.sql`true`);
}

/** One of them; `not_found` when there is none. */
export async function exclusionById(db: Db, viewer: Viewer, id: string): Promise<ExclusionView> {
  refuseUnlessReader(viewer);
  const [row] = isId(id) ? await read(db, Prisma.sql`e.id = ${id}::uuid`) : [];
  if (!row) throw new AppError("not_found", "There is no such exclusion");
  return row;
}

async function read(db: Db, where: Prisma.Sql): Promise<ExclusionView[]> {
  const rows = await db.$queryRaw<Row[]>`
    select e.*, l.name as lead, coalesce(t.label, a.type) as label, a.occurred_at, maker.name as creator, lifter.name as lifter
    from exclusion e
    left join lead l on l.id = e.lead_id
    left join activity a on a.id = e.activity_id
    left join activity_type t on t.key = a.type
    left join app_user maker on maker.id = e.created_by
    left join app_user lifter on lifter.id = e.lifted_by
    where ${where} order by e.lifted_at is not null, e.created_at desc, e.id desc limit ${MOST_SHOWN}`;
  return rows.map(viewOf);
}

function viewOf(row: Row): ExclusionView {
  return {
    id: row.id,
    activity:
      row.activity_id && row.lead_id && row.occurred_at
        ? {
            id: row.activity_id,
            leadId: row.lead_id,
            lead: row.lead ?? "",
            label: row.label ?? "",
            occurredAt: row.occurred_at,
          }
        : null,
    pattern:
      row.field === null
        ? null
        : {
            field: row.field,
            test: row.test!,
            value: row.value!,
            activityType: row.activity_type,
            occurredFrom: row.occurred_from,
            occurredTo: row.occurred_to,
          },
    reason: row.reason,
    createdAt: row.created_at,
    createdBy: row.creator,
    liftedAt: row.lifted_at,
    liftedBy: row.lifter,
    leadsDone: row.leads_done,
    settled: row.settled_at !== null,
  };
}

/** Sources of activities, most told first: what a form offers. */
export async function sourcesOf(db: Db, viewer: Viewer): Promise<string[]> {
  refuseUnlessReader(viewer);
  const rows = await db.$queryRaw<{ source: string }[]>`
    with recursive each as (
      (select source from activity order by source limit 1)
      union all
      select (select a.source from activity a where a.source > each.source order by a.source limit 1) from each
      where each.source is not null
    )
    select source from each where source is not null limit 100`;
  return rows.map(({ source }) => source);
}
