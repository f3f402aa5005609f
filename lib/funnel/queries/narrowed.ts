import "server-only";
import { LEFT_OUT } from "@/lib/funnel/figure";
import type { Question } from "@/lib/funnel/question";
import { type Dimension, type Narrowed, partName, partsMarker } from "@/lib/funnel/series";
import type { Db } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";
import { factsOf } from "./facts";
import { type AskedOfDays, excuses, liveOf, OTHER_ZONE, STALE, youngDay } from "./live";
import { measureSql } from "./measures";
import type { TallyRow } from "./tally";

// Numbers under any filters and groupings from the parts and verdicts that are kept of each day: both are sets of bits over the
// same rows, and what is counted is how many bits are in all of them.

const { sql } = Prisma;

/** A question, its place among all that are asked, the series that answers it and the parts that its rows must belong to. */
export type AskedOfParts = AskedOfDays & Narrowed;

/**
 * Answers the questions as of one instant of the database, also while days are being added up again; null when days are kept
 * in another zone than the one asked for. All questions are of one zone.
 */
export async function tallyOfParts(db: Db, asked: readonly AskedOfParts[]): Promise<TallyRow[] | null> {
  if (asked.length === 0) return [];
  const kept = await db.$queryRaw<TallyRow[]>(statement(asked, false));
  if (kept.some(({ question }) => question === OTHER_ZONE)) return null;
  if (kept.every(({ question }) => question !== STALE)) return kept;
  return db.$queryRaw<TallyRow[]>(statement(asked, true));
}

/** Which rows are asked about: of a population on some days, in all of some parts, told apart by the parts between two names. */
type Wish = {
  id: number;
  population: string;
  first: string;
  last: string;
  parts: readonly string[];
  low: string | null;
  high: string | null;
};

const isOfTime = (groupBy: Question["groupBy"]) => groupBy === "month" || groupBy === "week";

/** Many questions are about the same rows: each wish once, and which one each question has. */
function wishesOf(asked: readonly AskedOfParts[]): { wishes: Wish[]; of: number[] } {
  const wishes = new Map<string, Wish>();
  const of = asked.map(({ question: { period, groupBy }, series, parts }) => {
    const by = groupBy === null || isOfTime(groupBy) ? null : (groupBy as Dimension);
    const wish = {
      population: series.population.name,
      first: period.from,
      last: period.to,
      parts,
      // ">" follows "=".
      low: by && partName(by, null),
      high: by && `${by}>`,
    };
    const name = JSON.stringify(wish);
    const known = wishes.get(name) ?? { id: wishes.size, ...wish };
    wishes.set(name, known);
    return known.id;
  });
  return { wishes: [...wishes.values()], of };
}

const QUANTILES = sql`percentile_cont(array[0.5, 0.9]) within group (order by value) || avg(value::numeric)::float8`;

/** The facts of the marked days, as if they were kept: what depends on now is said apart. */
function freshFacts(asked: readonly AskedOfParts[]): Prisma.Sql {
  const facts = asked.map(({ index, question, series }) => {
    const { period, timeZone, filters, part, groupBy } = question;
    const days = sql`select day from stale where dating = ${series.dating}`;
    const kept = { ...series.question, period, timeZone, filters, part, groupBy };
    const { span } = measureSql(question);
    return sql`select ${index}::int as index, f.day >= ${youngDay(question, series)}::date as is_young, f.key, f.left_out, f.reached,
        f.pending, f.imputed, f.amount, ${span ? sql`f.seconds, f.days` : sql`null::float8 as seconds, null::float8 as days`}
      from (${factsOf(kept, { over: { days, columns: sql`d.day` } })}) f`;
  });
  return Prisma.join(facts, " union all ");
}

const FRESH_COUNTS = sql`
  select index, key, (left_out is null)::int, (left_out is null and reached)::int,
    (left_out is null and pending and is_young)::int, (left_out is null and imputed)::int,
    array[${Prisma.join(LEFT_OUT.map((why) => sql`(left_out is not distinct from ${why})::int`))}]::bigint[],
    (days is not null)::int, (days is not null and seconds is null)::int, case when left_out is null then amount end
  from fresh`;

