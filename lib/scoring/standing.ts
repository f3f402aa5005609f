import type { CompiledEngagementRule, CompiledGroup } from "./compile";
import { decayed } from "./decay";
import { type Bands, bandsOf, meetsAny } from "./grade";
import type { EngagementTally, InactivityTally, Tally } from "./tally";

/** The points of a tally on its day or on a later one. All are integer hundredths but the rounded ones. */
export type Points = {
  day: number;
  fitRules: readonly number[];
  engagementRules: readonly number[];
  inactivityRules: readonly number[];
  /** What each group gives, cap and floor applied. */
  groups: readonly number[];
  /** What cap or floor adds (floor) or takes away (cap), by group. */
  groupCorrections: readonly number[];
  fitHundredths: number;
  engagementHundredths: number;
  /** Whole points. */
  fit: number;
  engagement: number;
  adjustment: number;
  total: number;
};

/** What a tally is worth: its points and what they reach. */
export type Standing = Points & Bands & { meetsMql: boolean; isHot: boolean };

/** Half up to whole points: 12.50 → 13, −12.50 → −12. */
export const roundHalfUp = (hundredths: number): number => Math.floor((hundredths + 50) / 100);

/** The standing at the end of a day, not before the tally's, when nothing happens in between. */
export function standingOn(tally: Tally, day: number): Standing {
  const points = pointsOn(tally, day);
  const { fit, engagement, total } = points;
  const { bands, mql, hot } = tally.model.document;
  const { fitBand, engagementBand, grade } = bandsOf(fit, engagement, bands);
  const reached = { fit, engagement, total, fitBand, engagementBand };
  return {
    ...points,
    fitBand,
    engagementBand,
    grade,
    meetsMql: meetsAny(mql, reached),
    isHot: meetsAny(hot, reached),
  };
}

/** The points of that day alone. */
export function pointsOn(tally: Tally, day: number): Points {
  const { model, fitRules } = tally;
  const groupSums = tally.fitSums.slice();
  const engagementRules = new Array<number>(tally.engagement.length);
  for (let index = 0; index < engagementRules.length; index++) {
    const part = tally.engagement[index]!;
    const hundredths = engagementPoints(part, day);
    engagementRules[index] = hundredths;
    groupSums[part.rule.group]! += hundredths;
  }
  const inactivityRules = new Array<number>(tally.inactivity.length);
  for (let index = 0; index < inactivityRules.length; index++) {
    const part = tally.inactivity[index]!;
    const hundredths = inactivityPoints(part, day);
    inactivityRules[index] = hundredths;
    groupSums[part.rule.group]! += hundredths;
  }

  let fitHundredths = 0;
  let engagementHundredths = 0;
  const groupCorrections = new Array<number>(groupSums.length);
  for (let index = 0; index < groupSums.length; index++) {
    const { group } = model.groups[index]!;
    const sum = groupSums[index]!;
    const held = heldWithin(model.groups[index]!, sum);
    if (group.kind === "fit") fitHundredths += held;
    else engagementHundredths += held;
    groupCorrections[index] = held - sum;
    groupSums[index] = held;
  }

  const fit = roundHalfUp(fitHundredths);
  const engagement = roundHalfUp(engagementHundredths);
  let adjustment = 0;
  for (const part of tally.adjustments)
    if (part.firstDay <= day && day <= part.lastDay) adjustment += part.adjustment.points;
  const total = clamped(fit + engagement + adjustment, model.document.range);
  return {
    day,
    fitRules,
    engagementRules,
    inactivityRules,
    groups: groupSums,
    groupCorrections,
    fitHundredths,
    engagementHundredths,
    fit,
    engagement,
    adjustment,
    total,
  };
}

/** What a group contributes of the sum of its rules. */
export const heldWithin = ({ cap, floor }: CompiledGroup, sum: number): number =>
  Math.max(floor, Math.min(cap, sum));

/** A total within the model's range. */
export const clamped = (points: number, { min, max }: { min: number; max: number }): number =>
  Math.max(min, Math.min(max, points));

/** What an engagement rule gives on a day. */
export function engagementPoints(part: Pick<EngagementTally, "rule" | "runs">, day: number): number {
  const { rule, runs } = part;
  const { frequency } = rule.rule;
  if (frequency) return countInWindow(part, day) >= frequency.atLeast ? rule.hundredths : 0;
  let sum = 0;
  for (const run of runs) sum += run.count * worthOf(rule, run.kept, day - run.day);
  return sum;
}

/** What is left at an age of what an activity's limit kept. */
export function worthOf(rule: CompiledEngagementRule, kept: number, ageDays: number): number {
  const known = kept === rule.hundredths ? rule.worthAtAge[ageDays] : undefined;
  return known ?? decayed(kept, rule.rule.decay, ageDays);
}

/** Of a frequency rule: matching activities (or distinct days) in its window ending on the day. */
export function countInWindow(part: Pick<EngagementTally, "rule" | "runs">, day: number): number {
  const { days, distinctDays } = part.rule.rule.frequency!;
  let count = 0;
  // Without a limit all matches of a day are one run.
  for (const run of part.runs) if (day - run.day < days) count += distinctDays ? 1 : run.count;
  return count;
}

/** Full periods without a human activity of the lead; none on a day before its creation. */
export const quietPeriods = ({ rule, quietSince }: InactivityTally, day: number): number =>
  Math.max(0, Math.floor((day - quietSince) / rule.rule.everyDays));

// `+ 0` because −10 × 0 is −0.
export const inactivityPoints = (part: InactivityTally, day: number): number =>
  quietPeriods(part, day) * part.rule.hundredths + 0;
