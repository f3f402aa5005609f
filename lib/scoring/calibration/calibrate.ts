import { ok, type Result, refuse } from "@/lib/shared/result";
import type { ScoringModelDocument } from "../model";
import { areaUnderCurve, type CurvePoint, calibrationCurve, type Interval, Z95 } from "./discrimination";
import { type FeatureRow, type JudgedRule, judgedRules, pointsOf, withoutMatch } from "./features";
import { fitting, type LogisticFit, probabilityOf } from "./logistic";

// What the outcomes say about the points of a model: learned from older leads, tried on newer ones.

/** What is asked of the outcomes before anything is said. */
export const LEAST = {
  /** Leads of either outcome to learn from, and to try it on. */
  train: 50,
  test: 20,
  /** Leads in training that match a rule, and that do not, before it is judged. */
  matched: 20,
} as const;

/** The newest part of the leads is kept away from the learning. */
const TEST_SHARE = 0.3;

/**
 * How strongly coefficients are held to zero: as if each was expected within ±1 log odds a match. On the coefficients as
 * they are, not standardised, so that a rule that seldom matches needs more to move.
 */
const RIDGE = 1;

/** Points of e times the odds when the model gives no scale: ten double them. */
const POINTS_PER_LOG_ODDS = 10 / Math.LN2;
const MOST_POINTS = 100;

export type ExampleRow = FeatureRow & { capturedAt: Date; converted: boolean };

/** few: too few leads match it or do not. telling: it knows the outcome, so it was probably written afterwards. */
export type Verdict = "change" | "agrees" | "few" | "telling";

export type RuleFinding = {
  ruleId: string;
  now: number;
  verdict: Verdict;
  /** What the outcomes say, with the 95 % range; null when they say nothing. */
  points: Interval | null;
  /** Points of a lead that does not match: with as many for a match the rule has no effect. 0 when absent. */
  without?: number;
  /** In training: leads the rule matched, leads it did not, and how many of each converted. */
  matched: Share;
  others: Share;
};

export type Share = { n: number; converted: number };

/** Leads of one side of the split, captured between two instants (RFC 3339). */
export type Side = Share & { from: string; to: string };

export type Calibrated = {
  train: Side;
  test: Side;
  /** On the test leads: the points in force, the regression itself, and the points it proposes. */
  auc: { current: Interval; regression: Interval; proposed: Interval };
  curve: readonly CurvePoint[];
  /** How many points double the odds of converting. */
  doubling: number;
  rules: readonly RuleFinding[];
};

export type CalibrationRefusal =
  | { kind: "few-outcomes"; train: Share; test: Share }
  /** No rule matched often enough (or every one that did knows the outcome). */
  | { kind: "no-rules"; rules: readonly RuleFinding[] };

/**
 * Learns from the older seven tenths of the rows (by capture, which no outcome has touched) and tries it on the rest.
 * Rests now and then, see `fitting`. Refused when there is too little to learn from; nothing is ever said about a rule
 * from fewer than the leads that LEAST asks.
 */
export function* calibrating(
  examples: readonly ExampleRow[],
  document: ScoringModelDocument,
): Generator<void, Result<Calibrated, CalibrationRefusal>> {
  const rows = examples.toSorted((a, b) => a.capturedAt.getTime() - b.capturedAt.getTime());
  const cut = Math.round(rows.length * (1 - TEST_SHARE));
  const train = rows.slice(0, cut);
  const test = rows.slice(cut);
  const sides = { train: shareOf(train), test: shareOf(test) };
  if (!hasEnough(sides.train, LEAST.train) || !hasEnough(sides.test, LEAST.test))
    return refuse({ kind: "few-outcomes", ...sides });
  yield;

  const rules = judgedRules(document);
  const counted = countMatches(train, rules.length);
  const judged = rules.map((_, column) => judge(counted[column]!, sides.train));
  const used = judged.flatMap((verdict, column) => (verdict === null ? [column] : []));
  if (used.length === 0)
    return refuse({ kind: "no-rules", rules: findings(rules, judged, counted, sides.train, null) });

  const placeOf = new Map(used.map((column, place) => [column, place]));
  const narrow = (row: ExampleRow): ExampleRow => narrowed(row, placeOf);
  const fit = yield* fitting(train.map(narrow), used.length, RIDGE);
  yield;

  const scale = scaleOf(train, rules, used, fit);
  const learned = findings(rules, judged, counted, sides.train, { fit, used, scale });
  const converted = test.map((row) => row.converted);
  const chances = test.map((row) => probabilityOf(narrow(row), fit));
  const now = rules.map((rule) => rule.points);
  const proposed = learned.map((finding) =>
    finding.verdict === "change" && finding.points ? finding.points.value : finding.now,
  );
  const tried = (points: readonly number[]) =>
    areaUnderCurve(
      test.map((row) => pointsOf(row, points)),
      converted,
    );
  return ok({
    train: { ...sides.train, ...spanOf(train) },
    test: { ...sides.test, ...spanOf(test) },
    auc: { current: tried(now), regression: areaUnderCurve(chances, converted), proposed: tried(proposed) },
    curve: calibrationCurve(chances, converted),
    doubling: scale * Math.LN2,
    rules: learned,
  });
}

