import type { Truth } from "@/lib/conditions/condition";
import type { Facts } from "@/lib/conditions/evaluate";
import { PROPERTY_PREFIX } from "@/lib/conditions/fields";
import { type Day, dayNumber, dayNumberOf, endOfDay } from "@/lib/shared/day";
import type { Json } from "@/lib/shared/json";
import type {
  CompiledEngagementRule,
  CompiledFitRule,
  CompiledInactivityRule,
  CompiledModel,
} from "./compile";
import { limited } from "./limit";
import type { Adjustment, ScoredActivity, ScoreSubject } from "./score";

// Everything of a subject that a model counts by the end of a day. What it is worth on that day, or will be on a later
// one when nothing happens, is then arithmetic on day numbers (standing.ts).

export type FitTally = { rule: CompiledFitRule; outcome: Truth; hundredths: number };

export type EngagementTally = {
  rule: CompiledEngagementRule;
  /** In order of occurrence; the three lists run in step. */
  matches: readonly ScoredActivity[];
  days: readonly number[];
  /** Hundredths that the limit leaves, undecayed. */
  kept: readonly number[];
  /** The same, with equal neighbours counted together. */
  runs: readonly Run[];
};

export type Run = { day: number; kept: number; count: number };

export type InactivityTally = { rule: CompiledInactivityRule; quietSince: number };

type AdjustmentTally = { adjustment: Adjustment; firstDay: number; lastDay: number };

export type Tally = {
  model: CompiledModel;
  day: number;
  fit: readonly FitTally[];
  /** The same on every day: what each fit rule gives, and what they give each group, in hundredths. */
  fitRules: readonly number[];
  fitSums: readonly number[];
  /** Only rules with a match, in the order of the model. */
  engagement: readonly EngagementTally[];
  inactivity: readonly InactivityTally[];
  adjustments: readonly AdjustmentTally[];
};

/** Counts what was known of the subject by the end of the day in the zone. */
export function tally(subject: ScoreSubject, model: CompiledModel, on: Day, zone: string): Tally {
  const day = dayNumber(on);
  const { engagement, quietSince } = engagementOf(subject, model, day, zone);
  const fit = fitOf(subject, model, on, zone);
  const fitSums = new Array<number>(model.groups.length).fill(0);
  for (const { rule, hundredths } of fit) fitSums[rule.group]! += hundredths;
  return {
    model,
    day,
    fit,
    fitRules: fit.map(({ hundredths }) => hundredths),
    fitSums,
    engagement,
    inactivity: model.inactivity.map((rule, index) => ({ rule, quietSince: quietSince[index]! })),
    adjustments: subject.adjustments.map((adjustment) => ({
      adjustment,
      firstDay: dayNumber(adjustment.startsOn),
      lastDay: adjustment.expiresOn === null ? Number.POSITIVE_INFINITY : dayNumber(adjustment.expiresOn),
    })),
  };
}

function fitOf(subject: ScoreSubject, model: CompiledModel, on: Day, zone: string): FitTally[] {
  if (model.fit.length === 0) return [];
  const facts = factsIn(attributesOn(subject, on, zone));
  return model.fit.map((rule) => {
    const outcome = rule.asks(facts);
    const hundredths = outcome === null ? rule.unknown : outcome ? rule.match : rule.noMatch;
    return { rule, outcome, hundredths };
  });
}

function factsIn(values: ReadonlyMap<string, Json>): Facts {
  return (field) => values.get(field);
}

/** The values of the subject's attributes at the end of a day. */
export function attributesOn(subject: ScoreSubject, on: Day, zone: string): Map<string, Json> {
  const end = endOf(on, zone);
  const values = new Map<string, Json>();
  for (const { field, value, at } of subject.attributes) if (at.getTime() <= end) values.set(field, value);
  return values;
}

const lastEnd = { on: "", zone: "", at: 0 };

/** The end of a day, remembered because a run over many leads asks for one day again and again. */
function endOf(on: Day, zone: string): number {
  if (lastEnd.on !== on || lastEnd.zone !== zone)
    Object.assign(lastEnd, { on, zone, at: endOfDay(on, zone).getTime() });
  return lastEnd.at;
}

type Found = { rule: CompiledEngagementRule; matches: ScoredActivity[]; days: number[] };

