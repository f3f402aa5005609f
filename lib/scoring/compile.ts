import { fieldsOf } from "@/lib/conditions/condition";
import { prepare, type Question } from "@/lib/conditions/evaluate";
import { dayNumber } from "@/lib/shared/day";
import { decayed } from "./decay";
import type { EngagementRule, FitRule, InactivityRule, RuleGroup, ScoringModelDocument } from "./model";

// A document turned into what the evaluator walks: questions prepared, points in hundredths, rules by activity type.

export type CompiledFitRule = {
  rule: FitRule;
  position: number;
  group: number;
  asks: Question;
  fields: readonly string[];
  match: number;
  noMatch: number;
  unknown: number;
};

export type CompiledEngagementRule = {
  rule: EngagementRule;
  position: number;
  /** Its place among the engagement rules. */
  index: number;
  group: number;
  asks: Question | null;
  fields: readonly string[];
  hundredths: number;
  /** What one match without a limit is worth at each of the first ages: asked for every activity of every lead. */
  worthAtAge: readonly number[];
  firstDay: number;
  lastDay: number;
};

export type CompiledInactivityRule = {
  rule: InactivityRule;
  position: number;
  group: number;
  hundredths: number;
  except: ReadonlySet<string>;
};

export type CompiledGroup = { group: RuleGroup; cap: number; floor: number };

export type CompiledModel = {
  document: ScoringModelDocument;
  groups: readonly CompiledGroup[];
  fit: readonly CompiledFitRule[];
  engagement: readonly CompiledEngagementRule[];
  inactivity: readonly CompiledInactivityRule[];
  byType: ReadonlyMap<string, readonly CompiledEngagementRule[]>;
};

const AGES_AHEAD = 400;

const toHundredths = (points: number): number => Math.round(points * 100);

const compiled = new WeakMap<ScoringModelDocument, CompiledModel>();

/** The prepared form of a document, made once per document object: documents are never changed in place. */
export function compile(document: ScoringModelDocument): CompiledModel {
  let model = compiled.get(document);
  if (!model) {
    model = build(document);
    compiled.set(document, model);
  }
  return model;
}

function build(document: ScoringModelDocument): CompiledModel {
  const groupIndex = new Map(document.groups.map((group, index) => [group.id, index]));
  const model = {
    document,
    groups: document.groups.map((group) => ({
      group,
      cap: group.cap === undefined ? Number.POSITIVE_INFINITY : toHundredths(group.cap),
      floor: group.floor === undefined ? Number.NEGATIVE_INFINITY : toHundredths(group.floor),
    })),
    fit: [] as CompiledFitRule[],
    engagement: [] as CompiledEngagementRule[],
    inactivity: [] as CompiledInactivityRule[],
    byType: new Map<string, CompiledEngagementRule[]>(),
  };
  for (const [position, rule] of document.rules.entries()) {
    const group = groupIndex.get(rule.group);
    if (group === undefined) throw new RangeError(`rule ${rule.id} names the unknown group ${rule.group}`);
    const place = { position, group };
    if (rule.kind === "fit") {
      model.fit.push({
        ...place,
        rule,
        asks: prepare(rule.when, document.lists),
        fields: fieldsOf(rule.when),
        match: toHundredths(rule.points),
        noMatch: toHundredths(rule.otherwise ?? 0),
        unknown: toHundredths(rule.unknown ?? 0),
      });
    } else if (rule.kind === "inactivity") {
      model.inactivity.push({
        ...place,
        rule,
        hundredths: -toHundredths(rule.points),
        except: new Set(rule.except),
      });
    } else {
      const hundredths = toHundredths(rule.points);
      const entry = {
        ...place,
        index: model.engagement.length,
        rule,
        asks: rule.activity.where ? prepare(rule.activity.where, document.lists) : null,
        fields: rule.activity.where ? fieldsOf(rule.activity.where) : [],
        hundredths,
        worthAtAge: Array.from({ length: AGES_AHEAD }, (_, age) => decayed(hundredths, rule.decay, age)),
        firstDay: rule.startsOn ? dayNumber(rule.startsOn) : Number.NEGATIVE_INFINITY,
        lastDay: rule.endsOn ? dayNumber(rule.endsOn) : Number.POSITIVE_INFINITY,
      };
      model.engagement.push(entry);
      for (const type of new Set(rule.activity.types)) {
        const rules = model.byType.get(type);
        if (rules) rules.push(entry);
        else model.byType.set(type, [entry]);
      }
    }
  }
  return model;
}
