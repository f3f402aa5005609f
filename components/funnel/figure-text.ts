import { count, duration, ofTotal, rate, shortMoney, signed } from "@/components/ui/format";
import { type Grouping, MISSING_LABEL } from "@/lib/funnel/dimensions";
import { type Figure, LEFT_OUT_LABEL, type LeftOut } from "@/lib/funnel/figure";
import type { KpiDefinition } from "@/lib/funnel/kpis";

// Figures in words. Pure.

const NARROW_SPACE = "\u202f";

/** A length of time in the unit it was measured in: "3 h 20 min", "14 d", "48.4 d", "−2 d". */
export function lengthText(value: number | null, unit: "seconds" | "days"): string {
  if (value === null) return "–";
  const sign = value < 0 ? "−" : "";
  if (unit === "seconds") return `${sign}${duration(value * 1000)}`;
  const days = Math.abs(value);
  const digits = Number.isInteger(days) || days >= 100 ? 0 : 1;
  return `${sign}${days.toFixed(digits)}${NARROW_SPACE}d`;
}

/** The two units a duration can have; anything else is a mistake of the caller. */
function timeUnit(figure: Figure): "seconds" | "days" {
  return figure.unit === "days" ? "days" : "seconds";
}

/** The headline of a figure: a rate, a median, a count, an amount; an en dash where there is none. */
export function valueText(figure: Figure, currency: string): string {
  const { value } = figure;
  if (value === null) return "–";
  if (typeof value === "object") return lengthText(value.p50, timeUnit(figure));
  if (figure.unit === "fraction") return rate(value);
  if (figure.unit === "minor-units") return shortMoney({ minor: value, currency });
  return count(value);
}

/** A rate with all the digits it has, up to three: "10.525 %". */
export function exactText({ value, unit }: Figure): string | null {
  return unit === "fraction" && typeof value === "number"
    ? `${Number((value * 100).toFixed(3))}${NARROW_SPACE}%`
    : null;
}

/** What the headline rests on: "380 of 902", "median of 45". */
export function groundText(figure: Figure): string {
  const { value, unit, numerator, denominator, n } = figure;
  if (value === null) return "nothing to count in these days";
  if (unit === "fraction") return ofTotal(numerator, denominator);
  if (typeof value === "object" || unit === "seconds" || unit === "days") return `median of ${count(n)}`;
  if (unit === "minor-units") return denominator === 1 ? "1 deal" : `${count(denominator)} deals`;
  return unit;
}

export type Change = { direction: "up" | "down" | "flat"; text: string; meaning: "good" | "bad" | "neutral" };

/**
 * The change of a figure against the one before, in words. Null where one of them has no value, and where the figure is not
 * settled yet: a young cohort must not look like a decline.
 */
export function changeOf(now: Figure, before: Figure, better: KpiDefinition["better"]): Change | null {
  const difference = now.pending > 0 ? null : differenceOf(now, before);
  if (!difference) return null;
  const { amount, text } = difference;
  if (amount === 0) return { direction: "flat", text: "unchanged", meaning: "neutral" };
  const isBetter = amount > 0 === (better === "more");
  return {
    direction: amount > 0 ? "up" : "down",
    text,
    meaning: better === null ? "neutral" : isBetter ? "good" : "bad",
  };
}

function differenceOf(now: Figure, before: Figure): { amount: number; text: string } | null {
  const [current, previous] = [headline(now), headline(before)];
  if (current === null || previous === null || now.unit !== before.unit) return null;
  const amount = current - previous;
  switch (now.unit) {
    case "fraction": {
      const points = Math.round(amount * 1000) / 10;
      return { amount: points, text: `${signed(points, 1)} pts` };
    }
    case "seconds":
    case "days":
      return { amount, text: `${amount > 0 ? "+" : ""}${lengthText(amount, now.unit)}` };
    default:
      if (previous === 0) return null;
      return { amount, text: `${signed(Math.round((amount / previous) * 100))}${NARROW_SPACE}%` };
  }
}

const headline = ({ value }: Figure): number | null =>
  typeof value === "object" ? (value?.p50 ?? null) : value;

/** What stays outside a figure, by why: "842 with an imputed milestone". */
export const leftOutText = (leftOut: Figure["leftOut"], unsaid: readonly LeftOut[] = []): string[] =>
  (Object.entries(leftOut) as [LeftOut, number][])
    .filter(([why]) => !unsaid.includes(why))
    .map(([why, n]) => `${count(n)} ${LEFT_OUT_LABEL[why]}`);

const MONTH = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short", year: "numeric" });

/** The name of a part as a screen says it: months and weeks in words, the others by their label. */
export function partText(grouping: Grouping, key: string | null, labels: Map<string | null, string>): string {
  if (key === null) return MISSING_LABEL[grouping];
  if (grouping === "month") return MONTH.format(new Date(`${key}-01T00:00:00Z`));
  if (grouping === "week") return `${key.slice(5)} ${key.slice(0, 4)}`;
  return labels.get(key) ?? key;
}
