import "server-only";
import type { Filters, Grouping } from "@/lib/funnel/dimensions";
import { type Basis, type KpiName, SPEED_LEGS, STAY_STAGES, VOLUME_STAGES } from "@/lib/funnel/kpis";
import {
  ask,
  type Frame,
  type Period,
  type PeriodOrigin,
  previousPeriod,
  type Question,
} from "@/lib/funnel/question";
import type { Choices, FunnelView, RowsView } from "@/lib/funnel/view";
import type { Db } from "@/lib/platform/db/client";
import type { Page } from "@/lib/shared/page";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { refuseStrangers } from "./access";
import { choices } from "./choices";
import { factsOf } from "./facts";
import { type Answer, answer } from "./figures";
import { labelsOf } from "./labels";
import { type Horizons, horizonsOf, periodFor } from "./periods";
import { type Row, rowsOf } from "./rows";

// What each part of the funnel screen asks. One statement each, so that parts can arrive on their own.

/** What all numbers of the screen share. */
export type Scope = Frame & { basis: Basis; period: Period; filters: Filters; horizons: Horizons };

/** Without their times, the rates of a part cost less: see Question. */
type Asking = Scope & { timed?: boolean };

type More = Partial<
  Pick<Question, "groupBy" | "part" | "period" | "basis" | "volumeStage" | "stayStage" | "speedLeg">
>;

const asking =
  ({ horizons, ...scope }: Asking) =>
  (name: KpiName, more: More = {}): Question =>
    ask({ ...scope, kpi: name, horizonDays: horizons[name] ?? null, ...more });

const TILES = [
  "volume",
  "mql-to-sal",
  "mql-to-sql",
  "mql-to-customer",
  "acceptance",
  "recycle",
  "speed-to-lead",
  "sla-answer",
] as const satisfies readonly KpiName[];

/** A tile's number with the same one of the period before, and what stands beside it. */
export type Tile = { now: Answer; before: Answer };

/** The eight numbers on top, each with the previous period's, and coverage for the acceptance tile. */
export async function tiles(
  db: Db,
  viewer: Viewer,
  scope: Scope,
): Promise<{ tiles: Tile[]; coverage: Answer }> {
  const put = asking({ ...scope, timed: false });
  const before = { period: previousPeriod(scope.period) };
  const answers = await answer(db, viewer, [
    put("coverage"),
    ...TILES.map((name) => put(name)),
    ...TILES.map((name) => put(name, before)),
  ]);
  const [coverage, ...figures] = answers;
  return {
    coverage: coverage!,
    tiles: TILES.map((_, index) => ({ now: figures[index]!, before: figures[index + TILES.length]! })),
  };
}

const BAR_STAGES = ["mql", "handed", "sal", "sql", "opportunity", "customer"] as const;
export type BarStage = (typeof BAR_STAGES)[number];

/** The conversion that stands above each bar but the first. */
const CONVERSION: Record<Exclude<BarStage, "mql">, KpiName> = {
  handed: "mql-to-handoff",
  sal: "mql-to-sal",
  sql: "sal-to-sql",
  opportunity: "sql-to-opportunity",
  customer: "opportunity-to-customer",
};

export type FunnelStage = {
  stage: BarStage;
  /** Passes that reached it, by first and later passes. */
  volume: Answer;
  /** How many came here, and in what time; null for the first. */
  conversion: Answer | null;
  /** Passes that closed out of this stage, by reason. */
  lost: { recycled: Answer; disqualified: Answer } | null;
};

