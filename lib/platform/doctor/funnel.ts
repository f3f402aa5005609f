import "server-only";
import { CELL, cellsOf, daysIn } from "@/lib/funnel/queries/cells";
import { DATINGS, type Dating, SERIES } from "@/lib/funnel/series";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";
import { EXAMPLES, type Examination, type Look } from "./check";

const { sql } = Prisma;

/** Unless all are asked for: the newest days, and some others, other ones each day. */
const NEWEST = 3;
const OTHERS = 7;

export const funnelExaminations: readonly Examination[] = [
  {
    id: "kept-days-are-their-rows",
    promise: "What the funnel keeps of a day that is not marked is what the rows of that day add up to.",
    async look(tx, { all }) {
      const look: Look = { violations: 0, examples: [] };
      const days = await chosenDays(tx, all);
      const [workspace] = await tx.$queryRaw<{ time_zone: string }[]>`select time_zone from workspace`;
      if (!workspace || days.length === 0) return look;
      for (const dating of DATINGS) {
        const wrong = await compare(tx, dating, days, workspace.time_zone);
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

/** The cells of unmarked days that are kept but wrong, or right but not kept. */
function compare(tx: Tx, dating: Dating, days: readonly string[], timeZone: string): Promise<Wrong[]> {
  const series = [...SERIES.values()].filter((one) => one.dating === dating);
  const period = { from: days[0]!, to: days.at(-1)! };
  const unmarked = daysIn(sql`select day from unmarked`, timeZone);
  const cells = series.map((one) => cellsOf(one, unmarked, { period, timeZone }));
  return tx.$queryRaw<Wrong[]>`
    with unmarked as materialized (
      select day from unnest(${[...days]}::date[]) as asked (day)
      where not exists (select from funnel_stale s where s.dating = ${dating} and s.day = asked.day)
    ), kept as materialized (
      select ${CELL} from funnel_day
      where series = any(${series.map(({ name }) => name)}) and day in (select day from unmarked)
    ), right_ones as materialized (${Prisma.join(cells, " union all ")}),
    wrong as (
      select 'kept' as found, w.* from (table kept except all table right_ones) w
      union all
      select 'in the rows', w.* from (table right_ones except all table kept) w)
    select count(*) over ()::int as total, to_jsonb(wrong) - 'seconds' - 'days' as row from wrong limit ${EXAMPLES}`;
}
