import { neededPoints } from "./grade";
import type { Criterion, EngagementRule, ScoringModelDocument } from "./model";
import type { Score } from "./score";

/** Points still missing for one part of a criterion, and single things that would bring most of them. */
type Gap = {
  part: "fit" | "engagement" | "total";
  missing: number;
  /** "12 more engagement points". */
  words: string;
  helps: readonly { label: string; points: number }[];
};

export type PathToMql = {
  met: boolean;
  /** One way a criterion, the shortest first; every gap of a way must close. */
  ways: readonly { gaps: readonly Gap[] }[];
  /** Rules that qualify a lead by themselves, in words. */
  atOnce: readonly string[];
};

const MOST_HELPS = 3;

/** What would make the lead marketing qualified under the model that scored it. */
export function pathToMql(score: Score, model: ScoringModelDocument): PathToMql {
  const ways = model.mql
    .map((criterion) => gapsOf(criterion, score, model))
    .filter((gaps) => gaps !== null)
    .map((gaps) => ({ gaps }))
    .sort((a, b) => missingIn(a.gaps) - missingIn(b.gaps));
  return { met: score.meetsMql, ways: score.meetsMql ? [] : ways, atOnce: triggerLabels(model) };
}

const missingIn = (gaps: readonly Gap[]): number => gaps.reduce((sum, gap) => sum + gap.missing, 0);

const triggerLabels = (model: ScoringModelDocument): string[] =>
  model.rules.flatMap((rule) => (rule.kind === "engagement" && rule.trigger ? rule.label : []));

/** null when the criterion asks for a fit band that the model does not have: no points lead there. */
function gapsOf(criterion: Criterion, score: Score, model: ScoringModelDocument): Gap[] | null {
  const needed = neededPoints(criterion, model);
  if (needed === null) return null;
  const gaps: Gap[] = [];
  for (const part of ["fit", "engagement", "total"] as const) {
    const missing = needed[part] - score[part];
    if (missing > 0)
      gaps.push({ part, missing, words: gapWords(part, missing), helps: helpsOf(part, score, model) });
  }
  return gaps;
}

function gapWords(part: Gap["part"], missing: number): string {
  const kind = part === "total" ? "" : `${part} `;
  return `${missing} more ${kind}${missing === 1 ? "point" : "points"}`;
}

/** What brings most at once: unknown facts that could fit, activities whose group and limit still have room. */
function helpsOf(part: Gap["part"], score: Score, model: ScoringModelDocument): Gap["helps"] {
  const fit = part === "engagement" ? [] : unknownFacts(score);
  const engagement = part === "fit" ? [] : activitiesWithRoom(score, model);
  return [...fit, ...engagement].sort((a, b) => b.points - a.points).slice(0, MOST_HELPS);
}

const unknownFacts = (score: Score) =>
  score.rows.flatMap((row) => (row.best ? { label: row.label, points: row.best } : []));

function activitiesWithRoom(score: Score, model: ScoringModelDocument): { label: string; points: number }[] {
  const sums = new Map<string, number>();
  for (const { groupId, points } of score.rows)
    if (groupId) sums.set(groupId, (sums.get(groupId) ?? 0) + points);
  const limited = new Set(score.rows.flatMap((row) => (row.kind === "limit" ? (row.ruleId ?? []) : [])));
  const caps = new Map(model.groups.map(({ id, cap }) => [id, cap ?? Number.POSITIVE_INFINITY]));
  return model.rules
    .filter((rule): rule is EngagementRule => rule.kind === "engagement" && rule.points > 0)
    .filter((rule) => !rule.frequency && !limited.has(rule.id))
    .map((rule) => {
      const room = caps.get(rule.group)! - (sums.get(rule.group) ?? 0);
      return { label: rule.label, points: Math.floor(Math.min(rule.points, room)) };
    })
    .filter(({ points }) => points > 0);
}
