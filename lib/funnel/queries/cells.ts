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

type Zoned = { period: Period; timeZone: string };

/** The facts of a series on some days (a query of `day`) within a period, with what a day's tallies are cut by. */
export function dayFactsOf(
  { name, question, cut, byReason }: Series,
  days: Prisma.Sql,
  { period, timeZone }: Zoned,
): Prisma.Sql {
  const { subject } = kpi(question.kpi);
  const nowhere = sql`null::timestamptz`;
  const key = (grouping: Parameters<typeof keyOf>[0]) =>
    sql`coalesce(${keyOf(grouping, subject, nowhere, "UTC")}, '')`;
  const columns = sql`${name}::text as series, d.day, '=' || ${key("channel")} as channel,
    ${cut ? key(cut) : sql`''`} as cut, ${byReason ? key("reason") : sql`''`} as reason`;
  return factsOf({ ...question, period, timeZone }, { over: { days, columns } });
}

/** Adds up facts (a relation) as they are kept: of all channels ("*") and of each. */
export function cellsOf(facts: Prisma.Sql): Prisma.Sql {
  const leftOut = LEFT_OUT.map((why) => sql`count(*) filter (where f.left_out = ${why})`);
  return sql`
    select series, day, channel, cut, reason, counted, reached, pending, imputed, left_out, measured, day_only,
      seconds_sum, days_sum, ${inOrder(sql`seconds`)} as seconds,
      case when day_only > 0 then ${inOrder(sql`days`)} else '{}' end as days, amount
    from (
      select f.series, f.day, coalesce(f.channel, '*') as channel, f.cut, f.reason,
        (count(*) filter (where f.left_out is null))::int as counted,
        (count(*) filter (where f.left_out is null and f.reached))::int as reached,
        (count(*) filter (where f.left_out is null and f.pending))::int as pending,
        (count(*) filter (where f.left_out is null and f.imputed))::int as imputed,
        array[${Prisma.join(leftOut)}]::int[] as left_out,
        count(f.days)::int as measured,
        (count(f.days) - count(f.seconds))::int as day_only,
        coalesce(sum(f.seconds::numeric), 0) as seconds_sum,
        coalesce(sum(f.days::numeric), 0) as days_sum,
        array_agg(f.seconds) filter (where f.seconds is not null) as seconds,
        array_agg(f.days) filter (where f.days is not null) as days,
        coalesce(sum(f.amount) filter (where f.left_out is null), 0)::bigint as amount
      from ${facts} f
      group by grouping sets ((f.series, f.day, f.cut, f.reason), (f.series, f.day, f.cut, f.reason, f.channel))) cell`;
}

/** Put in order cell by cell: an aggregate that orders would sort all of the facts, once for each way they are grouped. */
const inOrder = (values: Prisma.Sql): Prisma.Sql => sql`case
  when ${values} is null then '{}' when cardinality(${values}) = 1 then ${values}
  else array(select value from unnest(${values}) value order by value) end`;
