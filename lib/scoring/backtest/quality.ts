import { type Interval, wilson } from "../calibration/discrimination";
import type { Outcomes, Side } from "./backtest";
import type { Curve } from "./curve";
import { OUTCOMES, type Outcome } from "./ground";

/** A place of a line, and what is to be expected of it. */
export type LineQuality = {
  points: number;
  perDay: number;
  /** The share that reached the outcome of those of whom it is known; null when it is known of nobody. */
  share: Interval | null;
  reached: number;
  decided: number;
};

/** What a place of the line gave in the window, on a working day and of what quality. */
export function qualityAt(curve: Curve, points: number, workingDays: number, outcome: Outcome): LineQuality {
  const place = Math.min(curve.leads.length - 1, Math.max(0, Math.round(points) - curve.low));
  const index = OUTCOMES.indexOf(outcome);
  const reached = curve.reached[index]![place]!;
  const decided = curve.decided[index]![place]!;
  return {
    points: curve.low + place,
    perDay: curve.leads[place]! / Math.max(1, workingDays),
    share: shareOf(reached, decided),
    reached,
    decided,
  };
}

/**
 * The lowest line that brings no more MQLs on a working day than sales can take, were each of them handed over: it fills
 * their time. null when even the highest brings more. It is only ever proposed.
 */
export function lineThatFills(curve: Curve, perDay: number, workingDays: number): number | null {
  // Higher lines never bring more.
  const place = curve.leads.findIndex((leads) => leads / Math.max(1, workingDays) <= perDay);
  return place < 0 ? null : curve.low + place;
}

/** How well a model told who would reach an outcome, as far as it is known. */
export type Accuracy = {
  /** Of its MQLs whose outcome is known, the share that reached it. */
  precision: Interval | null;
  /** Of all leads that reached it in passes of the window, the share that was its MQL before sales had them. */
  recall: Interval | null;
  reached: number;
  decided: number;
  happened: number;
};

export function accuracyOf(
  { outcomes }: Pick<Side, "outcomes">,
  happened: Outcomes,
  outcome: Outcome,
): Accuracy {
  const { reached, missed } = outcomes[outcome];
  const all = happened[outcome].reached;
  return {
    precision: shareOf(reached, reached + missed),
    recall: shareOf(reached, all),
    reached,
    decided: reached + missed,
    happened: all,
  };
}

/** A share with its interval; null of nobody. */
export const shareOf = (part: number, whole: number): Interval | null =>
  whole > 0 ? wilson(part, whole) : null;
