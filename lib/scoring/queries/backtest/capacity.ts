import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { addDays, dayFromColumn, dayOf } from "@/lib/shared/day";
import { businessCalendar, isWorkingDay } from "@/lib/sla/calendar";
import type { Viewer } from "@/lib/team/viewer";
import { type Capacity, capacityOf, DAYS_AHEAD, type Shown } from "../../backtest/capacity";
import { refuseUnlessReader } from "../models";
import { windowStart } from "./ground";

type Row = {
  id: string | null;
  name: string;
  dailyCapacity: number | null;
  absentUntil: Date | null;
  days: number | null;
  perDay: number | null;
};

/**
 * What each active rep can take on a working day: the number that was set, else what they have shown by their answers in the
 * last 90 days, on the working days of the workspace's calendar. Weeks ahead are counted from the day of `now` in the zone.
 */
export async function salesCapacity(
  db: Db,
  viewer: Viewer,
  { now, zone }: { now: Date; zone: string },
): Promise<Capacity> {
  refuseUnlessReader(viewer);
  const from = windowStart(now, zone);
  const calendar = businessCalendar(zone);
  const rows = await db.$queryRaw<Row[]>`
    with answered as (
      select h.answered_by, (h.answered_at at time zone ${zone})::date as day, count(*) as handoffs
      from handoff h join app_user u on u.id = h.answered_by
      where u.role = 'rep' and h.answered_at >= ${from} and h.status in ('accepted', 'rejected', 'returned')
        and extract(isodow from h.answered_at at time zone ${zone})::int = any(${[...calendar.weekdays]}::int[])
      group by 1, 2),
    shown as (
      select answered_by, count(*)::int as days,
        percentile_cont(0.75) within group (order by handoffs)::float8 as per_day
      from answered group by grouping sets ((answered_by), ()))
    select u.id, u.name, u.daily_capacity as "dailyCapacity", u.absent_until as "absentUntil",
      s.days, s.per_day as "perDay"
    from app_user u left join shown s on s.answered_by = u.id where u.role = 'rep' and u.active
    union all
    select null, '', null, null, days, per_day from shown where answered_by is null
    order by name, id`;
  const reps = rows.flatMap(({ id, name, dailyCapacity, absentUntil, ...row }) =>
    id === null
      ? []
      : {
          id,
          name,
          dailyCapacity,
          shown: shownIn(row),
          absentUntil: absentUntil ? dayFromColumn(absentUntil) : null,
        },
  );
  const team = rows.find(({ id }) => id === null);
  const today = dayOf(now, zone);
  const ahead = Array.from({ length: DAYS_AHEAD }, (_, day) => addDays(today, day)).filter((day) =>
    isWorkingDay(calendar, day),
  );
  return capacityOf(reps, team ? shownIn(team) : null, { today, ahead });
}

const shownIn = ({ days, perDay }: Pick<Row, "days" | "perDay">): Shown | null =>
  days === null || perDay === null ? null : { days, perDay };
