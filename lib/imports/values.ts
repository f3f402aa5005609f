import { type Day, dayNumber, isDay, offsetAt, startOfDay } from "@/lib/shared/day";
import type { Json } from "@/lib/shared/json";
import { ok, type Result, refuse } from "@/lib/shared/result";
import type { ToldTime } from "@/lib/stages/import-plan";
import type { CustomType, DateOrder } from "./mapping";

// What the cells of a file say. Every reader takes a trimmed, non-empty text.

export type ValueFault = "date" | "date_range" | "number" | "whole_number" | "boolean" | "amount";

export const VALUE_FAULT: Record<ValueFault, string> = {
  date: "is not a date that can be read",
  date_range: "is a date outside 1970 to 2200",
  number: "is not a number",
  whole_number: "is not a whole number of 0 or more",
  boolean: "is neither yes nor no",
  amount: "is not an amount of money of 0 or more",
};

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2201, 0, 1);

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const LOCAL = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?)?$/i;
const YEAR_FIRST = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/;

/**
 * A date, or a date with a time. Without an offset it is the wall clock of the zone; without a time it is the first
 * instant of that day. Milliseconds since 1970 (13 digits) are read too.
 */
export function readDate(text: string, zone: string, order: DateOrder): Result<ToldTime, ValueFault> {
  if (/^\d{12,13}$/.test(text)) return within({ at: new Date(Number(text)), dateOnly: false });
  const iso = ISO.exec(text) ?? YEAR_FIRST.exec(text);
  if (iso)
    return assemble(iso[1]!, iso[2]!, iso[3]!, clock(iso[4], iso[5], iso[6], iso[7]), iso[8] ?? null, zone);
  const local = LOCAL.exec(text);
  if (!local) return refuse("date");
  const [first, second, year] = [local[1]!, local[2]!, local[3]!];
  const time = clock(local[4], local[5], local[6], undefined, local[7]);
  return order === "dmy"
    ? assemble(year, second, first, time, null, zone)
    : assemble(year, first, second, time, null, zone);
}

/** Milliseconds since midnight; null without a time, NaN for one that no clock shows. */
function clock(
  hour?: string,
  minute?: string,
  second?: string,
  fraction?: string,
  half?: string,
): number | null {
  if (hour === undefined) return null;
  let hours = Number(hour);
  if (half) {
    if (hours < 1 || hours > 12) return Number.NaN;
    hours = (hours % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  }
  const [minutes, seconds] = [Number(minute), Number(second ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return Number.NaN;
  return (
    ((hours * 60 + minutes) * 60 + seconds) * 1_000 + Number((fraction ?? "").padEnd(3, "0").slice(0, 3))
  );
}

function assemble(
  year: string,
  month: string,
  date: string,
  time: number | null,
  offset: string | null,
  zone: string,
): Result<ToldTime, ValueFault> {
  const day: Day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (!isDay(day) || Number.isNaN(time)) return refuse("date");
  // Out of range before any zone arithmetic: zones know nothing of the year 1.
  if (Number(year) < 1970 || Number(year) > 2200) return refuse("date_range");
  if (time === null) return ok({ at: startOfDay(day, zone), dateOnly: true });
  const wall = dayNumber(day) * 86_400_000 + time;
  if (offset === null)
    return within({ at: new Date(wall - offsetAt(wall - offsetAt(wall, zone), zone)), dateOnly: false });
  const sign = offset.startsWith("-") ? -1 : 1;
  const digits = offset.replace(/\D/g, "");
  const ahead =
    digits === "" ? 0 : sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
  return within({ at: new Date(wall - ahead), dateOnly: false });
}

function within(time: ToldTime): Result<ToldTime, ValueFault> {
  const at = time.at.getTime();
  return at >= EARLIEST - 86_400_000 && at < LATEST ? ok(time) : refuse("date_range");
}

/** The day of a told time at its first instant: what a date column means when its clock times say nothing. */
export function toDay(day: Day, zone: string): ToldTime {
  return { at: startOfDay(day, zone), dateOnly: true };
}

const PLAIN_NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;

/** "1200", "1,200.50", "1.200,50", "1 200", with a currency sign or percent around it. */
export function readNumber(text: string): number | null {
  const bare = text.replace(/^[\p{Sc}\s]+|[\p{Sc}%\s]+$/gu, "").replace(/(?<=\d)[\s\u00a0'’](?=\d{3})/g, "");
  if (PLAIN_NUMBER.test(bare)) return Number(bare);
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) return Number(bare.replaceAll(",", ""));
  if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(bare)) return Number(bare.replaceAll(".", "").replace(",", "."));
  if (/^-?\d{1,12},\d{1,2}$/.test(bare)) return Number(bare.replace(",", "."));
  return null;
}

/** A count or a head count: "7", "7.0", "1,200". */
export function readWholeNumber(text: string): number | null {
  const number = readNumber(text);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

const YES = new Set(["yes", "y", "true", "t", "1", "x", "on", "ja", "oui", "si", "sí", "sim", "1.0"]);
const NO = new Set(["no", "n", "false", "f", "0", "off", "nein", "non", "não", "nao", "0.0"]);

export function readBoolean(text: string): boolean | null {
  const word = text.toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

/** The value of a custom field. `auto` keeps what it does not recognise as the text it is ("007" too). */
export function readCustom(
  text: string,
  type: CustomType,
  zone: string,
  order: DateOrder,
): Result<Json, ValueFault> {
  switch (type) {
    case "text":
      return ok(text);
    case "number": {
      const number = readNumber(text);
      return number === null ? refuse("number") : ok(number);
    }
    case "boolean": {
      const truth = readBoolean(text);
      return truth === null ? refuse("boolean") : ok(truth);
    }
    case "date": {
      const date = readDate(text, zone, order);
      return date.ok ? ok(date.value.at.toISOString()) : date;
    }
    case "auto":
      if (/^(true|false)$/i.test(text)) return ok(text.toLowerCase() === "true");
      return ok(/^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/.test(text) ? Number(text) : text);
  }
}
