import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";
import type { Example, LeadCourse, Outcome } from "../calibration/examples";

/** The newest leads are enough to learn from, and fit into memory. */
const MOST_LEADS = 100_000;

const REACHED_AT: Record<Outcome, Prisma.Sql> = {
  sql: Prisma.sql`p.sql_at`,
  opportunity: Prisma.sql`p.opportunity_at`,
  customer: Prisma.sql`p.customer_at`,
};

/** What became of the newest 100,000 leads that are not in the bin. */
export async function coursesOf(db: Db, outcome: Outcome): Promise<LeadCourse[]> {
  return db.$queryRaw<LeadCourse[]>`
    with newest as (
      select l.id, l.captured_at from lead l join lead_score s on s.lead_id = l.id
      where not s.binned order by l.captured_at desc, l.id desc limit ${MOST_LEADS})
    select n.id as "leadId", n.captured_at as "capturedAt",
      min(p.mql_at) filter (where p.number = 1) as "mqlAt",
      coalesce(bool_or('mql' = any(p.imputed)) filter (where p.number = 1), false) as "mqlImputed",
      coalesce(bool_or(${REACHED_AT[outcome]} is not null), false) as reached,
      coalesce(bool_or(p.id is not null and p.closed_at is null), false) as open
    from newest n left join pass p on p.lead_id = n.id
    group by n.id, n.captured_at order by n.captured_at, n.id`;
}

/**
 * Activities that occurred before a lead's moment and were written down after it: nobody knew them then. Those of an
 * import are not among them, which tells the past of another system as it stood there.
 */
export async function activitiesToldLater(db: Db, examples: readonly Example[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select a.id from activity a
    join unnest(${examples.map(({ leadId }) => leadId)}::uuid[], ${examples.map(({ moment }) => moment)}::timestamptz[])
      as m(lead_id, moment) on m.lead_id = a.lead_id
    where a.import_id is null and a.occurred_at <= m.moment and a.received_at > m.moment`;
  return new Set(rows.map(({ id }) => id));
}
