import { placesOf } from "../ranks";

// How well a number tells those who converted from those who did not.

export type Interval = { value: number; low: number; high: number };

/** The two-sided 95 % quantile of the normal distribution. */
export const Z95 = 1.959963984540054;

/**
 * The area under the ROC curve (the chance that a converted lead has the higher number; ties count half) with its 95 %
 * interval by DeLong, DeLong and Clarke-Pearson (1988), taken on the logit scale so that it stays within 0 and 1.
 * Throws RangeError unless there are two of each outcome.
 */
export function areaUnderCurve(numbers: readonly number[], converted: readonly boolean[]): Interval {
  const all = placesOf(numbers);
  const own = { yes: new Map<number, number>(), no: new Map<number, number>() };
  for (const [outcome, places] of [
    [true, own.yes],
    [false, own.no],
  ] as const) {
    const rows = numbers.flatMap((_, index) => (converted[index] === outcome ? [index] : []));
    if (rows.length < 2) throw new RangeError("two rows of each outcome are needed");
    const among = placesOf(rows.map((row) => numbers[row]!));
    for (const [index, row] of rows.entries()) places.set(row, among[index]!);
  }
  const { size: m } = own.yes;
  const { size: n } = own.no;
  // For each row the share of the other outcome that it outranks, or that outranks it.
  const above = [...own.yes].map(([row, place]) => (all[row]! - place) / n);
  const below = [...own.no].map(([row, place]) => 1 - (all[row]! - place) / m);
  const value = mean(above);
  const error = Math.sqrt(variance(above) / m + variance(below) / n);
  if (value === 0 || value === 1 || error === 0) return { value, low: value, high: value };
  const logit = Math.log(value / (1 - value));
  const reach = (Z95 * error) / (value * (1 - value));
  const back = (odds: number) => 1 / (1 + Math.exp(-odds));
  return { value, low: back(logit - reach), high: back(logit + reach) };
}

export type CurvePoint = {
  /** Mean chance that was told, and the share that converted with its 95 % interval (Wilson). */
  told: number;
  share: Interval;
  n: number;
  converted: number;
};

/** Told chances against what happened, in up to ten groups of equal size, lowest first. */
export function calibrationCurve(told: readonly number[], converted: readonly boolean[]): CurvePoint[] {
  const order = told.map((_, index) => index).sort((a, b) => told[a]! - told[b]!);
  const groups = Math.min(10, order.length);
  return Array.from({ length: groups }, (_, group) => {
    const rows = order.slice(
      Math.floor((group * order.length) / groups),
      Math.floor(((group + 1) * order.length) / groups),
    );
    const happened = rows.filter((row) => converted[row]).length;
    return {
      told: mean(rows.map((row) => told[row]!)),
      share: wilson(happened, rows.length),
      n: rows.length,
      converted: happened,
    };
  });
}

/** A share with its 95 % interval by Wilson (1927). */
export function wilson(successes: number, n: number): Interval {
  const share = successes / n;
  const squared = Z95 ** 2;
  const centre = (share + squared / (2 * n)) / (1 + squared / n);
  const reach = (Z95 / (1 + squared / n)) * Math.sqrt((share * (1 - share)) / n + squared / (4 * n ** 2));
  return { value: share, low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function variance(numbers: readonly number[]): number {
  const centre = mean(numbers);
  return numbers.reduce((sum, number) => sum + (number - centre) ** 2, 0) / (numbers.length - 1);
}