function engagementOf(subject: ScoreSubject, model: CompiledModel, day: number, zone: string) {
  const quietSince = new Array<number>(model.inactivity.length).fill(dayNumberOf(subject.createdAt, zone));
  const foundBy = new Array<Found | undefined>(model.engagement.length).fill(undefined);
  for (const activity of inOrder(subject.activities)) {
    const activityDay = dayNumberOf(activity.occurredAt, zone);
    if (activityDay > day) break;
    noteOwnDoing(activity, activityDay, model, quietSince);
    const rules = model.byType.get(activity.type);
    if (!rules) continue;
    for (const rule of rules) {
      if (activityDay < rule.firstDay || activityDay > rule.lastDay || !counts(activity, rule)) continue;
      const found = foundBy[rule.index];
      if (found) {
        found.matches.push(activity);
        found.days.push(activityDay);
      } else foundBy[rule.index] = { rule, matches: [activity], days: [activityDay] };
    }
  }
  const engagement: EngagementTally[] = [];
  for (const found of foundBy) if (found) engagement.push(engagementTally(found));
  return { engagement, quietSince };
}

function noteOwnDoing(
  activity: ScoredActivity,
  activityDay: number,
  { inactivity }: CompiledModel,
  quietSince: number[],
): void {
  for (let index = 0; index < inactivity.length; index++)
    if (isOwnDoing(activity, inactivity[index]!)) quietSince[index] = activityDay;
}

function engagementTally({ rule, matches, days }: Found): EngagementTally {
  const limit = rule.rule.frequency ? undefined : rule.rule.limit;
  const kept = limit
    ? limited(days, rule.hundredths, limit)
    : new Array<number>(days.length).fill(rule.hundredths);
  return { rule, matches, days, kept, runs: runsOf(days, kept) };
}

/** Whether an activity matches a rule's condition. Suspect activities (bots, prefetch) never count. */
export function counts(activity: ScoredActivity, rule: CompiledEngagementRule): boolean {
  if (activity.trust === "suspect") return false;
  if (rule.asks === null) return true;
  asked = activity;
  return rule.asks(factOfAsked) === true;
}

/** The activity that is asked about: one function answers for all of them, since millions are asked. */
let asked: ScoredActivity;
const factOfAsked: Facts = (field) => activityField(asked, field);

/** The keys of properties by the fields that ask for them; few, as the rules of models are. */
const keys = new Map<string, string>();
const MOST_KEYS = 1_000;

/** The key of a field "property.<key>"; empty for another field. */
function propertyKey(field: string): string {
  let key = keys.get(field);
  if (key === undefined) {
    key = field.startsWith(PROPERTY_PREFIX) ? field.slice(PROPERTY_PREFIX.length) : "";
    if (keys.size >= MOST_KEYS) keys.clear();
    keys.set(field, key);
  }
  return key;
}

/** What a condition finds of an activity under a field's name. */
export function activityField(activity: ScoredActivity, field: string): Json | undefined {
  switch (field) {
    case "type":
    case "channel":
    case "campaign":
    case "initiatedBy":
    case "trust":
      return activity[field];
    default: {
      const key = propertyKey(field);
      return key === "" ? undefined : activity.properties[key];
    }
  }
}

/** Whether the lead itself did it, as an inactivity rule counts. */
export const isOwnDoing = (activity: ScoredActivity, rule: CompiledInactivityRule): boolean =>
  activity.trust === "human" &&
  (activity.initiatedBy === null || activity.initiatedBy === "lead") &&
  !rule.except.has(activity.type);

const isBefore = (a: ScoredActivity, b: ScoredActivity): boolean => {
  const difference = a.occurredAt.getTime() - b.occurredAt.getTime();
  return difference < 0 || (difference === 0 && a.id < b.id);
};

/** Where an activity belongs among others that are in order: nearly always last. */
export function placeAmong(activities: readonly ScoredActivity[], activity: ScoredActivity): number {
  let place = activities.length;
  while (place > 0 && isBefore(activity, activities[place - 1]!)) place--;
  return place;
}

/** By occurrence, then id; sorted only when the caller did not. */
function inOrder(activities: readonly ScoredActivity[]): readonly ScoredActivity[] {
  for (let index = 1; index < activities.length; index++)
    if (isBefore(activities[index]!, activities[index - 1]!))
      return [...activities].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return activities;
}

function runsOf(days: readonly number[], kept: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (let index = 0; index < days.length; index++) {
    const day = days[index]!;
    const last = runs[runs.length - 1];
    if (last && last.day === day && last.kept === kept[index]) last.count++;
    else runs.push({ day, kept: kept[index]!, count: 1 });
  }
  return runs;
}
