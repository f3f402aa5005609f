import { fieldLabel } from "@/lib/conditions/fields";
import { valueWords } from "@/lib/conditions/words";
import type { Json } from "@/lib/shared/json";
import type { CompiledGroup } from "./compile";
import { decayed } from "./decay";
import { timesWords } from "./reason";
import { ageWords, decayArithmetic, decayWords, limitWords } from "./rule-words";
import type { ScoreRow } from "./score";
import { countInWindow, quietPeriods, type Standing } from "./standing";
import type { EngagementTally, FitTally, Tally } from "./tally";

type Part = "fit" | "engagement";
/** The subject's attributes, and the currency (ISO code) of the money among them. */
type Known = { values: ReadonlyMap<string, Json>; currency: string };

/** The rows of a score: rules with what limits them, group by group, then rounding, adjustments and clamp. Σ points = total. */
export function explain(tally: Tally, standing: Standing, known: Known): ScoreRow[] {
  return [
    ...partRows(tally, standing, "fit", known),
    ...partRows(tally, standing, "engagement", known),
    ...adjustmentRows(tally, standing),
    ...clampRow(tally, standing),
  ];
}

const points = (hundredths: number): number => (hundredths + 0) / 100;

function partRows(tally: Tally, standing: Standing, part: Part, known: Known): ScoreRow[] {
  const groups = tally.model.groups.flatMap((compiled, group) =>
    compiled.group.kind === part
      ? [
          ...(part === "fit" ? fitRows(tally, group, known) : engagementRows(tally, standing, group)),
          ...correctionRow(compiled, standing.groupCorrections[group]!, part),
        ]
      : [],
  );
  const exact = part === "fit" ? standing.fitHundredths : standing.engagementHundredths;
  const difference = standing[part] * 100 - exact;
  if (difference === 0) return groups;
  const detail = `${points(exact).toFixed(2)} to ${standing[part]}`;
  return [
    ...groups,
    { kind: "rounding", label: "Rounded to whole points", points: points(difference), part, detail },
  ];
}

function correctionRow({ group, cap, floor }: CompiledGroup, correction: number, part: Part): ScoreRow[] {
  if (correction === 0) return [];
  const capped = correction < 0;
  return [
    {
      kind: capped ? "cap" : "floor",
      label: capped
        ? `${group.label}: at most ${points(cap)} points`
        : `${group.label}: at least ${points(floor)} points`,
      points: points(correction),
      part,
      groupId: group.id,
    },
  ];
}

// Fit ------------------------------------------------------------------------------------------------------------------

/**
 * Matches, and what is unknown but could bring points: rules that wait for the same fields share one row. What plainly does
 * not match, and an unknown that could only cost points, is left out.
 */
function fitRows(tally: Tally, group: number, known: Known): ScoreRow[] {
  const rows: ScoreRow[] = [];
  const bestOfUnknown = new Map<string, number>();
  for (const part of tally.fit) {
    if (part.rule.group !== group) continue;
    if (part.outcome === true || part.hundredths !== 0) rows.push(fitRow(part, known));
    else if (part.outcome === null && part.rule.match > 0) {
      const names = unknownFields(part, known);
      bestOfUnknown.set(names, Math.max(part.rule.match, bestOfUnknown.get(names) ?? 0));
    }
  }
  for (const [names, best] of bestOfUnknown)
    rows.push({
      kind: "rule",
      label: `Not known: ${names}`,
      points: 0,
      part: "fit",
      groupId: tally.model.groups[group]!.group.id,
      outcome: "unknown",
      detail: `could bring up to ${points(best)}`,
      best: points(best),
    });
  return rows;
}

function fitRow({ rule, outcome, hundredths }: FitTally, { values, currency }: Known): ScoreRow {
  const named = outcome === null ? "unknown" : outcome ? "match" : "no-match";
  const detail = rule.fields
    .filter((field) => isKnown(values.get(field)))
    .map((field) => `${fieldLabel(field)}: ${valueWords(field, values.get(field)!, currency)}`)
    .join(", ");
  return {
    kind: "rule",
    label: named === "no-match" ? `Not: ${rule.rule.label}` : rule.rule.label,
    points: points(hundredths),
    part: "fit",
    ruleId: rule.rule.id,
    groupId: rule.rule.group,
    outcome: named,
    detail: detail === "" ? "not known" : detail,
    ...(rule.rule.profile ? { profile: rule.rule.profile } : {}),
  };
}

/** The fields a rule waits for, in words. */
function unknownFields({ rule }: FitTally, { values }: Known): string {
  const missing = rule.fields.filter((field) => !isKnown(values.get(field)));
  return (missing.length > 0 ? missing : rule.fields).map(fieldLabel).join(", ");
}

const isKnown = (value: Json | undefined): value is Json =>
  value !== undefined && value !== null && value !== "";

// Engagement -----------------------------------------------------------------------------------------------------------

