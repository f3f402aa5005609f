import { addDays, type Day, dayNumber, dayOf } from "@/lib/shared/day";
import type { Filters, Grouping, Part } from "./dimensions";
import {
  type Basis,
  basisOf,
  type KpiName,
  kpi,
  type SpeedLeg,
  type StayStage,
  type VolumeStage,
} from "./kpis";

/** Inclusive days of the workspace zone. */
export type Period = { from: Day; to: Day };

/** Every day that any door accepts. */
export const ALL_TIME: Period = { from: "1970-01-01", to: "2200-12-31" };

/** Where and when a question is asked: the workspace's zone, and the instant that decides on what is due or young. */
export type Frame = { timeZone: string; now: Date };

/** One number (or one grouped series of it), asked exactly. The same question answers the figure and its rows. */
export type Question = Frame & {
  kpi: KpiName;
  basis: Basis;
  period: Period;
  filters: Filters;
  /** Splits the number into parts that add up to it. */
  groupBy: Grouping | null;
  /** Only this part of the number: what the rows behind a part ask for. */
  part: Part;
  volumeStage: VolumeStage;
  stayStage: StayStage;
  speedLeg: SpeedLeg;
  /** Days after which an unconverted pass counts as settled; null where history cannot tell. */
  horizonDays: number | null;
  /** Whether a rate is asked for the time that its rows took as well. */
  timed: boolean;
};

type Asked = Frame & { kpi: KpiName; basis: Basis; period: Period } & Partial<
    Pick<
      Question,
      "filters" | "groupBy" | "part" | "volumeStage" | "stayStage" | "speedLeg" | "horizonDays" | "timed"
    >
  >;

/** A whole question from what was asked: the number's own basis where it has only one, its own grouping where it needs one. */
export function ask(asked: Asked): Question {
  return {
    filters: {},
    part: {},
    volumeStage: "mql",
    stayStage: "mql",
    speedLeg: "contact",
    horizonDays: null,
    timed: true,
    ...asked,
    basis: basisOf(asked.kpi, asked.basis),
    groupBy: asked.groupBy ?? kpi(asked.kpi).groupBy ?? null,
  };
}

/** The first day from which an unconverted pass counts as young; null where none does. */
export const youngFrom = ({ horizonDays, now, timeZone }: Question): Day | null =>
  horizonDays === null ? null : addDays(dayOf(now, timeZone), -Math.ceil(horizonDays));

export const periodDays = ({ from, to }: Period): number => dayNumber(to) - dayNumber(from) + 1;

/** The period of the same length that ends the day before. */
export function previousPeriod(period: Period): Period {
  const days = periodDays(period);
  return { from: addDays(period.from, -days), to: addDays(period.from, -1) };
}

/** The last `days` days up to and including today. */
export const lastDays = (today: Day, days: number): Period => ({ from: addDays(today, 1 - days), to: today });

/** What a page shows when nothing else is asked for. */
export const DEFAULT_DAYS = 90;

/** How the period came about; a page says so when it is not the asked one. */
export type PeriodOrigin = "asked" | "last-90-days" | "all-data";

/**
 * The period to show: the asked one (an open end is today, an open start 90 days before the end); else the last 90 days;
 * else, when those are empty and other data exists, the range of the data.
 */
export function choosePeriod(
  asked: { from?: Day | undefined; to?: Day | undefined },
  today: Day,
  data: { first: Day; last: Day; recent: boolean } | null,
): { period: Period; origin: PeriodOrigin } {
  if (asked.from || asked.to) {
    const to = asked.to ?? today;
    return { period: { from: asked.from ?? addDays(to, 1 - DEFAULT_DAYS), to }, origin: "asked" };
  }
  if (data && !data.recent) return { period: { from: data.first, to: data.last }, origin: "all-data" };
  return { period: lastDays(today, DEFAULT_DAYS), origin: "last-90-days" };
}
