import "server-only";
import { LEFT_OUT } from "@/lib/funnel/figure";
import type { Question } from "@/lib/funnel/question";
import type { Db } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";
import { CELL, cellsOf, dayFactsOf } from "./cells";
import { type AskedOfDays, excuses, liveOf, OTHER_ZONE, STALE, youngDay } from "./live";
import { measureSql } from "./measures";
import type { TallyRow } from "./tally";

// Numbers from the tallies that are kept of each day.

const { sql } = Prisma;

/**
 * Answers the questions as of one instant of the database, also while days are being added up again; null when days are kept
 * in another zone than the one asked for. All questions are of one zone.
 */
export async function tallyOfDays(db: Db, asked: readonly AskedOfDays[]): Promise<TallyRow[] | null> {
  if (asked.length === 0) return [];
  const kept = await db.$queryRaw<TallyRow[]>(statement(asked, false));
  if (kept.some(({ question }) => question === OTHER_ZONE)) return null;
  if (kept.every(({ question }) => question !== STALE)) return kept;
  // Days that something happened to are read from their rows, which takes a longer statement to plan.
  return db.$queryRaw<TallyRow[]>(statement(asked, true));
}

/** The cell's value in what a question is cut by. */
const KEY = sql`case q.by
  when 'channel' then nullif(substr(c.channel, 2), '') when 'reason' then nullif(c.reason, '') when 'cut' then nullif(c.cut, '')
  when 'month' then to_char(c.day, 'YYYY-MM') when 'week' then to_char(c.day, 'IYYY"-W"IW') end`;

const IS_ASKED = sql`c.series = q.series and c.day between q.first and q.last
  and c.channel between q.low and q.high and (q.cut is null or c.cut = q.cut)
  and (q.reason is null or c.reason = q.reason)`;

const QUANTILES = sql`percentile_cont(array[0.5, 0.9]) within group (order by v.value)`;

/** The durations of a cell, in days where the whole number is read in days. */
const VALUES = sql`lateral (
  select unnest(case when u.in_days and c.day_only > 0 then c.days else c.seconds end)
    / case when u.in_days and c.day_only = 0 then 86400 else 1 end as value) v`;

/** Less than a millisecond: below the values that are the same to the millisecond. */
const A_LITTLE = sql`0.0005::float8`;

/**
 * The same of arrays that are in order already, without sorting all of their values: one in sixteen says between which two values
 * a quantile lies; how many lie below is counted by halving; those between are put in order. Where the quantile turns out to lie
 * elsewhere, everything is put in order after all. So the answer is exact.
 */
const ofSorted = (arrays: Prisma.Sql): Prisma.Sql => sql`(
  with sorted as materialized (select given.seconds || '{}' as v, cardinality(given.seconds) as n from (${arrays}) given),
  size as materialized (select sum(n)::float8 as n from sorted),
  guess as materialized (
    select percentile_disc(array[0.48, 0.52, 0.88, 0.92]::float8[]) within group (order by v[i]) as at
    from sorted cross join generate_series(8, n, 16) i
  ),
  bounds as materialized (
    select f, f * (size.n - 1) as place, guess.at[low] - ${A_LITTLE} as low, guess.at[high] as high,
      (select sum(width_bucket(guess.at[low] - ${A_LITTLE}, v)) from sorted) as below,
      (select sum(width_bucket(guess.at[high], v)) from sorted) as within
    from (values (0.5::float8, 1, 2), (0.9::float8, 3, 4)) asked (f, low, high), size, guess
  )
  select array_agg(case when below <= floor(place) and ceil(place) < within
    then (
      select a[(floor(place) - below + 1)::int]
        + (place - floor(place)) * (a[(ceil(place) - below + 1)::int] - a[(floor(place) - below + 1)::int])
      from (select array_agg(x order by x) as a
        from sorted cross join unnest(v[width_bucket(low, v) + 1 : width_bucket(high, v)]) x) near)
    else (select percentile_cont(f) within group (order by x) from sorted cross join unnest(v) x) end order by f)
  from bounds)`;

