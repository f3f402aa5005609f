import type { Stage } from "@/lib/stages/stages";
import type { RowNote } from "./decide";
import type { ImportedLead, RowProblem } from "./row";

// What an import found, as it is stored with it and shown: bounded, however long the file.

export const VERDICTS = ["created", "updated", "unchanged", "skipped", "failed"] as const;
export type Verdict = (typeof VERDICTS)[number];

export type Counts = { [verdict in Verdict]: number };

export const NO_COUNTS: Counts = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 };

export type ProblemGroup = {
  column: string | null;
  rule: string;
  message: string;
  rows: number;
  /** The first lines of the file with it. */
  lines: number[];
};

export type UnmatchedGroup = { column: string; keepAs: string; value: string; rows: number };

export type Findings = {
  problems: ProblemGroup[];
  notes: { note: RowNote; rows: number; lines: number[] }[];
  /** People the file names who match no user. */
  unmatched: UnmatchedGroup[];
  /** More different names than are kept. */
  moreUnmatched: boolean;
  /** Stage times nobody told, by stage. */
  imputed: { [stage in Stage]?: number };
  outOfOrder: { passes: number; lines: number[] };
  companies: number;
  activities: number;
  passes: number;
  /** Passes outside SLA, speed and coverage. */
  withoutClocks: number;
  /** Open passes that nobody owns. */
  openUnowned: number;
};

export const NOTHING_FOUND: Findings = {
  problems: [],
  notes: [],
  unmatched: [],
  moreUnmatched: false,
  imputed: {},
  outOfOrder: { passes: 0, lines: [] },
  companies: 0,
  activities: 0,
  passes: 0,
  withoutClocks: 0,
  openUnowned: 0,
};

const MOST_GROUPS = 200;
const MOST_LINES = 20;
const MOST_PEOPLE = 500;

/** Collects what one batch finds; `merged` adds it to what was found before, so that a batch tried twice counts once. */
export class Finder {
  readonly #problems = new Map<string, ProblemGroup>();
  readonly #notes = new Map<RowNote, { note: RowNote; rows: number; lines: number[] }>();
  readonly #unmatched = new Map<string, UnmatchedGroup>();
  readonly #imputed = new Map<Stage, number>();
  readonly #outOfOrder = { passes: 0, lines: [] as number[] };
  #moreUnmatched = false;
  companies = 0;
  activities = 0;
  passes = 0;
  withoutClocks = 0;
  openUnowned = 0;

  constructor(before: Findings = NOTHING_FOUND) {
    for (const problem of before.problems)
      this.#problems.set(groupKey(problem), { ...problem, lines: [...problem.lines] });
    for (const note of before.notes) this.#notes.set(note.note, { ...note, lines: [...note.lines] });
    for (const person of before.unmatched) this.#unmatched.set(personKey(person), { ...person });
    for (const [stage, count] of Object.entries(before.imputed)) this.#imputed.set(stage as Stage, count);
    this.#outOfOrder = { passes: before.outOfOrder.passes, lines: [...before.outOfOrder.lines] };
    this.#moreUnmatched = before.moreUnmatched;
    this.companies = before.companies;
    this.activities = before.activities;
    this.passes = before.passes;
    this.withoutClocks = before.withoutClocks;
    this.openUnowned = before.openUnowned;
  }

  problem(line: number, { column, rule, message }: RowProblem): void {
    const key = groupKey({ column, rule });
    const group = this.#problems.get(key);
    if (group) addLine(group, line);
    else if (this.#problems.size < MOST_GROUPS)
      this.#problems.set(key, { column, rule, message: message.slice(0, 300), rows: 1, lines: [line] });
  }

  note(line: number, note: RowNote): void {
    const group = this.#notes.get(note);
    if (group) addLine(group, line);
    else this.#notes.set(note, { note, rows: 1, lines: [line] });
  }

  people(row: ImportedLead): void {
    for (const { column, keepAs, value } of row.unmatched) {
      const key = personKey({ column, value });
      const group = this.#unmatched.get(key);
      if (group) group.rows += 1;
      else if (this.#unmatched.size < MOST_PEOPLE)
        this.#unmatched.set(key, { column, keepAs, value, rows: 1 });
      else this.#moreUnmatched = true;
    }
  }

  imputed(stages: readonly Stage[]): void {
    for (const stage of stages) this.#imputed.set(stage, (this.#imputed.get(stage) ?? 0) + 1);
  }

  outOfOrder(line: number): void {
    this.#outOfOrder.passes += 1;
    if (this.#outOfOrder.lines.length < MOST_LINES) this.#outOfOrder.lines.push(line);
  }

  found(): Findings {
    return {
      problems: [...this.#problems.values()],
      notes: [...this.#notes.values()],
      unmatched: [...this.#unmatched.values()],
      moreUnmatched: this.#moreUnmatched,
      imputed: Object.fromEntries(this.#imputed),
      outOfOrder: this.#outOfOrder,
      companies: this.companies,
      activities: this.activities,
      passes: this.passes,
      withoutClocks: this.withoutClocks,
      openUnowned: this.openUnowned,
    };
  }
}

const groupKey = ({ column, rule }: { column: string | null; rule: string }) => `${rule} ${column ?? ""}`;
const personKey = ({ column, value }: { column: string; value: string }) => `${column} ${value}`;

function addLine(group: { rows: number; lines: number[] }, line: number): void {
  group.rows += 1;
  if (group.lines.length < MOST_LINES) group.lines.push(line);
}
