import type { Json } from "@/lib/shared/json";
import type { ScoredActivity } from "../score";

// All that a backtest looks at, in columns: millions of rows that are walked again and again. Instants are milliseconds,
// days are numbers (days since 1970-01-01 in the zone). The rows of lead n stand from start[n] up to start[n + 1].

/** What is alike in many activities; each activity names its shape. */
export type ActivityShape = {
  /** As the rules ask about it; its id and time are of no meaning. */
  activity: ScoredActivity;
  /** The lead asked to talk to sales, by the catalogue of activity types. */
  asks: boolean;
};

export type Ground = {
  zone: string;
  /** The window: every crossing lies in it, both ends included. */
  from: number;
  to: number;
  fromDay: number;
  toDay: number;
  leads: number;
  /** The day on which each lead became known. */
  createdDay: Int32Array;
  activities: {
    start: Uint32Array;
    /** When it occurred; ascending within a lead. */
    at: Float64Array;
    day: Int32Array;
    /** From when on it was known here. An import knows the past as the other system told it. */
    known: Float64Array;
    shape: Uint32Array;
  };
  shapes: readonly ActivityShape[];
  /** What was known of a lead from an instant on, of the fields that the models ask. */
  states: {
    start: Uint32Array;
    at: Float64Array;
    /** 1: a required field was not known. */
    missing: Uint8Array;
    /** By field: the place of each state's value in `values`. */
    fields: ReadonlyMap<string, { codes: Uint32Array; values: readonly Json[] }>;
  };
  /** Before a lead's first state. */
  missingAtFirst: boolean;
  /** Instants of the window at which an attribute was edited. */
  edits: { start: Uint32Array; at: Float64Array };
  /** Whether a lead was free to become an MQL, from an instant (exclusive) on; see `spellsOf`. */
  spells: { start: Uint32Array; at: Float64Array; kind: Uint8Array; since: Float64Array };
  /** When the lead's first pass of the window opened; NaN without one, and where nobody told that time. */
  passAt: Float64Array;
  /** What became of the passes of the window, in bits of FATE. */
  fate: Uint8Array;
  /** What the definition in force lets qualify a lead. */
  entry: { score: boolean; handRaise: boolean; pql: boolean };
};

/** What really happened, in the order in which it happens. */
export const OUTCOMES = ["accepted", "sql", "opportunity", "customer"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** `tried`: a pass of the window exists; `open`: one of them is not closed yet. */
export const FATE = { accepted: 1, sql: 2, opportunity: 4, customer: 8, tried: 16, open: 32 } as const;

export type Verdict = "reached" | "missed" | "open" | "untried";

/** What is known of a lead's outcome: nothing of who was never tried, and not yet of who is still in work. */
export function verdictOf(fate: number, outcome: Outcome): Verdict {
  if (fate & FATE[outcome]) return "reached";
  if (fate & FATE.open) return "open";
  return fate & FATE.tried ? "missed" : "untried";
}

/** A request that is older is history: as the gate has it. */
export const REQUEST_IS_FRESH_DAYS = 60;
