import "server-only";
import { db, type Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { workspaceOrNull } from "@/lib/team/queries";
import { Prisma } from "@/prisma/generated/client";
import { CELL, cellsOf, dayFactsOf } from "./queries/cells";
import { PART, partsOf, placesOf, VERDICT, verdictsOf } from "./queries/verdicts";
import { DATINGS, type Dating, POPULATIONS, partsMarker } from "./series";

const { sql } = Prisma;

/** Days that are added up in one transaction: few enough that it is over in seconds at a million leads. */
const DAYS_AT_ONCE = 14;

/**
 * Adds up again what is kept of the days that something happened to, in small transactions; answers how many. Each is stored
 * with its markers taken away, so a run that is cut off leaves nothing wrong. Stops early when `signal` is aborted or another
 * process is at it. Days that a transaction under way is changing are left for the next run.
 */
export async function foldDays({ signal }: { signal?: AbortSignal } = {}): Promise<number> {
  const house = await workspaceOrNull(db());
  if (!house) return 0;
  const { timeZone } = house;
  let days = 0;
  // In turns, so that the newest days are right in every respect before older ones are begun.
  let marked: readonly Dating[] = DATINGS;
  while (marked.length > 0) {
    const more: Dating[] = [];
    for (const dating of marked) {
      if (signal?.aborted) return days;
      const folded = await transaction((tx) => foldSome(tx, dating, timeZone));
      days += folded;
      if (folded > 0) more.push(dating);
    }
    marked = more;
  }
  return days;
}

async function foldSome(tx: Tx, dating: Dating, timeZone: string): Promise<number> {
  const [turn] = await tx.$queryRaw<{ ours: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('funnel_day')) as ours`;
  if (!turn?.ours) return 0;
  const markers = [dating, partsMarker(dating)];
  const taken = await tx.$queryRaw<{ day: string }[]>`
    with chosen as (
      select id, day from funnel_stale where dating = any(${markers}) and day in (
        select day from funnel_stale where dating = any(${markers}) group by day order by day desc limit ${DAYS_AT_ONCE})
      for update skip locked
    ), gone as (delete from funnel_stale where id in (select id from chosen))
    select distinct day::text from chosen order by day`;
  if (taken.length === 0) return 0;
  const days = taken.map(({ day }) => day);
  for (const one of POPULATIONS) if (one.population.dating === dating) await keep(tx, one, days, timeZone);
  return days.length;
}

/** Stores what some days of a population add up to, its parts and the verdicts, all from one look at each fact. */
async function keep(
  tx: Tx,
  { population, series }: (typeof POPULATIONS)[number],
  dates: readonly string[],
  timeZone: string,
): Promise<void> {
  const names = series.map(({ name }) => name);
  await tx.$executeRaw`delete from funnel_day where series = any(${names}) and day = any(${dates}::date[])`;
  await tx.$executeRaw`delete from funnel_verdict where series = any(${names}) and day = any(${dates}::date[])`;
  await tx.$executeRaw`
    delete from funnel_part where population = ${population.name} and day = any(${dates}::date[])`;
  const period = { from: dates[0]!, to: dates.at(-1)! };
  const zoned = { period, timeZone };
  const days = sql`select unnest(${dates}::date[]) as day`;
  const facts = series.map((one) => dayFactsOf(one, days, zoned));
  await tx.$executeRaw`
    with facts as materialized (${Prisma.join(facts, " union all ")}),
    placed as materialized (${placesOf(population, series[0]!, days, zoned)}),
    cells as (insert into funnel_day (${CELL}) ${cellsOf(sql`facts`)}),
    parts as (insert into funnel_part (${PART}) ${partsOf(population, sql`placed`)})
    insert into funnel_verdict (${VERDICT}) ${verdictsOf(sql`facts`, sql`placed`)}`;
}

/** Forgets everything that is kept and adds it up again from the rows; numbers are read from those meanwhile. */
export async function rebuildDays(): Promise<number> {
  await db().$queryRaw`select funnel_marks_everything()::text`;
  return foldDays();
}
