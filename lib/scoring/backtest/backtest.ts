import { judge, type Share } from "../calibration/calibrate";
import { bandsOf } from "../grade";
import type { EngagementBand, FitBand } from "../model";
import { type Crossings, crossingsOf, isByRequest, type Judged, type Line } from "./crossings";
import { type Curve, curveOf } from "./curve";
import { FATE, OUTCOMES, type Outcome, type Verdict, verdictOf } from "./ground";
import { MOMENT } from "./moments";
import type { Span } from "./span";

// What a draft would have done in the window, beside the version in force and beside what really happened.

/** Leads by what became of them, for each outcome. */
export type Outcomes = Record<Outcome, Record<Verdict, number>>;

export type Side = {
  /** Leads that would have become MQL, each counted once, by its first crossing. */
  leads: number;
  /** Of them by a request or product usage, whatever their score. */
  byRequest: number;
  weeks: number[];
  /** By working day. */
  days: number[];
  /** Of them handed to sales at once: hot, or by their request. */
  handoffs: number;
  handoffDays: number[];
  outcomes: Outcomes;
  bands: readonly BandRow[];
};

/** Real passes of the window by the band their lead had when they opened. */
export type BandRow = { part: "fit" | "engagement"; band: FitBand | EngagementBand; outcomes: Outcomes };

export const CELLS = ["both", "entering", "leaving", "neither"] as const;
export type Cell = (typeof CELLS)[number];

export type Backtest = {
  weeks: readonly string[];
  workingDays: number;
  /** Leads that could have become MQL in the window. */
  considered: number;
  /** Leads with a real pass of the window, and what became of them. */
  tried: number;
  happened: Outcomes;
  published: Side;
  draft: Side;
  confusion: Record<Cell, { leads: number; outcomes: Outcomes }>;
  /** Activities that became known on a later day than they occurred on: they count from then on. */
  toldLate: number;
  /** Rules that know the outcome: probably written down afterwards. */
  telling: readonly string[];
  curve: Curve | null;
};

/** Compares two models on one ground; with a line also for every place of that line of the draft's criteria. */
export function backtest(
  published: Judged,
  draft: Judged,
  { span, line }: { span: Span; line: Line | null },
): Backtest {
  const { ground, moments } = draft;
  const before = crossingsOf(published);
  const after = crossingsOf(draft);
  const confusion = Object.fromEntries(
    CELLS.map((cell) => [cell, { leads: 0, outcomes: noOutcomes() }]),
  ) as Backtest["confusion"];
  const happened = noOutcomes();
  let tried = 0;
  for (let lead = 0; lead < ground.leads; lead++) {
    const fate = ground.fate[lead]!;
    if (fate & FATE.tried) {
      tried++;
      count(happened, fate);
    }
    if (!isConsidered(draft, lead)) continue;
    const cell = confusion[cellOf(before.mql[lead]!, after.mql[lead]!)];
    cell.leads++;
    count(cell.outcomes, fate);
  }
  return {
    weeks: span.weeks,
    workingDays: span.workingDays.length,
    considered: moments.considered,
    tried,
    happened,
    published: sideOf(published, before, span),
    draft: sideOf(draft, after, span),
    confusion,
    toldLate: moments.toldLate,
    telling: tellingRules(draft),
    curve: line && curveOf(draft, line, before, span),
  };
}

export const noOutcomes = (): Outcomes =>
  Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, { reached: 0, missed: 0, open: 0, untried: 0 }]),
  ) as Outcomes;

function count(outcomes: Outcomes, fate: number): void {
  for (const outcome of OUTCOMES) outcomes[outcome][verdictOf(fate, outcome)]++;
}

/** Whether the lead had a moment that could have been a crossing. */
function isConsidered({ moments }: Judged, lead: number): boolean {
  for (let row = moments.start[lead]!; row < moments.start[lead + 1]!; row++)
    if (!(moments.flags[row]! & MOMENT.look)) return true;
  return false;
}

const cellOf = (before: number, after: number): Cell =>
  after >= 0 ? (before >= 0 ? "both" : "entering") : before >= 0 ? "leaving" : "neither";

/** By what was judged; the span is that of its ground. */
const sides = new WeakMap<Judged, Side>();

function sideOf(judged: Judged, crossings: Crossings, span: Span): Side {
  let side = sides.get(judged);
  if (!side) {
    side = countSide(judged, crossings, span);
    sides.set(judged, side);
  }
  return side;
}

