import { ok, type Result, refuse } from "@/lib/shared/result";
import { isMilestone, MILESTONES, type Milestone, type Stage } from "./stages";
import type { TransitionKind } from "./transitions";

// What another system tells of a lead's past, turned into the transitions and the pass that say the same here.

/** A time as told: to the instant, or to the day (then its first instant). */
export type ToldTime = { at: Date; dateOnly: boolean };

type CloseStage = "recycled" | "disqualified";

export type ToldHistory = {
  times: { readonly [stage in Milestone | CloseStage]?: ToldTime };
  /** A stage told without the time it was reached. */
  stage: Stage | null;
  /** Code of the reason for a recycling or disqualification. */
  reason: string | null;
};

/** Where a lead stands when it is not new. */
export type StandingHistory = {
  stage: Stage;
  seq: number;
  /** The open pass, else the last closed one. */
  pass: StandingPass | null;
};

export type StandingPass = {
  id: string;
  number: number;
  times: { readonly [stage in Milestone]: Date | null };
  closedAt: Date | null;
  closeKind: "customer" | "recycled" | "disqualified" | "merged" | null;
};

type PlannedTransition = {
  seq: number;
  from: Stage | null;
  to: Stage;
  kind: TransitionKind;
  at: Date;
  /** Nobody told this time: it is the next known one. */
  imputed: boolean;
  outOfOrder: boolean;
  reason: string | null;
};

type PlannedPass = {
  /** The standing pass that goes on; null: a new one. */
  id: string | null;
  number: number;
  /** The milestones this plan adds. */
  times: { readonly [stage in Milestone]?: Date };
  closedAt: Date | null;
  closeKind: "customer" | CloseStage | null;
  closedFrom: Milestone | null;
  closeReason: string | null;
  /** Added milestones (and a close) that nobody told. */
  imputed: readonly Stage[];
  /** Added milestones (and a close) known to the day only. */
  dateOnly: readonly Stage[];
  outOfOrder: boolean;
};

export type HistoryPlan = {
  /** Continue the lead's history; the first of a new lead is its creation. */
  transitions: readonly PlannedTransition[];
  pass: PlannedPass | null;
  /** Told stages that the lead's own history contradicts: it stands as it is. */
  kept: readonly (Milestone | CloseStage)[];
};

export type HistoryRefusal = "won_and_closed";

const isClose = (stage: Stage | null): stage is CloseStage =>
  stage === "recycled" || stage === "disqualified";

/**
 * Plans the history of one lead: only forward, along the legal edges. A skipped stage takes the next known time, a stage
 * told without any time takes `now`, both marked imputed. Times stay as told, also out of order, which is flagged. What
 * already stands never changes; a closed pass goes on only as a new pass, and only when a told time is later than its close.
 */
export function planHistory(
  told: ToldHistory,
  standing: StandingHistory | null,
  capturedAt: Date | null,
  now: Date,
): Result<HistoryPlan, HistoryRefusal> {
  const close = closeOf(told);
  if (close !== null && (told.times.customer || told.stage === "customer")) return refuse("won_and_closed");

  const draft = new Draft(standing, now);
  if (standing === null) draft.create(capturedAt ?? earliest(told) ?? now);
  else if (standing.stage === "customer")
    return ok({ ...draft.plan(), kept: contradictions(told, standing.pass) });

  const fresh = newerThanClose(told, standing?.pass ?? null);
  const target = furthest(fresh);
  const open = draft.openIndex();
  if (target > open) draft.walk(fresh, target, close && fresh.times[close]);
  if (close !== null && mayClose(fresh, close, standing))
    draft.close(close, fresh.times[close] ?? null, told.reason);
  return ok({ ...draft.plan(), kept: contradictions(told, standing?.pass ?? null) });
}

/** The closing stage that is told: by the stage itself, else by the later of the told times. */
function closeOf({ stage, times }: ToldHistory): CloseStage | null {
  if (isClose(stage)) return stage;
  const { recycled, disqualified } = times;
  if (recycled && disqualified) return recycled.at > disqualified.at ? "recycled" : "disqualified";
  return recycled ? "recycled" : disqualified ? "disqualified" : null;
}

function earliest({ times }: ToldHistory): Date | null {
  const all = Object.values(times).map((time) => time.at.getTime());
  return all.length === 0 ? null : new Date(Math.min(...all));
}

/** What is told beyond the last closed pass: times up to its close are that pass's own; a bare stage reopens nothing. */
function newerThanClose(told: ToldHistory, pass: StandingPass | null): ToldHistory {
  if (!pass?.closedAt) return told;
  const closedAt = pass.closedAt;
  const times = Object.fromEntries(Object.entries(told.times).filter(([, time]) => time.at > closedAt));
  return { times, stage: null, reason: told.reason };
}

function furthest({ times, stage }: ToldHistory): number {
  const told = MILESTONES.findLastIndex((milestone) => times[milestone]);
  return Math.max(told, stage !== null && isMilestone(stage) ? MILESTONES.indexOf(stage) : -1);
}

/** A lead whose pass is closed closes again only by a time of its own that is later, or out of a new pass. */
function mayClose(fresh: ToldHistory, close: CloseStage, standing: StandingHistory | null): boolean {
  if (standing === null) return true;
  if (standing.stage === close) return furthest(fresh) >= 0;
  if (standing.stage === "disqualified") return furthest(fresh) >= 0;
  return standing.pass?.closedAt ? fresh.times[close] !== undefined : true;
}

