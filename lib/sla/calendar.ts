import { addDays, type Day, dayNumber, dayOf, offsetAt } from "@/lib/shared/day";

/** Working time: the same hours on the same weekdays, in one zone. */
export type Calendar = {
  zone: string;
  /** 1 = Monday … 7 = Sunday. */
  weekdays: readonly number[];
  /** Minutes after midnight, wall clock. */
  opensAt: number;
  closesAt: number;
};

export const businessCalendar = (zone: string): Calendar => ({
  zone,
  weekdays: [1, 2, 3, 4, 5],
  opensAt: 9 * 60,
  closesAt: 17 * 60,
});

const MINUTE = 60_000;
const DAY = 86_400_000;

/** 1 = Monday … 7 = Sunday. 1970-01-01 was a Thursday. */
const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** The instant at which the zone's wall clock shows so many minutes after midnight (across a change of offset too). */
function atWallMinute(day: Day, minute: number, zone: string): Date {
  const wall = dayNumber(day) * DAY + minute * MINUTE;
  const near = wall - offsetAt(wall, zone);
  return new Date(wall - offsetAt(near, zone));
}

/** Whether the calendar has working time on a day. */
export const isWorkingDay = (calendar: Calendar, day: Day): boolean =>
  calendar.weekdays.includes(weekdayOf(day));

/** The working interval of a day, or null when it has none. */
function hoursOf(calendar: Calendar, day: Day): { opens: Date; closes: Date } | null {
  if (!isWorkingDay(calendar, day)) return null;
  return {
    opens: atWallMinute(day, calendar.opensAt, calendar.zone),
    closes: atWallMinute(day, calendar.closesAt, calendar.zone),
  };
}

/** The instant at which so many working minutes have passed since `from`. Never in closed time. */
export function addWorkingMinutes(from: Date, minutes: number, calendar: Calendar): Date {
  let left = minutes * MINUTE;
  for (let day = dayOf(from, calendar.zone); ; day = addDays(day, 1)) {
    const hours = hoursOf(calendar, day);
    if (!hours) continue;
    const begin = Math.max(hours.opens.getTime(), from.getTime());
    const available = hours.closes.getTime() - begin;
    if (available <= 0) continue;
    if (left <= available) return new Date(begin + left);
    left -= available;
  }
}

/** The close of the working day that `from` falls in, or of the next one when it is already over. */
export function endOfWorkingDay(from: Date, calendar: Calendar): Date {
  for (let day = dayOf(from, calendar.zone); ; day = addDays(day, 1)) {
    const hours = hoursOf(calendar, day);
    if (hours && hours.closes.getTime() > from.getTime()) return hours.closes;
  }
}
