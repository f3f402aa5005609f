import { addDays, type Day, dayNumber, dayOf, startOfDay } from "@/lib/shared/day";
import { addWorkingMinutes, businessCalendar } from "@/lib/sla/calendar";
import type { Chance } from "./chance";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How far back the sample reaches. */
export const STORY_DAYS = 120;

/** The times of the story: all of them relative to its last instant, in the workspace's zone. */
export type Times = {
  /** The last instant: when the sample is loaded. */
  now: Date;
  zone: string;
  today: Day;
  /** So many days before today. */
  daysAgo(days: number): Day;
  /** So many working days before today, 1 being the last one that is over. */
  workday(back: number): Day;
  /** "10:15" on a day. */
  at(day: Day, clock: string): Date;
  ago(minutes: number): Date;
  /** The last instant that so many minutes of office hours lie behind. */
  officeAgo(minutes: number): Date;
  /** When somebody gets to it who needs so many minutes of office hours. */
  office(from: Date, minutes: number): Date;
  /** An hour at which people read the web for their work, so many days later. */
  later(from: Date, days: number, chance: Chance): Date;
};

export const minutesAfter = (from: Date, minutes: number): Date =>
  new Date(from.getTime() + minutes * MINUTE);

export function timesOf(now: Date, zone: string): Times {
  const today = dayOf(now, zone);
  const calendar = businessCalendar(zone);
  const daysAgo = (days: number) => addDays(today, -days);
  const at = (day: Day, clock: string) => {
    const [hours, minutes] = clock.split(":").map(Number);
    return minutesAfter(startOfDay(day, zone), hours! * 60 + minutes!);
  };
  return {
    now,
    zone,
    today,
    daysAgo,
    workday: (back) => workdayBefore(today, back),
    at,
    ago: (minutes) => minutesAfter(now, -minutes),
    officeAgo: (minutes) => lastBefore(now, (from) => addWorkingMinutes(from, minutes, calendar)),
    office: (from, minutes) => addWorkingMinutes(from, minutes, calendar),
    later: (from, days, chance) => {
      const day = dayOf(from.getTime() + days * DAY, zone);
      const wanted = isWeekend(day) && chance.happens(0.93) ? addDays(day, 2) : day;
      // Most of it in office hours, some of it in the evening.
      const hour = chance.happens(0.88) ? chance.between(8.5, 16.6) : chance.between(16.6, 22);
      const time = minutesAfter(startOfDay(wanted, zone), hour * 60);
      return time > from ? time : minutesAfter(from, chance.between(20, 200));
    },
  };
}

/** The last instant, to the second, whose successor has come by `now`. */
function lastBefore(now: Date, successor: (from: Date) => Date): Date {
  let [early, late] = [now.getTime() - 14 * DAY, now.getTime()];
  while (late - early > 1_000) {
    const middle = Math.floor((early + late) / 2);
    if (successor(new Date(middle)) <= now) early = middle;
    else late = middle;
  }
  return new Date(early);
}

/** 1970-01-01 was a Thursday. */
const isWeekend = (day: Day): boolean => [2, 3].includes(dayNumber(day) % 7);

function workdayBefore(today: Day, back: number): Day {
  let day = today;
  for (let left = back; left > 0; ) {
    day = addDays(day, -1);
    if (!isWeekend(day)) left--;
  }
  return day;
}
