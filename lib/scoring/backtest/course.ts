import type { CompiledEngagementRule } from "../compile";
import { Limiter } from "../limit";
import { countInWindow, engagementPoints, heldWithin, inactivityPoints, roundHalfUp } from "../standing";
import type { Run } from "../tally";
import { FATE, type Ground, OUTCOMES, REQUEST_IS_FRESH_DAYS } from "./ground";
import { byKnown, MOMENT, type Moments } from "./moments";
import type { Prepared } from "./prepare";

/** What rules of the model set off by themselves at a moment, in bits: by a new activity, or by one that is still fresh. */
export const SET_OFF = { handRaise: 1, pql: 2, handRaiseBefore: 4, pqlBefore: 8 } as const;

/** How many leads of the real passes a rule matched when the pass opened, and how many reached each outcome. */
export type RuleCount = { ruleId: string; n: Int32Array; reached: Int32Array };

/**
 * The scores of all moments under one model. Lines, bands and the range are not in it: they are only compared with it,
 * so moving them replays nothing.
 */
export type Course = {
  fit: Int32Array;
  engagement: Int32Array;
  /** Of recycled leads the engagement of what they did since; of others 0. */
  fresh: Int32Array;
  setOff: Uint8Array;
  rules: readonly RuleCount[];
};

/** Replays every lead of the ground, event by event, through the evaluator's own arithmetic. */
export function replay(ground: Ground, moments: Moments, prepared: Prepared): Course {
  const { length } = moments.at;
  const course = {
    fit: Int32Array.from(moments.state, (state) => (state < 0 ? prepared.fitAtFirst : prepared.fit[state]!)),
    engagement: new Int32Array(length),
    fresh: new Int32Array(length),
    setOff: new Uint8Array(length),
    rules: ruleCounts(prepared),
  };
  const replayer = new Replayer(ground, moments, prepared, course);
  for (let lead = 0; lead < ground.leads; lead++)
    if (moments.start[lead]! < moments.start[lead + 1]!) replayer.lead(lead);
  return course;
}

const ruleCounts = ({ model }: Prepared): RuleCount[] =>
  [...model.fit, ...model.engagement].map(({ rule }) => ({
    ruleId: rule.id,
    n: new Int32Array(OUTCOMES.length),
    reached: new Int32Array(OUTCOMES.length),
  }));

/** One lead after the other; what it has is used again. */
class Replayer {
  readonly #all: Doings;
  readonly #since: Doings;
  readonly #hasTriggers: boolean;
  /** How many of the lead's activities were asked what they set off, and the latest that did. */
  #noted = 0;
  #handRaise = NOTHING;
  #pql = NOTHING;

  constructor(
    readonly ground: Ground,
    readonly moments: Moments,
    readonly prepared: Prepared,
    readonly course: Course,
  ) {
    this.#all = new Doings(prepared);
    this.#since = new Doings(prepared);
    this.#hasTriggers = prepared.model.engagement.some(({ rule }) => rule.trigger !== undefined);
  }

  lead(lead: number): void {
    const { ground, moments, course } = this;
    const { known } = ground.activities;
    const order = byKnown(ground, lead);
    const isOrderly = moments.orderly[lead] === 1;
    this.#all.reset(ground.createdDay[lead]!);
    this.#forget();
    let next = 0;
    for (let row = moments.start[lead]!; row < moments.start[lead + 1]!; row++) {
      const at = moments.at[row]!;
      const day = moments.day[row]!;
      for (; next < order.length && known[order[next]!]! <= at; next++)
        if (isOrderly) this.#all.add(ground, order[next]!);
      if (!isOrderly) {
        this.#again(lead, row, moments.day[row]!, NEVER, this.#all);
        this.#forget();
      }
      if (this.#hasTriggers) this.#noteTriggers(lead, order, next, row);
      course.engagement[row] = this.#all.engagement(day);
      if (moments.flags[row]! & MOMENT.recycled) {
        this.#again(lead, row, day, moments.since[row]!, this.#since);
        course.fresh[row] = this.#since.engagement(day);
      }
      if (moments.flags[row]! & MOMENT.look) this.#countRules(lead, row);
    }
  }

  #forget(): void {
    this.#noted = 0;
    this.#handRaise = NOTHING;
    this.#pql = NOTHING;
  }

