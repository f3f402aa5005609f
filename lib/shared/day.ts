// Days are "YYYY-MM-DD" in a named time zone; instants are Date. Arithmetic on days is on whole day numbers.

/** A calendar day, "YYYY-MM-DD". */
export type Day = string;

const DAY_MS = 86_400_000;
/** Every zone offset in use changes on a quarter of an hour, so one look-up serves that quarter. */
const QUARTER_MS = 900_000;

type ZoneClock = {
  format: Intl.DateTimeFormat;
  /** By UTC day; NaN where the offset changes within the day. (No zone ever changed twice within four days.) */
  ofDay: Map<number, number>;
  ofQuarter: Map<number, number>;
};

const clocks = new Map<string, ZoneClock>();

let lastZone: string | null = null;
let lastClock: ZoneClock;

function clockOf(zone: string): ZoneClock {
  if (zone !== lastZone) {
    lastClock = knownClock(zone);
    lastZone = zone;
  }
  return lastClock;
}

function knownClock(zone: string): ZoneClock {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = {
      format: new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        era: "short",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      }),
      ofDay: new Map(),
      ofQuarter: new Map(),
    };
    clocks.set(zone, clock);
  }
  return clock;
}

/** Milliseconds the zone's wall clock is ahead of UTC at an instant. Throws RangeError for an unknown zone. */
export function offsetAt(instant: Date | number, zone: string): number {
  const at = Number(instant);
  const clock = clockOf(zone);
  const day = Math.floor(at / DAY_MS);
  let offset = clock.ofDay.get(day);
  if (offset === undefined) {
    const first = offsetInQuarter(clock, (day * DAY_MS) / QUARTER_MS);
    const last = offsetInQuarter(clock, ((day + 1) * DAY_MS) / QUARTER_MS - 1);
    offset = first === last ? first : Number.NaN;
    keep(clock.ofDay, day, offset);
  }
  return Number.isNaN(offset) ? offsetInQuarter(clock, Math.floor(at / QUARTER_MS)) : offset;
}

function offsetInQuarter({ format, ofQuarter }: ZoneClock, quarter: number): number {
  let offset = ofQuarter.get(quarter);
  if (offset === undefined) {
    const floor = quarter * QUARTER_MS;
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(floor))
      if (type !== "literal" && type !== "era") part[type] = Number(value);
    const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
    offset = wall - floor;
    keep(ofQuarter, quarter, offset);
  }
  return offset;
}

/** A century of days, so that no caller can make the memory grow without end. */
const MOST_KEPT = 36_525;

function keep<K, T>(known: Map<K, T>, key: K, value: T): void {
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, value);
}

/** Days since 1970-01-01 of the calendar day that an instant falls on in the zone. */
export function dayNumberOf(instant: Date | number, zone: string): number {
  return Math.floor((Number(instant) + offsetAt(instant, zone)) / DAY_MS);
}

/** The calendar day that an instant falls on in the zone. */
export function dayOf(instant: Date | number, zone: string): Day {
  return dayFromNumber(dayNumberOf(instant, zone));
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  let number = numbers.get(day);
  if (number === undefined) {
    number = Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
    keep(numbers, day, number);
  }
  return number;
}

/** The day that so many days after 1970-01-01 is. */
export function dayFromNumber(number: number): Day {
  let day = days.get(number);
  if (day === undefined) {
    day = new Date(number * DAY_MS).toISOString().slice(0, 10);
    keep(days, number, day);
  }
  return day;
}

const days = new Map<number, Day>();
const numbers = new Map<Day, number>();

/** The day so many days later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** Whole days from one day to a later one (negative when it is earlier). */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The first instant of a day in the zone (where midnight does not exist, the first instant that does). */
export function startOfDay(day: Day, zone: string): Date {
  const wall = dayNumber(day) * DAY_MS;
  // The offset that holds at the start is one of those around it; take the earliest instant that is on the day.
  const candidates = [wall - offsetAt(wall - DAY_MS, zone), wall - offsetAt(wall + DAY_MS, zone)].sort(
    (a, b) => a - b,
  );
  for (const candidate of candidates)
    if (dayOf(candidate, zone) === day && dayOf(candidate - 1, zone) < day) return new Date(candidate);
  // Midnight was skipped: walk by quarters from the later candidate's neighbourhood to the first instant on the day.
  let at = Math.floor(candidates[0]! / QUARTER_MS) * QUARTER_MS - 4 * QUARTER_MS;
  while (dayOf(at, zone) < day) at += QUARTER_MS;
  return new Date(at);
}

/** The last millisecond of a day in the zone. */
export function endOfDay(day: Day, zone: string): Date {
  return new Date(startOfDay(addDays(day, 1), zone).getTime() - 1);
}

const DAY_SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a real calendar day: 2026-02-31 is not. */
export function isDay(text: string): boolean {
  if (!DAY_SHAPE.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** The day a `date` column holds (Prisma gives it as UTC midnight). */
export const dayFromColumn = (column: Date): Day => column.toISOString().slice(0, 10);

/** The value to store in a `date` column. */
export const dayToColumn = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** Whether `Intl` knows a time zone by this name. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
