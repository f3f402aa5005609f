import { bandsOf, meetsAny, neededPoints } from "../grade";
import type { Criterion, ScoringModelDocument } from "../model";
import { clamped } from "../standing";
import { type Course, SET_OFF } from "./course";
import type { Ground } from "./ground";
import { MOMENT, type Moments } from "./moments";

/** The part of a criterion whose line is moved: everything else of the criteria stays. */
export type Line = { criterion: number; part: "fit" | "engagement" | "total" };

/** Up to which line scores of these subtotals meet the criteria: ∞ where others hold anyway, −∞ where none can. */
type Reach = (fit: number, engagement: number) => number;

const ALWAYS = Number.POSITIVE_INFINITY;
const NEVER = Number.NEGATIVE_INFINITY;

export type Crossings = {
  /** By lead: the moment at which it first became an MQL; −1 when it never did. */
  mql: Int32Array;
  /** By lead: the moment at which it was hot, or asked, from then on; −1 without one. */
  handoff: Int32Array;
};

/** What decides about the moments: a course and the document whose lines it is held against. */
export type Judged = { ground: Ground; moments: Moments; course: Course; document: ScoringModelDocument };

/** The version in force is held against every draft: its crossings are found once. */
const found = new WeakMap<Judged, Crossings>();

/** The first crossing of every lead under the document as it is. */
export function crossingsOf(judged: Judged): Crossings {
  let crossings = found.get(judged);
  if (!crossings) {
    crossings = findCrossings(judged);
    found.set(judged, crossings);
  }
  return crossings;
}

function findCrossings(judged: Judged): Crossings {
  const { ground, moments } = judged;
  const mql = new Int32Array(ground.leads).fill(-1);
  const handoff = new Int32Array(ground.leads).fill(-1);
  const walk = walker(judged, null);
  const handoffFrom = handoffFinder(judged);
  for (let lead = 0; lead < ground.leads; lead++) {
    if (moments.start[lead] === moments.start[lead + 1]) continue;
    walk(lead, (row, reach) => {
      if (mql[lead] === -1 && reach > NEVER) mql[lead] = row;
    });
    if (mql[lead] !== -1) handoff[lead] = handoffFrom(lead, mql[lead]!);
  }
  return { mql, handoff };
}

/**
 * Tells of one lead after the other up to which line each of its moments is a crossing (−∞: of none), in the order of
 * time. With no line everything stays as it is, and a crossing reaches ∞.
 */
export function walker(
  { moments, course, document, ground: { entry } }: Judged,
  line: Line | null,
): (lead: number, told: (row: number, reach: number) => void) => void {
  const reach = remembered(reachOf(document, line));
  const scored = (row: number, flags: number): number => {
    if (!entry.score || flags & MOMENT.resting) return NEVER;
    const whole = reach(course.fit[row]!, course.engagement[row]!);
    // Points from before the recycling do not qualify again on their own.
    return flags & MOMENT.recycled && whole > NEVER
      ? Math.min(whole, reach(course.fit[row]!, course.fresh[row]!))
      : whole;
  };
  return (lead, told) => {
    /** Up to which line the moment before met the criteria but lacked a field: then older requests count again. */
    let waited = NEVER;
    for (let row = moments.start[lead]!; row < moments.start[lead + 1]!; row++) {
      const flags = moments.flags[row]!;
      if (flags & MOMENT.look) continue;
      let evidence = requested(row) ? ALWAYS : scored(row, flags);
      if (!(flags & MOMENT.activity) && waited > evidence && requestedBefore(row)) evidence = waited;
      const isMissing = (flags & MOMENT.missing) !== 0;
      told(row, isMissing ? NEVER : evidence);
      waited = isMissing ? evidence : NEVER;
    }
  };

  function requested(row: number): boolean {
    const setOff = course.setOff[row]!;
    if (entry.handRaise && (moments.flags[row]! & MOMENT.asks || setOff & SET_OFF.handRaise)) return true;
    return entry.pql && (setOff & SET_OFF.pql) !== 0;
  }

  function requestedBefore(row: number): boolean {
    const setOff = course.setOff[row]!;
    if (entry.handRaise && (moments.flags[row]! & MOMENT.asked || setOff & SET_OFF.handRaiseBefore))
      return true;
    return entry.pql && (setOff & SET_OFF.pqlBefore) !== 0;
  }
}