  /** Everything that was known at a moment of what happened up to a day, in the order of occurrence. */
  #again(lead: number, row: number, day: number, since: number, doings: Doings): void {
    const { activities, createdDay } = this.ground;
    const at = this.moments.at[row]!;
    doings.reset(createdDay[lead]!);
    for (let index = activities.start[lead]!; index < activities.start[lead + 1]!; index++)
      if (activities.known[index]! <= at && activities.day[index]! <= day && activities.at[index]! > since)
        doings.add(this.ground, index);
  }

  /** What became known since the last moment, and what is still fresh of what came before. */
  #noteTriggers(lead: number, order: readonly number[], known: number, row: number): void {
    const { activities } = this.ground;
    const at = this.moments.at[row]!;
    const day = this.moments.day[row]!;
    const since = this.moments.since[row]!;
    let bits = 0;
    for (; this.#noted < known; this.#noted++) {
      const index = order[this.#noted]!;
      const isAhead = activities.day[index]! > day;
      // A clock that is ahead: what it sets off is asked of its own day.
      if (isAhead) this.#again(lead, row, activities.day[index]!, NEVER, this.#since);
      const setOff = (isAhead ? this.#since : this.#all).triggersOf(this.ground, index);
      if (setOff === 0) continue;
      const occurred = { at: activities.at[index]!, day: activities.day[index]! };
      if (setOff & SET_OFF.handRaise && occurred.at >= this.#handRaise.at) this.#handRaise = occurred;
      if (setOff & SET_OFF.pql && occurred.at >= this.#pql.at) this.#pql = occurred;
      if (activities.known[index] === at && isFresh(occurred, since, day)) bits |= setOff;
    }
    if (isFresh(this.#handRaise, since, day)) bits |= SET_OFF.handRaiseBefore;
    if (isFresh(this.#pql, since, day)) bits |= SET_OFF.pqlBefore;
    this.course.setOff[row] = bits;
  }

  #countRules(lead: number, row: number): void {
    const { model, fitMatches } = this.prepared;
    const state = this.moments.state[row]!;
    const fate = this.ground.fate[lead]!;
    const count = ({ n, reached }: RuleCount) => {
      for (let outcome = 0; outcome < OUTCOMES.length; outcome++) {
        const isReached = (fate & FATE[OUTCOMES[outcome]!]) !== 0;
        if (!isReached && fate & FATE.open) continue;
        n[outcome]!++;
        if (isReached) reached[outcome]!++;
      }
    };
    const { rules } = this.course;
    for (let index = 0; index < fitMatches.length; index++)
      if (state >= 0 && fitMatches[index]![state]) count(rules[index]!);
    for (const { rule } of this.#all.parts) count(rules[model.fit.length + rule.index]!);
  }
}

const NEVER = Number.NEGATIVE_INFINITY;

type Occurred = { at: number; day: number };

const NOTHING: Occurred = { at: NEVER, day: NEVER };

/** As the gate asks: since the last pass closed, and not too long ago. */
const isFresh = ({ at, day }: Occurred, since: number, today: number): boolean =>
  at > since && today - day <= REQUEST_IS_FRESH_DAYS;

type Part = { rule: CompiledEngagementRule; runs: Run[]; limiter: Limiter | null };

/** What a lead did as far as a model counts it: what `tally` gives, one activity after the other. */
class Doings {
  readonly #prepared: Prepared;
  readonly #partOf: (Part | undefined)[];
  readonly #sums: Float64Array;
  readonly #quietSince: number[];
  parts: Part[] = [];

  constructor(prepared: Prepared) {
    this.#prepared = prepared;
    this.#partOf = new Array(prepared.model.engagement.length).fill(undefined);
    this.#sums = new Float64Array(prepared.model.groups.length);
    this.#quietSince = new Array(prepared.model.inactivity.length).fill(0);
  }

  reset(createdDay: number): void {
    for (const { rule } of this.parts) this.#partOf[rule.index] = undefined;
    this.parts = [];
    this.#quietSince.fill(createdDay);
  }

  /** In the order of occurrence. */
  add({ activities }: Ground, index: number): void {
    const day = activities.day[index]!;
    const shape = activities.shape[index]!;
    const own = this.#prepared.ownDoing[shape]!;
    for (let at = 0; at < own.length; at++) if (own[at]) this.#quietSince[at] = day;
    for (const rule of this.#prepared.rulesOf[shape]!) {
      if (day < rule.firstDay || day > rule.lastDay) continue;
      const part = this.#partOf[rule.index] ?? this.#begin(rule);
      const kept = part.limiter ? part.limiter.take(day) : rule.hundredths;
      const last = part.runs[part.runs.length - 1];
      if (last && last.day === day && last.kept === kept) last.count++;
      else part.runs.push({ day, kept, count: 1 });
    }
  }

  #begin(rule: CompiledEngagementRule): Part {
    const limit = rule.rule.frequency ? undefined : rule.rule.limit;
    const part = { rule, runs: [], limiter: limit ? new Limiter(rule.hundredths, limit) : null };
    this.#partOf[rule.index] = part;
    this.parts.push(part);
    return part;
  }

  /** Rounded engagement at the end of what was added. */
  engagement(day: number): number {
    const { groups, inactivity } = this.#prepared.model;
    const sums = this.#sums.fill(0);
    for (const part of this.parts) sums[part.rule.group]! += engagementPoints(part, day);
    for (let at = 0; at < inactivity.length; at++) {
      const rule = inactivity[at]!;
      sums[rule.group]! += inactivityPoints({ rule, quietSince: this.#quietSince[at]! }, day);
    }
    let hundredths = 0;
    for (let at = 0; at < groups.length; at++)
      if (groups[at]!.group.kind === "engagement") hundredths += heldWithin(groups[at]!, sums[at]!);
    return roundHalfUp(hundredths);
  }

  /** What an activity that was added sets off by itself: as `triggeredBy` has it. */
  triggersOf({ activities, shapes }: Ground, index: number): number {
    const shape = activities.shape[index]!;
    const { initiatedBy } = shapes[shape]!.activity;
    if (initiatedBy === "rep" || initiatedBy === "marketing") return 0;
    const day = activities.day[index]!;
    let bits = 0;
    for (const rule of this.#prepared.rulesOf[shape]!) {
      const { trigger } = rule.rule;
      if (!trigger || day < rule.firstDay || day > rule.lastDay || !this.#isComplete(rule, day)) continue;
      bits |= trigger === "pql" ? SET_OFF.pql : SET_OFF.handRaise;
    }
    return bits;
  }

  #isComplete(rule: CompiledEngagementRule, day: number): boolean {
    const { frequency } = rule.rule;
    if (!frequency) return true;
    const runs = this.#partOf[rule.index]?.runs.filter((run) => run.day <= day) ?? [];
    return countInWindow({ rule, runs }, day) >= frequency.atLeast;
  }
}