/** The funnel itself: what reached each stage, how, and what was lost there and why. */
export async function stages(
  db: Db,
  viewer: Viewer,
  scope: Scope,
): Promise<{ stages: FunnelStage[]; reasonLabels: Map<string | null, string> }> {
  const put = asking(scope);
  const leaving = STAY_STAGES.flatMap((left) =>
    (["recycled", "disqualified"] as const).map((volumeStage) =>
      put("volume", { volumeStage, part: { left }, groupBy: "reason" }),
    ),
  );
  const conversions = BAR_STAGES.slice(1).map((stage) => put(CONVERSION[stage as keyof typeof CONVERSION]));
  const volumes = BAR_STAGES.map((volumeStage) => put("volume", { volumeStage, groupBy: "pass" }));
  const answers = await answer(db, viewer, [...volumes, ...conversions, ...leaving]);
  const lost = answers.slice(volumes.length + conversions.length);
  const reasons = lost.flatMap(({ parts }) => parts.map(({ key }) => key));
  return {
    reasonLabels: await labelsOf(db, "reason", [...new Set(reasons)]),
    stages: BAR_STAGES.map((stage, index) => {
      const left = (STAY_STAGES as readonly BarStage[]).indexOf(stage);
      return {
        stage,
        volume: answers[index]!,
        conversion: index === 0 ? null : answers[volumes.length + index - 1]!,
        lost: left < 0 ? null : { recycled: lost[left * 2]!, disqualified: lost[left * 2 + 1]! },
      };
    }),
  };
}

const COHORT_COLUMNS = [
  "volume",
  "mql-to-handoff",
  "mql-to-sal",
  "mql-to-sql",
  "mql-to-customer",
] as const satisfies readonly KpiName[];

/** Numbers side by side, in the order of their columns, with the parts by one grouping and the names of its keys. */
export type Comparison = { grouping: Grouping; columns: Answer[]; labels: Map<string | null, string> };

async function compare(
  db: Db,
  viewer: Viewer,
  questions: readonly Question[],
  grouping: Grouping,
): Promise<Comparison> {
  const columns = await answer(db, viewer, questions);
  const keys = new Set(columns.flatMap(({ parts }) => parts.map(({ key }) => key)));
  return { grouping, columns, labels: await labelsOf(db, grouping, [...keys]) };
}

/** A column of a table: of its rates only the last tells the time. */
const column = (scope: Scope, name: KpiName, groupBy: Grouping): Question =>
  asking({ ...scope, timed: name === "mql-to-customer" })(name, { groupBy });

/** Each cohort's way through the funnel. */
export const cohorts = (db: Db, viewer: Viewer, scope: Scope, step: "month" | "week"): Promise<Comparison> =>
  compare(
    db,
    viewer,
    COHORT_COLUMNS.map((name) => column(scope, name, step)),
    step,
  );

/** The same numbers for each channel, source, owner … */
export const comparison = (db: Db, viewer: Viewer, scope: Scope, grouping: Grouping): Promise<Comparison> =>
  compare(
    db,
    viewer,
    [...COHORT_COLUMNS, "acceptance" as const].map((name) => column(scope, name, grouping)),
    grouping,
  );

export type AnswersView = {
  acceptance: Answer;
  coverage: Answer;
  /** Rejections by reason, and of each reason by channel. */
  rejected: Answer;
  byChannel: { reason: string | null; answer: Answer }[];
  recycle: Answer;
  recycledYield: Answer;
  labels: { reason: Map<string | null, string>; channel: Map<string | null, string> };
};

/** How sales answers, why it says no, and what comes back. */
export async function answers(db: Db, viewer: Viewer, scope: Scope): Promise<AnswersView> {
  const put = asking(scope);
  const [acceptance, coverage, rejected, recycle, recycledYield] = await answer(db, viewer, [
    put("acceptance"),
    put("coverage"),
    put("reject-reasons"),
    put("recycle", { groupBy: "left" }),
    put("recycled-yield"),
  ]);
  const reasons = rejected!.parts.map(({ key }) => key);
  const crossed = await answer(
    db,
    viewer,
    reasons.map((reason) => put("reject-reasons", { part: { reason }, groupBy: "channel" })),
  );
  const channels = crossed.flatMap(({ parts }) => parts.map(({ key }) => key));
  const [reason, channel] = await Promise.all([
    labelsOf(db, "reason", reasons),
    labelsOf(db, "channel", [...new Set(channels)]),
  ]);
  return {
    acceptance: acceptance!,
    coverage: coverage!,
    rejected: rejected!,
    byChannel: crossed.map((answered, index) => ({ reason: reasons[index] ?? null, answer: answered })),
    recycle: recycle!,
    recycledYield: recycledYield!,
    labels: { reason, channel },
  };
}

export type TimesView = { legs: Answer[]; slaAnswer: Answer; slaContact: Answer; stays: Answer[] };