function statement(asked: readonly AskedOfParts[], withStale: boolean): Prisma.Sql {
  const { wishes, of } = wishesOf(asked);
  const questions = asked.map(({ index, question, series }, place) => ({
    index,
    wish: of[place],
    series: series.name,
    dating: series.dating,
    marker: partsMarker(series.dating),
    first: question.period.from,
    last: question.period.to,
    by: isOfTime(question.groupBy) ? question.groupBy : null,
    young: youngDay(question, series),
    timed: measureSql(question).span !== null,
    has_parts: question.groupBy !== null,
  }));
  const stale = sql`select distinct q.dating, s.day from funnel_stale s
    join q on s.dating in (q.dating, q.marker) and s.day between q.first and q.last`;
  const isRight = sql`not exists (select from stale where stale.dating = q.dating and stale.day = v.day)`;
  const leftOut = LEFT_OUT.map((_, place) => sql`bit_count(v.left_out[${place + 1}::int] & m.members)`);
  const sums = LEFT_OUT.map((_, place) => sql`sum(left_out[${place + 1}::int])`);
  return sql`
    with q as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(questions)}::jsonb) as q(index int, wish int, series text, dating text,
        marker text, first date, last date, by text, young date, timed boolean, has_parts boolean)
    ),
    wish as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb) as wish(id int, population text, first date, last date,
        parts text[], low text, high text)
    ),
    ${withStale ? sql`stale as materialized (${stale}), fresh as materialized (${freshFacts(asked)}),` : sql``}
    narrow as materialized (
      select w.id, k.day, bit_and(k.members) as members
      from wish w
      join funnel_part k on k.population = w.population and k.part = any (w.parts) and k.day between w.first and w.last
      group by w.id, w.parts, k.day having count(*) = cardinality(w.parts)
    ),
    m as materialized (
      select n.id, n.day, null::text as key, n.members from narrow n join wish w using (id) where w.low is null
      union all
      select w.id, k.day, nullif(substr(k.part, strpos(k.part, '=') + 1), ''), coalesce(k.members & n.members, k.members)
      from wish w join funnel_part k on k.population = w.population and k.part between w.low and w.high
        and k.day between w.first and w.last
      left join narrow n on n.id = w.id and n.day = k.day
      where w.low is not null and (w.parts = '{}' or bit_count(k.members & n.members) > 0)
    ),
    said as materialized (
      select q.index, q.young, q.timed, v.day, v.places, v.seconds, v.days, m.members,
        case q.by when 'month' then to_char(v.day, 'YYYY-MM') when 'week' then to_char(v.day, 'IYYY"-W"IW') else m.key end as key,
        bit_count(v.counted & m.members) as counted, bit_count(v.reached & m.members) as reached,
        case when v.day >= q.young then bit_count(v.pending & m.members) end as pending,
        bit_count(v.imputed & m.members) as imputed,
        case when v.left_out is not null then array[${Prisma.join(leftOut)}]::bigint[] end as left_out,
        case when q.timed then bit_count(v.measured & m.members) end as measured,
        case when q.timed then bit_count(v.day_only & m.members) end as day_only,
        case when v.amounts is not null then (
          select sum(u.amount) from unnest(v.places, v.amounts) u (place, amount) where get_bit(m.members, u.place) = 1) end as amount
      from q join funnel_verdict v on v.series = q.series and v.day between q.first and q.last
      join m on m.id = q.wish and m.day = v.day
      where ${withStale ? isRight : sql`true`}
    ),
    counted as materialized (
      select index, key, counted, reached, pending, imputed, left_out, measured, day_only, amount from said
      ${withStale ? sql`union all ${FRESH_COUNTS}` : sql``}
    ),
    units as materialized (select index, coalesce(sum(day_only), 0) > 0 as in_days from counted group by index),
    lengths as materialized (
      select s.index, s.key, u.seconds, case when s.days is null then u.seconds / 86400 else u.days end as days
      from said s cross join lateral unnest(s.places, s.seconds, s.days) u (place, seconds, days)
      where s.measured > 0 and get_bit(s.members, u.place) = 1 and (u.seconds is not null or u.days is not null)
      ${withStale ? sql`union all select index, key, seconds, days from fresh where days is not null` : sql``}
    ),
    told as not materialized (
      select l.index, l.key, case when u.in_days then l.days else l.seconds end as value
      from lengths l join units u using (index) where u.in_days or l.seconds is not null
    ),
    quantiles as materialized (
      select index, true as is_whole, null::text as key, ${QUANTILES} as quantiles from told group by index
      union all
      select index, false, key, ${QUANTILES} from told
      where index in (select index from q where has_parts) group by index, key
    ),
    tallies as materialized (
      select index, grouping(key) = 1 as is_whole, key, coalesce(sum(counted), 0)::int as counted,
        coalesce(sum(reached), 0)::int as reached, coalesce(sum(pending), 0)::int as pending,
        coalesce(sum(imputed), 0)::int as imputed, array[${Prisma.join(sums)}]::int[] as left_out,
        coalesce(sum(measured), 0)::int as measured, coalesce(sum(day_only), 0)::int as day_only,
        coalesce(sum(amount), 0)::float8 as amount
      from counted
      -- A part without a row that the number is about is none of its parts.
      where counted > 0 or 0 < any (left_out)
      group by grouping sets ((index), (index, key))
    )
    select t.index as question, t.is_whole, t.key, t.counted, t.reached, t.pending, t.imputed, t.left_out, t.measured, t.day_only,
      case when not u.in_days then l.quantiles end as in_seconds, case when u.in_days then l.quantiles end as in_days, t.amount
    from tallies t join units u using (index)
    left join quantiles l on l.index = t.index and l.is_whole = t.is_whole and l.key is not distinct from t.key
    ${Prisma.join([sql``, ...asked.flatMap(liveOf)], " union all ")}
    ${withStale ? sql`` : excuses(stale, asked[0]!.question.timeZone)}`;
}