function contradictions(told: ToldHistory, pass: StandingPass | null): (Milestone | CloseStage)[] {
  if (pass === null) return [];
  return MILESTONES.filter((milestone) => {
    const time = told.times[milestone]?.at;
    const stands = pass.times[milestone];
    const ofThisPass = time && (!pass.closedAt || time <= pass.closedAt);
    return ofThisPass && (stands ? stands.getTime() !== time.getTime() : pass.closedAt !== null);
  });
}

/** The plan while it grows: knows the stage it has come to and the latest time of the pass so far. */
class Draft {
  readonly #transitions: PlannedTransition[] = [];
  readonly #now: Date;
  readonly #standingPass: StandingPass | null;
  #stage: Stage | null;
  #seq: number;
  #latest = Number.NEGATIVE_INFINITY;
  #pass: PlannedPass | null = null;

  constructor(standing: StandingHistory | null, now: Date) {
    this.#now = now;
    this.#stage = standing?.stage ?? null;
    this.#seq = standing?.seq ?? 0;
    this.#standingPass = standing?.pass ?? null;
    const pass = this.#standingPass;
    if (pass && !pass.closedAt)
      for (const time of Object.values(pass.times))
        if (time) this.#latest = Math.max(this.#latest, time.getTime());
  }

  /** Index of the milestone the lead is in; −1 outside an open pass. */
  openIndex(): number {
    return this.#stage !== null && isMilestone(this.#stage) ? MILESTONES.indexOf(this.#stage) : -1;
  }

  create(at: Date): void {
    this.#move("lead", "create", at, { imputed: false, reason: null });
  }

  /** Through every milestone up to the target; what is skipped takes the next known time. */
  walk(told: ToldHistory, target: number, closing: ToldTime | null | undefined): void {
    const steps = MILESTONES.slice(this.openIndex() + 1, target + 1);
    const timeOf = (index: number) =>
      steps
        .slice(index)
        .map((step) => told.times[step])
        .find((time) => time) ??
      closing ??
      null;
    if (this.#stage === "disqualified")
      this.#move("lead", "import", timeOf(0)?.at ?? this.#now, { imputed: true, reason: null });
    for (const [index, step] of steps.entries()) {
      const own = told.times[step];
      const at = own?.at ?? timeOf(index)?.at ?? this.#now;
      const before = this.#stage;
      const outOfOrder = this.#move(step, "import", at, { imputed: !own, reason: null });
      this.#mark(step, {
        imputed: !own,
        dateOnly: own?.dateOnly ?? timeOf(index)?.dateOnly ?? false,
        outOfOrder,
      });
      this.#pass = { ...this.#pass!, times: { ...this.#pass!.times, [step]: at } };
      if (step === "customer") this.#closePass("customer", at, before as Milestone, null);
    }
  }

  close(to: CloseStage, time: ToldTime | null, reason: string | null): void {
    const from = this.#stage!;
    if (from === to) return;
    const at = time?.at ?? this.#now;
    if (from === "disqualified") this.#move("lead", "import", at, { imputed: true, reason: null });
    const outOfOrder = this.#move(to, "import", at, { imputed: time === null, reason });
    if (!isMilestone(from)) return;
    this.#mark(to, { imputed: time === null, dateOnly: time?.dateOnly ?? false, outOfOrder });
    this.#closePass(to, at, from, reason);
  }

  plan(): { transitions: readonly PlannedTransition[]; pass: PlannedPass | null } {
    return { transitions: this.#transitions, pass: this.#pass };
  }

  #move(to: Stage, kind: TransitionKind, at: Date, by: { imputed: boolean; reason: string | null }): boolean {
    const inPass = this.openIndex() >= 0;
    const outOfOrder = inPass && at.getTime() < this.#latest;
    this.#seq += 1;
    this.#transitions.push({ seq: this.#seq, from: this.#stage, to, kind, at, outOfOrder, ...by });
    this.#latest = inPass ? Math.max(this.#latest, at.getTime()) : at.getTime();
    this.#stage = to;
    return outOfOrder;
  }

  #mark(stage: Stage, marks: { imputed: boolean; dateOnly: boolean; outOfOrder: boolean }): void {
    const pass = this.#pass ?? this.#firstPass();
    this.#pass = {
      ...pass,
      imputed: marks.imputed ? [...pass.imputed, stage] : pass.imputed,
      dateOnly: marks.dateOnly ? [...pass.dateOnly, stage] : pass.dateOnly,
      outOfOrder: pass.outOfOrder || marks.outOfOrder,
    };
  }

  #firstPass(): PlannedPass {
    const standing = this.#standingPass;
    const goesOn = standing !== null && standing.closedAt === null;
    return {
      id: goesOn ? standing.id : null,
      number: goesOn ? standing.number : (standing?.number ?? 0) + 1,
      times: {},
      closedAt: null,
      closeKind: null,
      closedFrom: null,
      closeReason: null,
      imputed: [],
      dateOnly: [],
      outOfOrder: false,
    };
  }

  #closePass(kind: "customer" | CloseStage, at: Date, from: Milestone, reason: string | null): void {
    this.#pass = { ...this.#pass!, closedAt: at, closeKind: kind, closedFrom: from, closeReason: reason };
  }
}
