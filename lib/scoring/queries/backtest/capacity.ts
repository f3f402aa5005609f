import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { dayOf, dayToColumn } from "@/lib/shared/day";

/** What sales can take, as far as it is known. */
export type Capacity = {
  /** Active reps who are not away today. */
  reps: number;
  /**
   * Handoffs a rep answered on a working day on which there were any, at the upper quartile of the window; null when fewer
   * than ten such days are known.
   */
  perRep: number | null;
  repDays: number;
};

const FEWEST_DAYS = 10;

/** What reps have shown they can take since an instant: nobody told a daily number, and the desk's limit is none. */
export async function capacityOf(
  db: Db,
  { from, now, zone }: { from: Date; now: Date; zone: string },
): Promise<Capacity> {
  const today = dayToColumn(dayOf(now, zone));
  const [row] = await db.$queryRaw<{ reps: number; repDays: number; perRep: number | null }[]>`
    with answered as (
      select h.answered_by, (h.answered_at at time zone ${zone})::date as day, count(*) as handoffs
      from handoff h join app_user u on u.id = h.answered_by
      where u.role = 'rep' and h.answered_at >= ${from} and h.status in ('accepted', 'rejected', 'returned')
        and extract(isodow from h.answered_at at time zone ${zone}) < 6
      group by 1, 2)
    select (select count(*)::int from app_user
        where role = 'rep' and active and (absent_until is null or absent_until < ${today}::date)) as reps,
      count(*)::int as "repDays",
      percentile_cont(0.75) within group (order by handoffs)::float8 as "perRep"
    from answered`;
  const { reps = 0, repDays = 0, perRep = null } = row ?? {};
  return { reps, repDays, perRep: repDays < FEWEST_DAYS || perRep === null ? null : Math.ceil(perRep) };
}
