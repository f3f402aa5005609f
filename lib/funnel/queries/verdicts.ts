import "server-only";
import { LEFT_OUT } from "@/lib/funnel/figure";
import type { Period } from "@/lib/funnel/question";
import { type Dimension, dimensionsOf, type Population, partName, type Series } from "@/lib/funnel/series";
import { addDays, startOfDay } from "@/lib/shared/day";
import { Prisma } from "@/prisma/generated/client";
import { keyOf, SUBJECTS } from "./dimensions";
import { isOnDay } from "./facts";
import { measureSql } from "./measures";

const { sql } = Prisma;

/** The columns of `funnel_part`, in the order in which `partsOf` answers them. */
export const PART = sql`population, part, day, members`;

/** The columns of `funnel_verdict`, in the order in which `verdictsOf` answers them. */
export const VERDICT = sql`series, day, counted, reached, pending, imputed, left_out, measured, day_only, places, seconds, days,
  amounts`;

const column = (dimension: Dimension): Prisma.Sql => Prisma.raw(`by_${dimension}`);

/**
 * The rows of a population on some days (a query of `day`) within a period: the place of each on its day (by id, from 0), a
 * set of bits as many as the day has rows with only its own set (`one`), and its key in each dimension. Leads in the bin have
 * no place. One of its series tells what dates the rows.
 */
export function placesOf(
  population: Population,
  series: Series,
  days: Prisma.Sql,
  { period, timeZone }: { period: Period; timeZone: string },
): Prisma.Sql {
  const { subject } = population;
  const source = SUBJECTS[subject];
  const { at } = measureSql({ ...series.question, period, timeZone });
  const keys = dimensionsOf(population).map(
    (dimension) =>
      sql`coalesce(${keyOf(dimension, subject, sql`null::timestamptz`, "UTC")}, '') as ${column(dimension)}`,
  );
  return sql`
    select placed.*, set_bit(sized.none, placed.place, 1) as one
    from (
      select d.day, ${source.id} as id, (row_number() over (partition by d.day order by ${source.id}))::int - 1 as place,
        count(*) over (partition by d.day) as size, ${Prisma.join(keys)}
      from (${days}) d cross join ${source.from}
      where ${at} >= ${startOfDay(period.from, timeZone)}::timestamptz
        and ${at} < ${startOfDay(addDays(period.to, 1), timeZone)}::timestamptz
        and ${isOnDay(at, timeZone)}
        and not exists (select 1 from lead binned where binned.id = p.lead_id and binned.binned_at is not null)) placed
    join lateral (select repeat('0', placed.size::int)::varbit as none) sized on true`;
}

/** Which of the placed rows (a relation) belong to each part of their day. */
export function partsOf(population: Population, placed: Prisma.Sql): Prisma.Sql {
  const dimensions = dimensionsOf(population);
  // A dimension's column is told only by the groups that are made by it.
  const parts = dimensions.map((dimension) => sql`${partName(dimension, null)} || p.${column(dimension)}`);
  const sets = dimensions.map((dimension) => sql`(p.day, p.${column(dimension)})`);
  return sql`
    select ${population.name}::text as population, coalesce(${Prisma.join(parts)}) as part, p.day, bit_or(p.one)::varbit as members
    from ${placed} p group by grouping sets (${Prisma.join(sets)})`;
}

/** What series say of the placed rows: their facts (a relation) as bits, and the lengths and amounts of those that have one. */
export function verdictsOf(facts: Prisma.Sql, placed: Prisma.Sql): Prisma.Sql {
  const bits = (where: Prisma.Sql) => sql`(bit_or(p.one) filter (where ${where}))::varbit`;
  const leftOut = LEFT_OUT.map((why) => bits(sql`f.left_out = ${why}`));
  const inPlace = (value: Prisma.Sql) =>
    sql`array_agg(${value} order by p.place) filter (where f.days is not null or (f.left_out is null and f.amount <> 0))`;
  return sql`
    select f.series, f.day, ${bits(sql`f.left_out is null`)} as counted,
      ${bits(sql`f.left_out is null and f.reached`)} as reached,
      ${bits(sql`f.left_out is null and f.pending`)} as pending,
      ${bits(sql`f.left_out is null and f.imputed`)} as imputed,
      case when count(f.left_out) > 0 then array[${Prisma.join(leftOut)}] end as left_out,
      ${bits(sql`f.days is not null`)} as measured,
      ${bits(sql`f.days is not null and f.seconds is null`)} as day_only,
      ${inPlace(sql`p.place`)} as places,
      case when count(f.seconds) > 0 then ${inPlace(sql`f.seconds`)} end as seconds,
      case when count(f.days) > count(f.seconds) then ${inPlace(sql`f.days`)} end as days,
      case when bool_or(f.amount <> 0) then ${inPlace(sql`f.amount`)} end as amounts
    from ${facts} f join ${placed} p on p.day = f.day and p.id = f.id
    group by f.series, f.day`;
}