function countSide(judged: Judged, { mql, handoff }: Crossings, span: Span): Side {
  const { ground, moments } = judged;
  const side = {
    leads: 0,
    byRequest: 0,
    weeks: span.weeks.map(() => 0),
    days: span.workingDays.map(() => 0),
    handoffs: 0,
    handoffDays: span.workingDays.map(() => 0),
    outcomes: noOutcomes(),
    bands: bandRows(judged),
  };
  for (let lead = 0; lead < ground.leads; lead++) {
    const row = mql[lead]!;
    if (row < 0) continue;
    side.leads++;
    if (isByRequest(judged, row)) side.byRequest++;
    side.weeks[span.weekOf(moments.day[row]!)]!++;
    side.days[span.workdayOf(moments.day[row]!)]!++;
    count(side.outcomes, ground.fate[lead]!);
    if (handoff[lead]! < 0) continue;
    side.handoffs++;
    side.handoffDays[span.workdayOf(moments.day[handoff[lead]!]!)]!++;
  }
  return side;
}

function bandRows({ ground, moments, course, document }: Judged): BandRow[] {
  const rows: BandRow[] = [
    ...(document.bands.fit ? (["A", "B", "C", "D"] as const) : []).map((band) => ({
      part: "fit" as const,
      band,
      outcomes: noOutcomes(),
    })),
    ...([1, 2, 3, 4] as const).map((band) => ({ part: "engagement" as const, band, outcomes: noOutcomes() })),
  ];
  const rowOf = new Map(rows.map((row) => [`${row.part} ${row.band}`, row]));
  for (let lead = 0; lead < ground.leads; lead++)
    for (let row = moments.start[lead]!; row < moments.start[lead + 1]!; row++) {
      if (!(moments.flags[row]! & MOMENT.look)) continue;
      const { fitBand, engagementBand } = bandsOf(course.fit[row]!, course.engagement[row]!, document.bands);
      for (const key of [`fit ${fitBand}`, `engagement ${engagementBand}`]) {
        const found = rowOf.get(key);
        if (found) count(found.outcomes, ground.fate[lead]!);
      }
    }
  return rows;
}

/** As the calibration judges them, on the real passes of the window: whoever matches (nearly) always reaches the outcome. */
function tellingRules({ ground, course }: Judged): string[] {
  const whole: Share[] = OUTCOMES.map((outcome) => {
    const share = { n: 0, converted: 0 };
    for (let lead = 0; lead < ground.leads; lead++) {
      const verdict = Number.isNaN(ground.passAt[lead]!) ? null : verdictOf(ground.fate[lead]!, outcome);
      if (verdict === "reached") share.converted++;
      if (verdict === "reached" || verdict === "missed") share.n++;
    }
    return share;
  });
  return course.rules.flatMap(({ ruleId, n, reached }) =>
    OUTCOMES.some(
      (_, outcome) => judge({ n: n[outcome]!, converted: reached[outcome]! }, whole[outcome]!) === "telling",
    )
      ? ruleId
      : [],
  );
}

export const LISTS = ["entering", "leaving", "both", "draft", "published"] as const;
export type ListName = (typeof LISTS)[number];

/** A lead of a list and the moment of its crossing: under the draft, for who leaves under the version in force. */
export type ListedLead = { lead: number; row: number };

/** The leads behind a number, newest crossing first; of one week when it is named (its place among the weeks). */
export function listOf(
  published: Judged,
  draft: Judged,
  { list, week, span }: { list: ListName; week: number | null; span: Span },
): ListedLead[] {
  const before = crossingsOf(published).mql;
  const after = crossingsOf(draft).mql;
  const { moments } = draft;
  const found: ListedLead[] = [];
  for (let lead = 0; lead < before.length; lead++) {
    const cell = cellOf(before[lead]!, after[lead]!);
    const isIn =
      list === "published" ? before[lead]! >= 0 : list === "draft" ? after[lead]! >= 0 : cell === list;
    if (!isIn) continue;
    const row = list === "published" || list === "leaving" ? before[lead]! : after[lead]!;
    if (week === null || span.weekOf(moments.day[row]!) === week) found.push({ lead, row });
  }
  return found.sort((a, b) => moments.at[b.row]! - moments.at[a.row]! || b.lead - a.lead);
}