function statement(asked: readonly AskedOfDays[], withStale: boolean): Prisma.Sql {
  const wishes = JSON.stringify(asked.map(wishOf));
  const cells = withStale ? sql`c` : sql`funnel_day c`;
  const leftOut = LEFT_OUT.map((_, place) => sql`sum(left_out[${place + 1}::int])`);
  const stale = sql`select distinct s.dating, s.day from funnel_stale s
    where exists (select from q where q.dating = s.dating and s.day between q.first and q.last)`;
  return sql`
    with q as materialized (
      select * from jsonb_to_recordset(${wishes}::jsonb) as q(index int, series text, dating text, first date, last date,
        low text, high text, cut text, reason text, by text, young date, timed boolean)
    ),
    ${withStale ? sql`stale as materialized (${stale}), c as materialized (${cellsNow(asked)}),` : sql``}
    counted as materialized (
      select q.index, ${KEY} as key, c.counted, c.reached, c.imputed, c.left_out, c.measured, c.day_only, c.seconds_sum,
        c.days_sum, c.amount, case when c.day >= q.young then c.pending else 0 end as pending
      from q join ${cells} on ${IS_ASKED}
    ),
    units as materialized (select index, sum(day_only) > 0 as in_days from counted group by index),
    lengths as materialized (
      select u.index, true as is_whole, null::text as key,
        case when u.in_days
          then (select ${QUANTILES} from q join ${cells} on ${IS_ASKED} cross join ${VALUES} where q.index = u.index)
          else ${ofSorted(sql`select c.seconds from q join ${cells} on ${IS_ASKED} where q.index = u.index and c.measured > 0`)}
        end as quantiles
      from units u join q using (index) where q.timed
      union all
      select u.index, false, part.key, part.quantiles from units u join q using (index) cross join lateral (
        select ${KEY} as key, ${QUANTILES} as quantiles from ${cells} cross join ${VALUES} where ${IS_ASKED} group by 1) part
      where q.timed and q.by is not null
    ),
    tallies as materialized (
      select index, grouping(key) = 1 as is_whole, key, sum(counted)::int as counted, sum(reached)::int as reached,
        sum(pending)::int as pending, sum(imputed)::int as imputed, array[${Prisma.join(leftOut)}]::int[] as left_out,
        sum(measured)::int as measured, sum(day_only)::int as day_only,
        (sum(seconds_sum) / nullif(sum(measured) - sum(day_only), 0))::float8 as seconds_mean,
        (sum(days_sum) / nullif(sum(measured), 0))::float8 as days_mean,
        sum(amount)::float8 as amount
      from counted group by grouping sets ((index), (index, key))
    )
    select t.index as question, t.is_whole, t.key, t.counted, t.reached, t.pending, t.imputed, t.left_out, t.measured, t.day_only,
      case when not u.in_days then l.quantiles || t.seconds_mean end as in_seconds,
      case when u.in_days then l.quantiles || t.days_mean end as in_days, t.amount
    from tallies t join units u using (index)
    left join lengths l on l.index = t.index and l.is_whole = t.is_whole and l.key is not distinct from t.key
    ${Prisma.join([sql``, ...asked.flatMap(liveOf)], " union all ")}
    ${withStale ? sql`` : excuses(stale, asked[0]!.question.timeZone)}`;
}

/** The cells that are right, and those of the other days from their rows. */
function cellsNow(asked: readonly AskedOfDays[]): Prisma.Sql {
  const series = new Map(asked.map((one) => [one.series.name, one.series]));
  const { timeZone } = asked[0]!.question;
  const firsts = asked.map(({ question }) => question.period.from).sort();
  const lasts = asked.map(({ question }) => question.period.to).sort();
  const period = { from: firsts[0]!, to: lasts.at(-1)! };
  const fresh = [...series.values()].map((one) => {
    const days = sql`select day from stale where dating = ${one.dating}`;
    return cellsOf(sql`(${dayFactsOf(one, days, { period, timeZone })})`);
  });
  const kept = sql`
    select ${CELL} from (select distinct series as name, dating from q) known join funnel_day k on k.series = known.name
    where k.day between ${period.from}::date and ${period.to}::date
      and not exists (select from stale where stale.dating = known.dating and stale.day = k.day)`;
  return Prisma.join([kept, ...fresh], " union all ");
}

/** Between which texts the channels of the wanted cells lie: all in one, one of them, or each of them. */
function channelsOf(channel: string | null, groupBy: Question["groupBy"]): { low: string; high: string } {
  if (channel !== null) return { low: `=${channel}`, high: `=${channel}` };
  return groupBy === "channel" ? { low: "=", high: ">" } : { low: "*", high: "*" };
}

function wishOf({ index, question, series }: AskedOfDays) {
  const { period, filters, part, groupBy } = question;
  const askedOf = (grouping: "channel" | "reason" | "pass" | "left" | "score"): string | null => {
    if (grouping in part) return part[grouping] ?? "";
    return grouping === "score" ? null : (filters[grouping] ?? null);
  };
  return {
    index,
    series: series.name,
    dating: series.dating,
    first: period.from,
    last: period.to,
    ...channelsOf(askedOf("channel"), groupBy),
    cut: series.cut && askedOf(series.cut),
    reason: askedOf("reason"),
    by: groupBy !== null && groupBy === series.cut ? "cut" : groupBy,
    young: youngDay(question, series),
    timed: measureSql(question).span !== null,
  };
}