const shareOf = (rows: readonly ExampleRow[]): Share => ({
  n: rows.length,
  converted: rows.filter((row) => row.converted).length,
});

const hasEnough = ({ n, converted }: Share, least: number): boolean =>
  converted >= least && n - converted >= least;

const spanOf = (rows: readonly ExampleRow[]): Pick<Side, "from" | "to"> => ({
  from: rows[0]!.capturedAt.toISOString(),
  to: rows.at(-1)!.capturedAt.toISOString(),
});

function countMatches(rows: readonly ExampleRow[], width: number): Share[] {
  const counted = Array.from({ length: width }, () => ({ n: 0, converted: 0 }));
  for (const row of rows)
    for (const column of row.columns) {
      counted[column]!.n++;
      if (row.converted) counted[column]!.converted++;
    }
  return counted;
}

/** How far apart the shares of matches among the converted and the others may be before a rule knows the outcome. */
const MOST_TELLING = 0.9;
/** A rule whose matches convert (nearly) always, although leads as a whole do not. */
const NEARLY_ALL = 0.98;

/** Whether outcomes may judge a rule by who matched it; null when they may. */
export function judge(matched: Share, whole: Share): "few" | "telling" | null {
  if (matched.n < LEAST.matched || whole.n - matched.n < LEAST.matched) return "few";
  const among = matched.converted / whole.converted;
  const amongOthers = (matched.n - matched.converted) / (whole.n - whole.converted);
  if (Math.abs(among - amongOthers) >= MOST_TELLING) return "telling";
  const always = matched.converted / matched.n >= NEARLY_ALL && whole.converted / whole.n < 0.5;
  return always ? "telling" : null;
}

function narrowed(row: ExampleRow, placeOf: ReadonlyMap<number, number>): ExampleRow {
  const columns: number[] = [];
  const values: number[] = [];
  for (const [index, column] of row.columns.entries()) {
    const place = placeOf.get(column);
    if (place === undefined) continue;
    columns.push(place);
    values.push(row.values[index]!);
  }
  return { ...row, columns, values };
}

/** Points a log odd is worth: what keeps the spread of the scores as it is, so that lines and bands keep their meaning. */
function scaleOf(
  rows: readonly ExampleRow[],
  rules: readonly JudgedRule[],
  used: readonly number[],
  fit: LogisticFit,
): number {
  const now = rules.map(() => 0);
  const learned = rules.map(() => 0);
  for (const [place, column] of used.entries()) {
    now[column] = rules[column]!.points - withoutMatch(rules[column]!);
    learned[column] = fit.coefficients[place]!;
  }
  const points = spread(rows.map((row) => pointsOf({ ...row, rest: 0 }, now)));
  const odds = spread(rows.map((row) => pointsOf({ ...row, rest: 0 }, learned)));
  return points >= 1 && odds > 0 ? points / odds : POINTS_PER_LOG_ODDS;
}

/** Standard deviation. */
function spread(numbers: readonly number[]): number {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length);
}

function findings(
  rules: readonly JudgedRule[],
  judged: readonly ("few" | "telling" | null)[],
  counted: readonly Share[],
  whole: Share,
  learned: { fit: LogisticFit; used: readonly number[]; scale: number } | null,
): RuleFinding[] {
  return rules.map((rule, column) => {
    const matched = counted[column]!;
    const place = learned ? learned.used.indexOf(column) : -1;
    const points =
      learned && place >= 0
        ? pointsFrom(learned.fit.coefficients[place]!, learned.fit.errors[place]!, learned.scale, rule)
        : null;
    return {
      ruleId: rule.id,
      now: rule.points,
      verdict: judged[column] ?? (points && isOther(points, rule.points) ? "change" : "agrees"),
      points,
      without: withoutMatch(rule),
      matched,
      others: { n: whole.n - matched.n, converted: whole.converted - matched.converted },
    };
  });
}

function pointsFrom(coefficient: number, error: number, scale: number, rule: JudgedRule): Interval {
  const points = (odds: number) => rounded(withoutMatch(rule) + scale * odds);
  return {
    value: points(coefficient),
    low: points(coefficient - Z95 * error),
    high: points(coefficient + Z95 * error),
  };
}

/** Whole points; small ones, which many activities add up, in tenths. Never beyond what a person would write. */
function rounded(points: number): number {
  const held = Math.max(-MOST_POINTS, Math.min(MOST_POINTS, points));
  return (Math.abs(held) < 3 ? Math.round(held * 10) / 10 : Math.round(held)) + 0;
}

const isOther = ({ value, low, high }: Interval, now: number): boolean =>
  value !== now && (now < low || now > high);
