import { type Crossings, handoffFinder, type Judged, type Line, lineAt, walker } from "./crossings";
import { OUTCOMES, verdictOf } from "./ground";
import type { Span } from "./span";

/** What each place of a line would have done, from `low` points on; all lists run in step. */
export type Curve = {
  line: Line;
  /** Where the line is in the draft. */
  at: number;
  low: number;
  leads: number[];
  /** Of them also MQL under the version in force. */
  both: number[];
  handoffs: number[];
  /** By outcome, in the order of OUTCOMES: of them those that reached it, and those of whom it is known. */
  reached: number[][];
  decided: number[][];
  /** By week. */
  weeks: number[][];
};

const HIGHEST = 100;
const MOST_PLACES = 400;

/**
 * One walk over all moments answers for every place: a lead crosses a line at its first moment that reaches it, so each
 * moment that reaches further than all before it is the crossing of the lines in between. Null when the draft has no such
 * line.
 */
export function curveOf(judged: Judged, line: Line, before: Crossings, span: Span): Curve | null {
  const at = lineAt(judged.document, line);
  if (at === null) return null;
  const { ground, moments } = judged;
  const low = Math.min(0, Math.floor(at));
  const places = Math.min(MOST_PLACES, Math.max(HIGHEST, Math.ceil(at)) - low + 1);
  const column = () => new Int32Array(places + 1);
  const leads = column();
  const both = column();
  const handoffs = column();
  const reached = OUTCOMES.map(column);
  const decided = OUTCOMES.map(column);
  const weeks = span.weeks.map(column);
  const walk = walker(judged, line);
  const handoffFrom = handoffFinder(judged);
  for (let lead = 0; lead < ground.leads; lead++) {
    let furthest = Number.NEGATIVE_INFINITY;
    walk(lead, (row, reach) => {
      if (reach <= furthest) return;
      const first = Math.max(0, Math.floor(furthest) + 1 - low);
      const behind = Math.min(places, Math.floor(reach) + 1 - low);
      furthest = reach;
      if (first >= behind) return;
      const add = (to: Int32Array) => {
        to[first]!++;
        to[behind]!--;
      };
      add(leads);
      add(weeks[span.weekOf(moments.day[row]!)]!);
      if (before.mql[lead]! >= 0) add(both);
      if (handoffFrom(lead, row) >= 0) add(handoffs);
      for (let outcome = 0; outcome < OUTCOMES.length; outcome++) {
        const verdict = verdictOf(ground.fate[lead]!, OUTCOMES[outcome]!);
        if (verdict === "reached") add(reached[outcome]!);
        if (verdict === "reached" || verdict === "missed") add(decided[outcome]!);
      }
    });
  }
  return {
    line,
    at,
    low,
    leads: summed(leads),
    both: summed(both),
    handoffs: summed(handoffs),
    reached: reached.map(summed),
    decided: decided.map(summed),
    weeks: weeks.map(summed),
  };
}

/** From what each place adds to what it holds. */
function summed(column: Int32Array): number[] {
  let sum = 0;
  const places: number[] = [];
  for (let place = 0; place < column.length - 1; place++) {
    sum += column[place]!;
    places.push(sum);
  }
  return places;
}
