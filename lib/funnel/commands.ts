import "server-only";
import { db, type Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { workspaceOrNull } from "@/lib/team/queries";
import { Prisma } from "@/prisma/generated/client";
import { CELL, cellsOf, daysIn } from "./queries/cells";
import { DATINGS, type Dating, SERIES } from "./series";

const { sql } = Prisma;

/** Days that are added up in one transaction: few enough that it is over in seconds at a million leads. */
const DAYS_AT_ONCE = 28;

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
  for (const dating of DATINGS) {
    let folded: number;
    do {
      if (signal?.aborted) return days;
      folded = await transaction((tx) => foldSome(tx, dating, timeZone));
      days += folded;
    } while (folded > 0);
  }
  return days;
}

async function foldSome(tx: Tx, dating: Dating, timeZone: string): Promise<number> {
  const [turn] = await tx.$queryRaw<{ ours: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('funnel_day')) as ours`;
  if (!turn?.ours) return 0;
  const taken = await tx.$queryRaw<{ day: string }[]>`
    with chosen as (
      select id, day from funnel_stale where dating = ${dating} and day in (
        select day from funnel_stale where dating = ${dating} group by day order by day desc limit ${DAYS_AT_ONCE})
      for update skip locked
    ), gone as (delete from funnel_stale where id in (select id from chosen))
    select distinct day::text from chosen order by day`;
  if (taken.length === 0) return 0;
  const days = sql`select unnest(${taken.map(({ day }) => day)}::date[]) as day`;
  const series = [...SERIES.values()].filter((one) => one.dating === dating);
  await tx.$executeRaw`
    delete from funnel_day where series = any(${series.map(({ name }) => name)}) and day in (${days})`;
  const period = { from: taken[0]!.day, to: taken.at(-1)!.day };
  const cells = series.map((one) => cellsOf(one, daysIn(days, timeZone), { period, timeZone }));
  await tx.$executeRaw`insert into funnel_day (${CELL}) ${Prisma.join(cells, " union all ")}`;
  return taken.length;
}

/** Forgets everything that is kept and adds it up again from the rows; numbers are read from those meanwhile. */
export async function rebuildDays(): Promise<number> {
  await db().$queryRaw`select funnel_marks_everything()::text`;
  return foldDays();
}
