import type { z } from "zod";
import type { backtestLeadsOut, backtestOut } from "@/lib/scoring/api/backtest";
import { lineAt } from "@/lib/scoring/backtest/crossings";
import type { ScoringModelDocument } from "@/lib/scoring/model";

// What the backtest endpoints answer.

type Answer = z.output<typeof backtestOut>;
export type BacktestView = Extract<Answer, { status: "done" }>;
export type Underway = Extract<Answer, { status: "running" }>;
export type LeadsView = Extract<z.output<typeof backtestLeadsOut>, { status: "done" }>;
export type OutcomeName = keyof BacktestView["happened"];
export type CurveView = NonNullable<BacktestView["curve"]>;
export type LineName = CurveView["line"];

/** What a lead did that reached an outcome, and the noun of it. */
export const OUTCOME_WORDS: Record<OutcomeName, { did: string; label: string }> = {
  accepted: { did: "were accepted", label: "Accepted by sales" },
  sql: { did: "became SQL", label: "SQL" },
  opportunity: { did: "became an opportunity", label: "Opportunity" },
  customer: { did: "became customers", label: "Customer" },
};

export const OUTCOME_NAMES = Object.keys(OUTCOME_WORDS) as OutcomeName[];

const PART_WORDS = { engagement: "Engagement", fit: "Fit", total: "Total" } as const;

/** "Engagement at least"; with its place when there are several criteria. */
export const lineLabel = ({ criterion, part }: LineName, several: boolean): string =>
  `${PART_WORDS[part]} at least${several ? ` (criterion ${criterion + 1})` : ""}`;

const PARTS = ["engagement", "total", "fit"] as const;

/** A line in the address: its criterion and part as one number. */
export const lineNumber = ({ criterion, part }: LineName): number =>
  criterion * PARTS.length + PARTS.indexOf(part);

/** The line of such a number as part of a question; nothing when the document has no such line. */
export function lineNumbered(
  document: ScoringModelDocument,
  number: number | null,
): { line: LineName } | object {
  if (number === null || number < 0) return {};
  const line = { criterion: Math.floor(number / PARTS.length), part: PARTS[number % PARTS.length]! };
  return lineAt(document, line) === null ? {} : { line };
}
