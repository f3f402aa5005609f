import "server-only";
import { LEFT_OUT } from "@/lib/funnel/figure";
import { kpi } from "@/lib/funnel/kpis";
import type { Period } from "@/lib/funnel/question";
import type { Series } from "@/lib/funnel/series";
import { Prisma } from "@/prisma/generated/client";
import { keyOf } from "./dimensions";
import { factsOf } from "./facts";

const { sql } = Prisma;

/** The columns of `funnel_day`, in the order in which `cellsOf` answers them. */
export const CELL = sql`series, day, channel, cut, reason, counted, reached, pending, imputed, left_out, measured, day_only,
  seconds_sum, days_sum, seconds, days, amount`;

/** Days (a query of `day`) with the instants at which they begin and end in the zone. */
export const daysIn = (days: Prisma.Sql, timeZone: string): Prisma.Sql => sql`(
  select given.day, given.day::timestamp at time zone ${timeZone} as starts,
    (given.day + 1)::timestamp at time zone ${timeZone} as ends
  from (${days}) given)`;

/** Adds up the facts of some days (`day`, `starts`, `ends`) within a period as they are kept: of all channels ("*") and of each. */
export function cellsOf(
  { name, question, cut, byReason }: Series,
  days: Prisma.Sql,
  { period, timeZone }: { period: Period; timeZone: string },
): Prisma.Sql {
  const { subject } = kpi(question.kpi);
  const nowhere = sql`null::timestamptz`;
  const key = (grouping: Parameters<typeof keyOf>[0]) =>
    sql`coalesce(${keyOf(grouping, subject, nowhere, "UTC")}, '')`;
  const columns = sql`d.day, '=' || ${key("channel")} as channel, ${cut ? key(cut) : sql`''`} as cut,
    ${byReason ? key("reason") : sql`''`} as reason`;
  const leftOut = LEFT_OUT.map((why) => sql`count(*) filter (where f.left_out = ${why})`);
  const inOrder = (column: Prisma.Sql) =>
    sql`coalesce(array_agg(${column} order by ${column}) filter (where ${column} is not null), '{}')`;
  return sql`
    select ${name}::text as series, f.day, coalesce(f.channel, '*') as channel, f.cut, f.reason,
      (count(*) filter (where f.left_out is null))::int as counted,
      (count(*) filter (where f.left_out is null and f.reached))::int as reached,
      (count(*) filter (where f.left_out is null and f.pending))::int as pending,
      (count(*) filter (where f.left_out is null and f.imputed))::int as imputed,
      array[${Prisma.join(leftOut)}]::int[] as left_out,
      count(f.days)::int as measured,
      (count(f.days) - count(f.seconds))::int as day_only,
      coalesce(sum(f.seconds::numeric), 0) as seconds_sum,
      coalesce(sum(f.days::numeric), 0) as days_sum,
      ${inOrder(sql`f.seconds`)} as seconds,
      case when count(f.days) > count(f.seconds) then ${inOrder(sql`f.days`)} else '{}' end as days,
      coalesce(sum(f.amount) filter (where f.left_out is null), 0)::bigint as amount
    from (${factsOf({ ...question, period, timeZone }, { over: { days, columns } })}) f
    group by grouping sets ((f.day, f.cut, f.reason), (f.day, f.cut, f.reason, f.channel))`;
}
