import "server-only";
import type { Filter, Filters, Grouping, Part } from "@/lib/funnel/dimensions";
import type { Subject } from "@/lib/funnel/kpis";
import { Prisma } from "@/prisma/generated/client";

const { sql } = Prisma;

/** Where the rows of a subject come from, and the columns that differ by subject. `p` is the pass in each of them. */
export const SUBJECTS: Record<
  Subject,
  { from: Prisma.Sql; id: Prisma.Sql; owner: Prisma.Sql; reason: Prisma.Sql }
> = {
  pass: { from: sql`pass p`, id: sql`p.id`, owner: sql`p.owner_id`, reason: sql`p.close_reason` },
  handoff: {
    from: sql`handoff h join pass p on p.id = h.pass_id`,
    id: sql`h.id`,
    // A decision is credited to whoever took it; a key that answers for the assignee has no person of its own.
    owner: sql`coalesce(h.answered_by, h.assignee_id)`,
    reason: sql`h.reason_code`,
  },
  opportunity: {
    from: sql`opportunity o join pass p on p.id = o.pass_id`,
    id: sql`o.id`,
    owner: sql`o.owner_id`,
    reason: sql`o.lost_reason`,
  },
};

/** The text key of a grouping; null where the value is missing. `at` is the instant that dates the row. */
export function keyOf(grouping: Grouping, subject: Subject, at: Prisma.Sql, timeZone: string): Prisma.Sql {
  switch (grouping) {
    case "channel":
      return sql`nullif(p.channel, '')`;
    case "source":
      return sql`nullif(p.source, '')`;
    case "campaign":
      return sql`nullif(p.campaign, '')`;
    case "asset":
      return sql`nullif(p.asset, '')`;
    case "trigger":
      return sql`p.trigger`;
    case "owner":
      return sql`(${SUBJECTS[subject].owner})::text`;
    case "team":
      return sql`nullif(p.team, '')`;
    case "industry":
      return sql`nullif(p.industry, '')`;
    case "month":
      return sql`to_char(${at} at time zone ${timeZone}, 'YYYY-MM')`;
    case "week":
      return sql`to_char(${at} at time zone ${timeZone}, 'IYYY"-W"IW')`;
    case "model":
      return sql`p.model_version::text`;
    case "definition":
      return sql`p.definition_version::text`;
    case "reason":
      return sql`nullif(${SUBJECTS[subject].reason}, '')`;
    case "pass":
      return sql`case when p.number = 1 then 'first' else 'later' end`;
    case "left":
      return sql`p.closed_from`;
    case "score":
      return sql`(floor(p.score_at_mql / 10.0) * 10)::int || '–' || (floor(p.score_at_mql / 10.0) * 10 + 9)::int`;
  }
}

/** The predicate of all filters that are set. */
export function passesFilters(filters: Filters, subject: Subject): Prisma.Sql {
  const nowhere = sql`null::timestamptz`;
  const tests = (Object.entries(filters) as [Filter, string][]).map(
    ([filter, value]) => sql`${keyOf(filter, subject, nowhere, "UTC")} = ${value}::text`,
  );
  return tests.length === 0 ? sql`true` : Prisma.join(tests, " and ");
}

/** Whether a row has these keys; a null key asks for the rows whose value is missing. */
export function isPart(part: Part, subject: Subject, at: Prisma.Sql, timeZone: string): Prisma.Sql {
  const tests = (Object.entries(part) as [Grouping, string | null][]).map(
    ([grouping, key]) => sql`${keyOf(grouping, subject, at, timeZone)} is not distinct from ${key}::text`,
  );
  return tests.length === 0 ? sql`true` : Prisma.join(tests, " and ");
}