/** How long things take: the legs from capture to contact, what was in time, and the stay in each stage. */
export async function times(db: Db, viewer: Viewer, scope: Scope): Promise<TimesView> {
  const put = asking(scope);
  const [slaAnswer, slaContact, ...durations] = await answer(db, viewer, [
    put("sla-answer"),
    put("sla-contact"),
    ...SPEED_LEGS.map((speedLeg) => put("speed-to-lead", { speedLeg })),
    ...STAY_STAGES.map((stayStage) => put("time-in-stage", { stayStage })),
  ]);
  return {
    slaAnswer: slaAnswer!,
    slaContact: slaContact!,
    legs: durations.slice(0, SPEED_LEGS.length),
    stays: durations.slice(SPEED_LEGS.length),
  };
}

export type OutcomeView = { scores: Answer; open: Answer; won: Answer; winRate: Answer; velocity: Answer };

/** The scores that entered MQL, and what the deals brought. */
export async function outcome(db: Db, viewer: Viewer, scope: Scope): Promise<OutcomeView> {
  const put = asking(scope);
  const [scores, open, won, winRate, velocity] = await answer(db, viewer, [
    put("score-distribution"),
    put("pipeline-open"),
    put("pipeline-won"),
    put("win-rate"),
    put("velocity"),
  ]);
  return { scores: scores!, open: open!, won: won!, winRate: winRate!, velocity: velocity! };
}

type RowsShown = { answer: Answer; rows: Page<Row> };

/** The rows behind one number of the screen, with the number itself. */
export async function rowsShown(
  db: Db,
  viewer: Viewer,
  scope: Scope,
  asked: RowsView,
  limit: number,
): Promise<RowsShown> {
  const { kpi: name, basis, part, volumeStage, stayStage, speedLeg, set, cursor } = asked;
  const question = {
    ...asking(scope)(name, { basis, part, volumeStage, stayStage, speedLeg }),
    groupBy: null,
  };
  const [answers, rows] = await Promise.all([
    answer(db, viewer, [question]),
    rowsOf(db, viewer, question, { set, limit, cursor }),
  ]);
  return { answer: answers[0]!, rows };
}

/**
 * What the screen needs before its parts: the frame of all its numbers, and the names of what it can be narrowed by. Throws
 * AppError forbidden for a viewer who may not read the funnel.
 */
export async function scopeOf(
  db: Db,
  viewer: Viewer,
  view: FunnelView,
  now: Date,
): Promise<{ scope: Scope; origin: PeriodOrigin; currency: string; choices: Choices }> {
  const { timeZone, currency } = await workspace(db);
  const frame = { timeZone, now };
  const [{ period, origin }, horizons, offered] = await Promise.all([
    periodFor(db, frame, { from: view.from ?? undefined, to: view.to ?? undefined }),
    horizonsOf(db, frame),
    choices(db, viewer),
  ]);
  const { basis, filters } = view;
  return { scope: { ...frame, basis, period, filters, horizons }, origin, currency, choices: offered };
}

/** Whether the screen has anything to show: here, only outside these days and filters, or nowhere. */
export async function hasPasses(
  db: Db,
  viewer: Viewer,
  scope: Scope,
): Promise<"here" | "elsewhere" | "none"> {
  refuseStrangers(viewer);
  const put = asking(scope);
  const questions = [
    ...VOLUME_STAGES.map((volumeStage) => put("volume", { volumeStage, basis: "stage" })),
    put("coverage"),
    put("acceptance"),
  ];
  // A row under a filter that few have would be looked for among all rows of the period.
  if (Object.keys(scope.filters).length > 0) {
    const answers = await answer(db, viewer, questions);
    if (answers.some(({ whole }) => whole.denominator > 0 || Object.keys(whole.leftOut).length > 0))
      return "here";
    return (await db.pass.findFirst({ select: { id: true } })) ? "elsewhere" : "none";
  }
  const somewhere = questions.map((question) => Prisma.sql`exists (${factsOf(question)})`);
  const [found] = await db.$queryRaw<{ here: boolean; anywhere: boolean }[]>`
    select ${Prisma.join(somewhere, " or ")} as here, exists (select 1 from pass) as anywhere`;
  if (found?.here) return "here";
  return found?.anywhere ? "elsewhere" : "none";
}
