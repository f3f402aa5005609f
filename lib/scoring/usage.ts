import { fieldLabel } from "@/lib/conditions/fields";
import { type Day, dayNumber, dayNumberOf } from "@/lib/shared/day";
import type { Json } from "@/lib/shared/json";
import { compile } from "./compile";
import type { ScoringModelDocument } from "./model";
import type { ScoreSubject } from "./score";
import { standingOn } from "./standing";
import { activityField, attributesOn, type EngagementTally, tally } from "./tally";

// How the rules of a model meet real leads: which never or always match, and which ask about what nobody knows.

export const USAGE_DAYS = 90;

/** A rule's meetings with the leads: how often it could have matched, and did. */
type Meeting = { asked: number; matched: number };

/** How many of those asked about a field had a value in it. */
type Filled = { asked: number; known: number };

export type Usage = {
  leads: number;
  /** By rule: leads for a fit or inactivity rule, leads that did anything in the last 90 days for an engagement rule. */
  rules: ReadonlyMap<string, Meeting>;
  /** By field of the lead or its company. */
  fields: ReadonlyMap<string, Filled>;
  /** By field of an activity: those of the last 90 days that a rule looks at by it. */
  activityFields: ReadonlyMap<string, Filled>;
  /** By group: the mean of what it gives, cap and floor applied. */
  groups: ReadonlyMap<string, number>;
};

/** Counts over some leads what the model's rules meet, on a day. */
export function usageOf(
  subjects: readonly ScoreSubject[],
  document: ScoringModelDocument,
  on: Day,
  zone: string,
): Usage {
  const model = compile(document);
  const rules = new Map<string, Meeting>(document.rules.map(({ id }) => [id, { asked: 0, matched: 0 }]));
  const fields = new Map<string, Filled>();
  const activityFields = new Map<string, Filled>();
  const groups = new Map<string, number>(document.groups.map(({ id }) => [id, 0]));
  const meet = (ruleId: string, matched: boolean) => {
    const meeting = rules.get(ruleId)!;
    meeting.asked++;
    if (matched) meeting.matched++;
  };
  const fill = (among: Map<string, Filled>, field: string, value: Json | undefined) => {
    const filled = among.get(field) ?? { asked: 0, known: 0 };
    among.set(field, filled);
    filled.asked++;
    if (value !== undefined && value !== null && value !== "") filled.known++;
  };
  const fitFields = new Set(model.fit.flatMap((rule) => rule.fields));
  const oldest = dayNumber(on) - USAGE_DAYS + 1;
  for (const subject of subjects) {
    const counted = tally(subject, model, on, zone);
    const standing = standingOn(counted, counted.day);
    for (const { rule, outcome } of counted.fit) meet(rule.rule.id, outcome === true);
    for (const [index, { rule }] of counted.inactivity.entries())
      meet(rule.rule.id, standing.inactivityRules[index] !== 0);
    const values = attributesOn(subject, on, zone);
    for (const field of fitFields) fill(fields, field, values.get(field));
    for (const [index, { group }] of model.groups.entries())
      groups.set(group.id, groups.get(group.id)! + standing.groups[index]! / 100);
    const recent = subject.activities.filter((activity) => {
      const day = dayNumberOf(activity.occurredAt, zone);
      return day >= oldest && day <= counted.day;
    });
    if (recent.length === 0) continue;
    for (const activity of recent)
      for (const rule of model.byType.get(activity.type) ?? [])
        for (const field of rule.fields) fill(activityFields, field, activityField(activity, field));
    const fired = new Set(
      counted.engagement.flatMap((part) => (hasFired(part, oldest) ? part.rule.rule.id : [])),
    );
    for (const { rule } of model.engagement) meet(rule.id, fired.has(rule.id));
  }
  for (const [id, sum] of groups) groups.set(id, subjects.length === 0 ? 0 : sum / subjects.length);
  return { leads: subjects.length, rules, fields, activityFields, groups };
}

/** Whether a rule gave points by what happened from a day on: by a match, or by its frequency on any of the days since. */
function hasFired({ rule, days }: Pick<EngagementTally, "rule" | "days">, oldest: number): boolean {
  const { frequency } = rule.rule;
  if (!frequency) return days.some((day) => day >= oldest);
  const holds = (on: number) => {
    const within = days.filter((day) => day > on - frequency.days && day <= on);
    return (frequency.distinctDays ? new Set(within).size : within.length) >= frequency.atLeast;
  };
  // Between two matches it can only cease to hold.
  return [oldest, ...days.filter((day) => day > oldest)].some(holds);
}

export type UsageFinding = {
  level: "warning";
  code: "never-fires" | "always-fires" | "empty-field";
  ruleId: string;
  message: string;
};

/** Fewer leads say nothing about a rule. */
const LEAST_ASKED = 30;
/** A field that fewer have makes a rule about it a lottery. */
const FEW = 0.02;

/** What the counts say against rules. `all` is how many leads there are: when those counted are a sample, it says so. */
export function usageFindings(usage: Usage, document: ScoringModelDocument, all: number): UsageFinding[] {
  const found: UsageFinding[] = [];
  const isSample = usage.leads < all;
  const name = (count: number, active: boolean) =>
    `${isSample ? `a sample of ${number(count)}` : `${number(count)}`} leads${active ? ` that did something in the last ${USAGE_DAYS} days` : ""}`;
  for (const rule of document.rules) {
    const { asked, matched } = usage.rules.get(rule.id) ?? { asked: 0, matched: 0 };
    const add = (code: UsageFinding["code"], message: string) =>
      found.push({ level: "warning", code, ruleId: rule.id, message });
    const empty = emptyField(rule.id, usage, document);
    if (empty) add("empty-field", empty);
    if (asked < LEAST_ASKED) continue;
    const active = rule.kind === "engagement";
    if (matched === 0 && !empty)
      add(
        "never-fires",
        `“${rule.label}” matched none of ${name(asked, active)}${isSample ? `: at most about ${perThousand(asked)} in 1,000 do` : ""}.`,
      );
    if (matched === asked)
      add(
        "always-fires",
        `“${rule.label}” matched every one of ${name(asked, active)}: it tells nobody apart${isSample ? "" : ", and could be left out"}.`,
      );
  }
  return found;
}

function emptyField(ruleId: string, usage: Usage, document: ScoringModelDocument): string | null {
  const model = compile(document);
  const rule = [...model.fit, ...model.engagement].find((compiled) => compiled.rule.id === ruleId);
  if (!rule) return null;
  const ofActivities = rule.rule.kind === "engagement";
  const fields = ofActivities ? usage.activityFields : usage.fields;
  const asks = rule.fields.flatMap((field) => {
    const filled = fields.get(field);
    return filled ? [{ field, ...filled }] : [];
  });
  // A rule of several fields works as long as one of them is known.
  const best = asks.toSorted((a, b) => b.known / b.asked - a.known / a.asked)[0];
  if (!best || best.asked < LEAST_ASKED || best.known / best.asked >= FEW) return null;
  const of = ofActivities ? "activities it looks at" : "leads";
  const names = asks.map(({ field }) => fieldLabel(field)).join(" or ");
  return best.known === 0
    ? `“${rule.rule.label}” asks about ${names}, which none of ${number(best.asked)} ${of} has.`
    : `“${rule.rule.label}” asks about ${names}, which only ${number(best.known)} of ${number(best.asked)} ${of} have.`;
}

/** The 95 % upper bound when none of n was found: the rule of three. */
const perThousand = (n: number): number => Math.max(1, Math.ceil(3000 / n));

const number = (value: number): string => value.toLocaleString("en");
