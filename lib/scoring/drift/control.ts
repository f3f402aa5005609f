import type { Day } from "@/lib/shared/day";

// Whether the number of a week lies where it usually lies: control limits of three deviations around the weeks before.
// What chance alone explains is Poisson's (counts) or the binomial's (rates) deviation. Real weeks spread wider than chance
// (holidays, campaigns), so the deviation is stretched by how much wider the weeks before did, never narrowed (Laney's
// u' and p' charts).

export const MEASURES = ["volume", "acceptance", "conversion"] as const;
export type Measure = (typeof MEASURES)[number];

/** One week of a band: a count, or a share of `denominator`. `week` is its Monday. */
export type Week = { week: Day; numerator: number; denominator: number | null };

export type Range = { center: number; low: number; high: number };

/** Weeks that tell what is usual. */
export const TRAILING_WEEKS = 12;
const LEAST_WEEKS = 8;
/** Below these nothing is said: five a week, fifty decided before, ten decided in the week. */
const LEAST_PER_WEEK = 5;
const LEAST_BEFORE = 50;
const LEAST_IN_WEEK = 10;
const DEVIATIONS = 3;

/** How much wider than chance the weeks spread: the root mean square of their deviations, at least 1. */
const stretch = (deviations: readonly number[]): number =>
  Math.max(1, Math.sqrt(deviations.reduce((sum, z) => sum + z * z, 0) / deviations.length));

/** Where counts usually lie; null when the weeks before are too few or too thin. */
function usualCount(before: readonly Week[]): Range | null {
  if (before.length < LEAST_WEEKS) return null;
  const center = before.reduce((sum, { numerator }) => sum + numerator, 0) / before.length;
  if (center < LEAST_PER_WEEK) return null;
  const deviation = Math.sqrt(center);
  const wide =
    DEVIATIONS * deviation * stretch(before.map(({ numerator }) => (numerator - center) / deviation));
  return { center, low: Math.max(0, center - wide), high: center + wide };
}

/** Where the rate of n usually lies; null when the weeks before, or n, are too few. */
function usualRate(before: readonly Week[], n: number): Range | null {
  const told = before.filter(({ denominator }) => (denominator ?? 0) > 0);
  const all = told.reduce((sum, { denominator }) => sum + denominator!, 0);
  if (told.length < LEAST_WEEKS || all < LEAST_BEFORE || n < LEAST_IN_WEEK) return null;
  const center = told.reduce((sum, { numerator }) => sum + numerator, 0) / all;
  const deviationOf = (size: number) => Math.sqrt((center * (1 - center)) / size);
  // All or none ever: one that differs would be infinitely far off, which says too much.
  if (center === 0 || center === 1) return null;
  const wide =
    DEVIATIONS *
    deviationOf(n) *
    stretch(
      told.map(
        ({ numerator, denominator }) => (numerator / denominator! - center) / deviationOf(denominator!),
      ),
    );
  return { center, low: Math.max(0, center - wide), high: Math.min(1, center + wide) };
}

/** Where the week's number usually lies, by the weeks before it; null when too little is known. */
export const usualRange = (before: readonly Week[], week: Week): Range | null =>
  week.denominator === null ? usualCount(before) : usualRate(before, week.denominator);

export const weekValue = ({ numerator, denominator }: Week): number | null =>
  denominator === null ? numerator : denominator === 0 ? null : numerator / denominator;

/** On which side of the usual range the week lies; null inside. */
export function sideOf(week: Week, range: Range): "above" | "below" | null {
  const value = weekValue(week);
  if (value === null) return null;
  if (value > range.high) return "above";
  return value < range.low ? "below" : null;
}