/** Whether a request or product usage, and not the score, made a moment a crossing. */
export function isByRequest({ moments, course, ground: { entry } }: Judged, row: number): boolean {
  const setOff = course.setOff[row]!;
  if (entry.handRaise && (moments.flags[row]! & MOMENT.asks || setOff & SET_OFF.handRaise)) return true;
  return entry.pql && (setOff & SET_OFF.pql) !== 0;
}

/** Finds the first moment from a row on at which a lead is handed to sales at once: hot, or by its own request; −1 without. */
export function handoffFinder(judged: Judged): (lead: number, row: number) => number {
  const { moments, course, document } = judged;
  const hot = remembered((fit, engagement) =>
    meetsAny(document.hot, reachedBy(document, fit, engagement)) ? ALWAYS : NEVER,
  );
  return (lead, row) => {
    for (let at = row; at < moments.start[lead + 1]!; at++) {
      if (moments.flags[at]! & MOMENT.look) continue;
      if (isByRequest(judged, at) || hot(course.fit[at]!, course.engagement[at]!) === ALWAYS) return at;
    }
    return -1;
  };
}

/** What the criteria are held against. Points that people added by hand are no evidence. */
export function reachedBy(document: ScoringModelDocument, fit: number, engagement: number) {
  const total = clamped(fit + engagement, document.range);
  return { fit, engagement, total, ...bandsOf(fit, engagement, document.bands) };
}

/** Where a line is now; null when the criterion does not ask for that part. */
export function lineAt(document: ScoringModelDocument, { criterion, part }: Line): number | null {
  const named = document.mql[criterion];
  const points = named && neededPoints(named, document)?.[part];
  return points !== undefined && Number.isFinite(points) ? points : null;
}

/** The lines of the criteria that can be moved, those of the first criterion first: engagement, total, fit. */
export const linesOf = (document: ScoringModelDocument): Line[] =>
  document.mql.flatMap((_, criterion) =>
    (["engagement", "total", "fit"] as const)
      .map((part) => ({ criterion, part }))
      .filter((line) => lineAt(document, line) !== null),
  );

/** The document with a line at other points. A band that stood for the line gives way to the points. */
export function withLine(document: ScoringModelDocument, line: Line, points: number): ScoringModelDocument {
  const mql = document.mql.map((criterion, index) =>
    index === line.criterion ? withPart(criterion, line.part, points) : criterion,
  );
  return { ...document, mql };
}

function withPart(criterion: Criterion, part: Line["part"], points: number): Criterion {
  if (part === "total") return { ...criterion, minTotal: points };
  if (part === "fit") {
    const { minFitBand: _, ...rest } = criterion;
    return { ...rest, minFit: points };
  }
  const { minEngagementBand: _, ...rest } = criterion;
  return { ...rest, minEngagement: points };
}

function reachOf(document: ScoringModelDocument, line: Line | null): Reach {
  if (line === null)
    return (fit, engagement) =>
      meetsAny(document.mql, reachedBy(document, fit, engagement)) ? ALWAYS : NEVER;
  const others = document.mql.filter((_, index) => index !== line.criterion);
  // The criterion without its line: what else it asks must hold.
  const rest = withLine(document, line, NEVER).mql.slice(line.criterion, line.criterion + 1);
  return (fit, engagement) => {
    const reached = reachedBy(document, fit, engagement);
    if (meetsAny(others, reached)) return ALWAYS;
    return meetsAny(rest, reached) ? reached[line.part] : NEVER;
  };
}

/** Few different subtotals occur: each pair is asked once. */
function remembered(reach: Reach): Reach {
  const known = new Map<number, Float64Array>();
  return (fit, engagement) => {
    let row = known.get(fit);
    if (!row) {
      row = new Float64Array(SPAN).fill(Number.NaN);
      known.set(fit, row);
    }
    const place = engagement + SPAN / 2;
    if (place < 0 || place >= SPAN) return reach(fit, engagement);
    if (Number.isNaN(row[place]!)) row[place] = reach(fit, engagement);
    return row[place]!;
  };
}

const SPAN = 1024;
