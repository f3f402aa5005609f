import "server-only";
import { CELL, cellsOf, dayFactsOf } from "@/lib/funnel/queries/cells";
import { PART, partsOf, placesOf, VERDICT, verdictsOf } from "@/lib/funnel/queries/verdicts";
import { POPULATIONS, partsMarker } from "@/lib/funnel/series";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";
import { EXAMPLES, type Examination, type Look } from "./check";

const { sql } = Prisma;

/** Unless all are asked for: the newest days, and some others, other ones each day. */
const NEWEST = 3;
const OTHERS = 7;

/** Days that are held against their rows by one statement: few enough to be compared in memory at a million leads. */
const AT_ONCE = 100;

export const funnelExaminations: readonly Examination[] = [
  {
    id: "kept-days-are-their-rows",
    promise: "What the funnel keeps of a day that is not marked is what the rows of that day add up to.",
    async look(tx, { all }) {
      const look: Look = { violations: 0, examples: [] };
      const days = await chosenDays(tx, all);
      const [workspace] = await tx.$queryRaw<{ time_zone: string }[]>`select time_zone from workspace`;
      if (!workspace || days.length === 0) return look;
      for (const population of POPULATIONS)
        for (let from = 0; from < days.length; from += AT_ONCE) {
          const some = days.slice(from, from + AT_ONCE);
          const wrong = await compare(tx, population, some, workspace.time_zone);
          look.violations += wrong[0]?.total ?? 0;
          look.examples.push(...wrong.map(({ row }) => row).slice(0, EXAMPLES - look.examples.length));
        }
      return look;
    },
  },
];

async function chosenDays(tx: Tx, all: boolean): Promise<string[]> {
  const rows = await tx.$queryRaw<{ day: string }[]>`
    with known as (
      select day from funnel_day union select (mql_at at time zone funnel_zone())::date from pass
    ), placed as (
      select day, row_number() over (order by day desc) as age,
        row_number() over (order by md5(day::text || current_date::text)) as lot from known)
    select day::text from placed where ${all} or age <= ${NEWEST} or lot <= ${OTHERS} order by day`;
  return rows.map(({ day }) => day);
}

type Wrong = { total: number; row: Record<string, unknown> };

/** What is kept of unmarked days but wrong, or right but not kept: tallies, parts and verdicts of one population. */
function compare(
  tx: Tx,
  { population, series }: (typeof POPULATIONS)[number],
  days: readonly string[],
  timeZone: string,
): Promise<Wrong[]> {
  const { name, dating } = population;
  const names = series.map((one) => one.name);
  const zoned = { period: { from: days[0]!, to: days.at(-1)! }, timeZone };
  const unmarked = sql`select day from unmarked`;
  const facts = series.map((one) => dayFactsOf(one, unmarked, zoned));
  const kept = [
    sql`select to_jsonb(k) from (
      select ${CELL} from funnel_day where series = any(${names}) and day in (select day from unmarked)) k`,
    sql`select to_jsonb(k) from (
      select ${PART} from funnel_part where population = ${name} and day in (select day from unmarked)) k`,
    sql`select to_jsonb(k) from (
      select ${VERDICT} from funnel_verdict where series = any(${names}) and day in (select day from unmarked)) k`,
  ];
  const right = [cellsOf(sql`facts`), partsOf(population, sql`placed`), verdictsOf(sql`facts`, sql`placed`)];
  return tx.$queryRaw<Wrong[]>`
    with unmarked as materialized (
      select day from unnest(${[...days]}::date[]) as asked (day)
      where not exists (
        select from funnel_stale s where s.dating in (${dating}, ${partsMarker(dating)}) and s.day = asked.day)
    ),
    facts as materialized (${Prisma.join(facts, " union all ")}),
    placed as materialized (${placesOf(population, series[0]!, unmarked, zoned)}),
    kept (row) as materialized (${Prisma.join(kept, " union all ")}),
    right_ones (row) as materialized (
      ${Prisma.join(
        right.map((rows) => sql`select to_jsonb(r) from (${rows}) r`),
        " union all ",
      )}),
    wrong as (
      select 'kept' as found, w.row from (table kept except all table right_ones) w
      union all
      select 'in the rows', w.row from (table right_ones except all table kept) w)
    select count(*) over ()::int as total,
      jsonb_build_object('found', found) || (row - array['seconds', 'days', 'places', 'amounts']) as row
    from wrong limit ${EXAMPLES}`;
}