function engagementRows(tally: Tally, standing: Standing, group: number): ScoreRow[] {
  const rows: { position: number; rows: ScoreRow[] }[] = [];
  for (const [index, part] of tally.engagement.entries()) {
    if (part.rule.group !== group) continue;
    const found = part.rule.rule.frequency
      ? frequencyRows(part, standing.day, standing.engagementRules[index]!)
      : activityRows(part, standing.day, standing.engagementRules[index]!);
    rows.push({ position: part.rule.position, rows: found });
  }
  for (const [index, part] of tally.inactivity.entries()) {
    const hundredths = standing.inactivityRules[index]!;
    if (part.rule.group !== group || hundredths === 0) continue;
    const { rule } = part.rule;
    const row: ScoreRow = {
      kind: "inactivity",
      label: rule.label,
      points: points(hundredths),
      part: "engagement",
      ruleId: rule.id,
      groupId: rule.group,
      detail: `${standing.day - part.quietSince} days quiet: ${quietPeriods(part, standing.day)} × −${rule.points}, one for each ${rule.everyDays} days`,
    };
    rows.push({ position: part.rule.position, rows: [row] });
  }
  return rows.sort((a, b) => a.position - b.position).flatMap(({ rows }) => rows);
}

type Evidence = NonNullable<ScoreRow["evidence"]>[number];

/** The rule's row counts every match; what its limit takes away is a row of its own. */
function activityRows(part: EngagementTally, day: number, keptHundredths: number): ScoreRow[] {
  const { rule, hundredths } = part.rule;
  const evidence: Evidence[] = [];
  const left: Evidence[] = [];
  let full = 0;
  for (let index = part.matches.length - 1; index >= 0; index--) {
    const activity = part.matches[index]!;
    const ageDays = day - part.days[index]!;
    const unlimited = decayed(hundredths, rule.decay, ageDays);
    const lost = decayed(part.kept[index]!, rule.decay, ageDays) - unlimited;
    const source = { activityId: activity.id, at: activity.occurredAt, ageDays };
    const how = decayArithmetic(rule.points, rule.decay, ageDays);
    full += unlimited;
    evidence.push({ ...source, points: points(unlimited), how });
    if (part.kept[index] !== hundredths)
      left.push({
        ...source,
        points: points(lost),
        how: `${points(part.kept[index]!)} of ${rule.points} count`,
      });
  }
  const of = { part: "engagement", ruleId: rule.id, groupId: rule.group } as const;
  const count = part.matches.length;
  const row: ScoreRow = {
    kind: "rule",
    label: timesWords(rule.label, count),
    points: points(full),
    ...of,
    evidence,
    detail: `${count === 1 ? evidence[0]!.how : `${count} × ${rule.points}`}${decayWords(rule.decay)}`,
    outcome: "match",
  };
  if (left.length === 0) return [row];
  const limit: ScoreRow = {
    kind: "limit",
    label: `Limit: ${limitWords(rule.limit!)}`,
    points: points(keptHundredths - full),
    ...of,
    evidence: left,
    detail: `${left.length} of ${count} beyond the limit`,
  };
  return [row, limit];
}

function frequencyRows(part: EngagementTally, day: number, hundredths: number): ScoreRow[] {
  const { rule } = part.rule;
  const { atLeast, days, distinctDays } = rule.frequency!;
  const count = countInWindow(part, day);
  if (count === 0) return [];
  const evidence: Evidence[] = [];
  for (let index = part.matches.length - 1; index >= 0 && day - part.days[index]! < days; index--) {
    const { id, occurredAt } = part.matches[index]!;
    const ageDays = day - part.days[index]!;
    evidence.push({ activityId: id, at: occurredAt, points: 0, ageDays, how: ageWords(ageDays) });
  }
  return [
    {
      kind: "rule",
      label: rule.label,
      points: points(hundredths),
      part: "engagement",
      ruleId: rule.id,
      groupId: rule.group,
      evidence,
      detail: `${count} of ${atLeast}${distinctDays ? " different days" : ""} in ${days} days`,
      outcome: count >= atLeast ? "match" : "no-match",
    },
  ];
}

// Total ----------------------------------------------------------------------------------------------------------------

function adjustmentRows(tally: Tally, { day }: Standing): ScoreRow[] {
  return tally.adjustments
    .filter((part) => part.firstDay <= day && day <= part.lastDay)
    .map(({ adjustment }) => ({
      kind: "adjustment",
      label: `Adjusted by hand: ${adjustment.reason}`,
      points: adjustment.points,
      part: "total",
      adjustmentId: adjustment.id,
      ...(adjustment.expiresOn === null ? {} : { detail: `until ${adjustment.expiresOn}` }),
    }));
}

function clampRow(tally: Tally, standing: Standing): ScoreRow[] {
  const sum = standing.fit + standing.engagement + standing.adjustment;
  if (standing.total === sum) return [];
  const { min, max } = tally.model.document.range;
  return [
    {
      kind: "clamp",
      label: sum > max ? `Scores end at ${max}` : `Scores start at ${min}`,
      points: standing.total - sum,
      part: "total",
    },
  ];
}
