import { dayOf } from "@/lib/shared/day";
import { compile } from "../compile";
import type { EngagementRule, FitRule, ScoringModelDocument } from "../model";
import type { ScoreSubject } from "../score";
import { countInWindow } from "../standing";
import { type EngagementTally, tally } from "../tally";

/** The rules that outcomes can judge. Inactivity is not among them: how long a lead was quiet depends on when one looks. */
export type JudgedRule = FitRule | EngagementRule;

/** The judged rules of a model, in its order; their places are the columns of every row. */
export const judgedRules = (document: ScoringModelDocument): JudgedRule[] =>
  document.rules.filter((rule): rule is JudgedRule => rule.kind !== "inactivity");

/** What a rule gives a lead that it does not match. */
export const withoutMatch = (rule: JudgedRule): number => (rule.kind === "fit" ? (rule.otherwise ?? 0) : 0);

/** One lead as the rules see it. Columns and values run in step; what is absent is 0. */
export type FeatureRow = {
  columns: readonly number[];
  /** How often the rule counts: 1 for a fit rule or a frequency, else activities, within the rule's limit. */
  values: readonly number[];
  /** Points of the rules that do not match, or cannot tell. */
  rest: number;
};

/**
 * Reads what each judged rule finds in a subject, before decay and caps: leads are looked at after different lengths of
 * time, and decay would tell which of them were looked at early. Give it what was known at the moment (`knownAt`).
 */
export function featureReader(
  document: ScoringModelDocument,
  zone: string,
): (subject: ScoreSubject, moment: Date) => FeatureRow {
  const model = compile(document);
  const place = new Map(judgedRules(document).map(({ id }, index) => [id, index]));
  return (subject, moment) => {
    const columns: number[] = [];
    const values: number[] = [];
    let rest = 0;
    const add = (ruleId: string, value: number) => {
      columns.push(place.get(ruleId)!);
      values.push(value);
    };
    const { day, fit, engagement } = tally(subject, model, dayOf(moment, zone), zone);
    for (const { rule, outcome, hundredths } of fit) {
      if (outcome === true) add(rule.rule.id, 1);
      else rest += hundredths / 100;
    }
    for (const matches of engagement) {
      const times = timesCounted(matches, day);
      if (times > 0) add(matches.rule.rule.id, times);
    }
    return { columns, values, rest };
  };
}

/** How often an engagement rule counts: activities within its limit (the last may count in part), a frequency once. */
function timesCounted(matches: EngagementTally, day: number): number {
  const { rule, days, kept } = matches;
  const { frequency } = rule.rule;
  if (frequency) return countInWindow(matches, day) >= frequency.atLeast ? 1 : 0;
  if (rule.hundredths === 0) return days.length;
  return kept.reduce((sum, part) => sum + part, 0) / rule.hundredths;
}

/** The points of a row under given points of each column. */
export function pointsOf(row: FeatureRow, points: readonly number[]): number {
  let sum = row.rest;
  for (const [index, column] of row.columns.entries()) sum += row.values[index]! * points[column]!;
  return sum;
}
