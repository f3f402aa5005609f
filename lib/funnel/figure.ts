import { GROUPING_LABEL, type Grouping, KEY_LABEL, MISSING_LABEL, ORDERED_GROUPINGS } from "./dimensions";
import { kpi, type Subject } from "./kpis";
import type { Question } from "./question";

/** Why a row of the period is outside the number. Each is counted and said. */
export const LEFT_OUT = ["imputed", "no-clock", "not-due", "expired", "returned", "withdrawn"] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export const LEFT_OUT_LABEL: Record<LeftOut, string> = {
  imputed: "with an imputed milestone",
  "no-clock": "imported without clocks",
  "not-due": "not due",
  expired: "expired without an answer",
  returned: "returned",
  withdrawn: "withdrawn",
};

export type Quantiles = { p50: number; p90: number; mean: number };

/** What the database counted for one question, or for one part of it. */
export type Tally = {
  key: string | null;
  /** Rows in the denominator. */
  counted: number;
  /** Of those, rows in the numerator. */
  reached: number;
  /** Of those not in the numerator, rows that are open and young enough to get there still. */
  pending: number;
  /** Counted rows in which a milestone of this number was imputed. */
  imputed: number;
  leftOut: Partial<Record<LeftOut, number>>;
  /** Rows with a known duration; `dayOnly` of them are known to the day only. */
  measured: number;
  dayOnly: number;
  inSeconds: Quantiles | null;
  inDays: Quantiles | null;
  /** Minor units. */
  amount: number;
};

type FigureUnit = "fraction" | "seconds" | "days" | "passes" | "handoffs" | "opportunities" | "minor-units";

type Durations = { p50: number | null; p90: number | null; mean: number | null };

/** A number with all that belongs to it. `value` is null where there is nothing to divide by or to measure. */
export type Figure = {
  key: string | null;
  value: number | (Durations & { withinSla: number | null }) | null;
  numerator: number;
  denominator: number;
  n: number;
  unit: FigureUnit;
  /** How long the rows of the numerator took, where a rate has two dated ends. */
  time: (Durations & { unit: "seconds" | "days"; n: number }) | null;
  pending: number;
  imputed: number;
  leftOut: Partial<Record<LeftOut, number>>;
};

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Days as soon as one of the durations is known to the day only: finer would pretend. */
const durationUnit = (tally: Tally): "seconds" | "days" => (tally.dayOnly > 0 ? "days" : "seconds");

function durations(tally: Tally, unit: "seconds" | "days"): Durations {
  const quantiles = unit === "days" ? tally.inDays : tally.inSeconds;
  return quantiles ?? { p50: null, p90: null, mean: null };
}

const COUNTED: Record<Subject, FigureUnit> = {
  pass: "passes",
  handoff: "handoffs",
  opportunity: "opportunities",
};

/** The figure of a tally. Parts are read in the unit of their whole, so that they can be compared. */
export function figureOf(
  question: Pick<Question, "kpi" | "speedLeg">,
  tally: Tally,
  whole: Tally = tally,
): Figure {
  const { unit, subject, measure } = kpi(question.kpi);
  const hasDueTime = measure.kind === "speed" && question.speedLeg === "contact";
  const timeUnit = durationUnit(whole);
  const figure = {
    key: tally.key,
    numerator: tally.reached,
    denominator: tally.counted,
    n: tally.counted,
    time: null,
    pending: tally.pending,
    imputed: tally.imputed,
    leftOut: tally.leftOut,
  };
  switch (unit) {
    case "rate":
      return {
        ...figure,
        value: share(tally.reached, tally.counted),
        unit: "fraction",
        time:
          tally.measured > 0 ? { ...durations(tally, timeUnit), unit: timeUnit, n: tally.measured } : null,
      };
    case "duration": {
      const withinSla = hasDueTime ? share(tally.reached, tally.counted) : null;
      const known = tally.counted > 0 || tally.measured > 0;
      return {
        ...figure,
        value: known ? { ...durations(tally, timeUnit), withinSla } : null,
        n: tally.measured,
        unit: timeUnit,
      };
    }
    case "count":
      return { ...figure, value: tally.counted, unit: COUNTED[subject] };
    case "money":
      return { ...figure, value: tally.amount, numerator: tally.amount, unit: "minor-units" };
  }
}

/** Groups in the order people read them: by their own order where they have one, else the largest first; missing last. */
export function inReadingOrder<T extends { key: string | null; denominator: number }>(
  grouping: Grouping,
  groups: readonly T[],
): T[] {
  const ordered = ORDERED_GROUPINGS.includes(grouping);
  return [...groups].sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
    if (!ordered && a.denominator !== b.denominator) return b.denominator - a.denominator;
    return compareKeys(a.key, b.key);
  });
}

/** "9" before "10", "-10…" before "0…", otherwise by the alphabet. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [Number.parseInt(a, 10), Number.parseInt(b, 10)];
  if (!Number.isNaN(left) && !Number.isNaN(right) && left !== right) return left - right;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a group is called when its key has no name of its own. */
export function groupLabel(grouping: Grouping, key: string | null): string {
  if (key === null) return MISSING_LABEL[grouping];
  if (grouping === "model" || grouping === "definition") return `${GROUPING_LABEL[grouping]} ${key}`;
  return KEY_LABEL[grouping]?.[key] ?? key;
}
