// How numbers, money and times are written everywhere. Pure: the present is always passed in.

/** Keeps a number and its unit together on one line. */
const NARROW_SPACE = "\u202f";

const COUNT = new Intl.NumberFormat("en");

/** 12,431 */
export const count = (value: number): string => COUNT.format(value);

/** A count that stops at a cap: at or under it exact, above "10,000+". */
export const cappedCount = (value: number, cap = 10_000): string =>
  value > cap ? `${count(cap)}+` : count(value);

/** "1 lead", "3 leads" */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** A fraction as "42.1 %"; an em dash when there is none. */
export function rate(fraction: number | null, digits = 1): string {
  if (fraction === null) return "–";
  return `${(fraction * 100).toFixed(digits)}${NARROW_SPACE}%`;
}

/** "380 of 902" */
export const ofTotal = (numerator: number, denominator: number): string =>
  `${count(numerator)} of ${count(denominator)}`;

/** A signed number with a real minus: "+12", "−3", "0". */
export function signed(value: number, digits = 0): string {
  const text = Math.abs(value).toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  if (value > 0) return `+${text}`;
  return value < 0 ? `−${text}` : text;
}

type Money = { minor: bigint | number | string; currency: string };

function toMajor({ minor, currency }: Money): { major: number; digits: number } {
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return { major: Number(minor) / 10 ** digits, digits };
}

/** Money in full: "€12,400.50". Minor units in. */
export function fullMoney(money: Money): string {
  const { major } = toMajor(money);
  return new Intl.NumberFormat("en", { style: "currency", currency: money.currency }).format(major);
}

/** Money for a tile: "€12.4K". Minor units in; show fullMoney on hover. */
export function shortMoney(money: Money): string {
  const { major } = toMajor(money);
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency: money.currency,
    notation: "compact",
    maximumFractionDigits: 1,
  }).format(major);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its two largest units that matter: "45 s", "4 min", "2 h 10 min", "3 d 4 h", "14 d". */
export function duration(milliseconds: number): string {
  const ms = Math.abs(milliseconds);
  const unit = (value: number, name: string) => `${value}${NARROW_SPACE}${name}`;
  if (ms < MINUTE) return unit(Math.floor(ms / SECOND), "s");
  if (ms < HOUR) return unit(Math.floor(ms / MINUTE), "min");
  if (ms < DAY) {
    const minutes = Math.floor((ms % HOUR) / MINUTE);
    const hours = unit(Math.floor(ms / HOUR), "h");
    return minutes === 0 || ms >= 10 * HOUR ? hours : `${hours} ${unit(minutes, "min")}`;
  }
  const hours = Math.floor((ms % DAY) / HOUR);
  const days = unit(Math.floor(ms / DAY), "d");
  return hours === 0 || ms >= 7 * DAY ? days : `${days} ${unit(hours, "h")}`;
}

/** How long ago or ahead, short: "just now", "4 min ago", "2 h ago", "in 3 d", "14 Mar", "14 Mar 2025". */
export function relativeTime(at: Date, now: Date, zone: string): string {
  const distance = now.getTime() - at.getTime();
  const ago = (text: string) => (distance >= 0 ? `${text} ago` : `in ${text}`);
  const size = Math.abs(distance);
  // Clocks differ a little: what lies a moment ahead has just happened, too.
  if (size < 45 * SECOND) return "just now";
  if (size < HOUR) return ago(`${Math.max(1, Math.round(size / MINUTE))}${NARROW_SPACE}min`);
  if (size < DAY) return ago(`${Math.round(size / HOUR)}${NARROW_SPACE}h`);
  if (size < 21 * DAY) return ago(`${Math.round(size / DAY)}${NARROW_SPACE}d`);
  return shortDay(at, now, zone);
}

/** "14 Mar", with the year when it is not the present one. */
export function shortDay(at: Date, now: Date, zone: string): string {
  const year = (instant: Date) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric" }).format(instant);
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    ...(year(at) === year(now) ? {} : { year: "numeric" }),
  }).format(at);
}

/** The instant in full, in the workspace zone: "Sat 14 Mar 2026, 09:12:04 CET". */
export function absoluteTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(at);
}

/** A calendar day "2026-03-14" as "14 Mar 2026". */
export function dayText(day: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(new Date(`${day}T00:00:00Z`));
}

/** A calendar day with its weekday, and its year when it is not that of `today`: "Sat 14 Mar", "Sat 14 Mar 2025". */
export function weekdayText(day: string, today: string | null): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(today?.slice(0, 4) === day.slice(0, 4) ? {} : { year: "numeric" }),
  }).format(new Date(`${day}T00:00:00Z`));
}

/** The wall-clock time in the zone: "09:12". */
export const clockTime = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
