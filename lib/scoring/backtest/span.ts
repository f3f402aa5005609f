import { type Day, dayFromNumber } from "@/lib/shared/day";

// The weeks and working days of a window of day numbers.

/** 1970-01-01 was a Thursday: day number 4 was a Monday. */
const weekNumber = (day: number): number => Math.floor((day - 4) / 7);

/** 1 = Monday … 7 = Sunday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

export type Span = {
  /** The Mondays of its weeks; the first and the last week may be cut. */
  weeks: readonly Day[];
  weekOf(day: number): number;
  workingDays: readonly number[];
  /** The working day on which what comes on a day is worked: that day, else the next one (within the window). */
  workdayOf(day: number): number;
};

export function spanOf(fromDay: number, toDay: number, weekdays: readonly number[]): Span {
  const first = weekNumber(fromDay);
  const weeks = Array.from({ length: weekNumber(toDay) - first + 1 }, (_, week) =>
    dayFromNumber((first + week) * 7 + 4),
  );
  const workingDays: number[] = [];
  const placeOf: number[] = [];
  for (let day = fromDay; day <= toDay; day++) {
    placeOf.push(workingDays.length);
    if (weekdays.includes(weekdayOf(day))) workingDays.push(day);
  }
  return {
    weeks,
    weekOf: (day) => weekNumber(day) - first,
    workingDays,
    workdayOf: (day) => Math.min(placeOf[day - fromDay] ?? 0, workingDays.length - 1),
  };
}
