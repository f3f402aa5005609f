import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { sideProcess } from "@/lib/platform/side-process/parent";
import type { Viewer } from "@/lib/team/viewer";
import type { Backtest, ListName } from "../../backtest/backtest";
import type { Capacity } from "../../backtest/capacity";
import { type Line, lineAt, linesOf } from "../../backtest/crossings";
import { type Verdict, verdictOf } from "../../backtest/ground";
import type { ScoringModelDocument } from "../../model";
import { draft, modelInForce, refuseUnlessReader } from "../models";
import { salesCapacity } from "./capacity";
import type { LoadProgress } from "./ground";

type Both = { url: string; now: Date; published: ScoringModelDocument; draft: ScoringModelDocument };

/** What the process of the backtests is asked, and what it answers. */
export type BacktestAsk = Both &
  (
    | { kind: "compare"; line: Line | null }
    | {
        kind: "list";
        list: ListName;
        week: number | null;
        after: { at: Date; leadId: string } | null;
        limit: number;
      }
  );

type At = { from: number; to: number; zone: string; leads: number };
type Took = { loadMs: number; trialMs: number };

export type BacktestAnswer =
  | { kind: "compare"; at: At; result: Backtest; took: Took }
  | { kind: "list"; at: At; total: number; crossings: ListedCrossing[]; took: Took };

export type ListedCrossing = {
  leadId: string;
  at: Date;
  fit: number;
  engagement: number;
  total: number;
  grade: string;
  byRequest: boolean;
  fate: number;
};

const engine = sideProcess<BacktestAsk, BacktestAnswer, LoadProgress>(
  "lib/scoring/queries/backtest/process.ts",
  {
    memoryMB: 900,
  },
);

/** Ends the process of the backtests (end of a script, end of a test). */
export const stopBacktests = (): Promise<void> => engine.stop();

/** Longer than a trial, shorter than what a person takes for a hang: then it says how far it is. */
const PATIENCE_MS = 8_000;

/** Still reading; ask the same again, what was read is kept. */
export type Underway = { status: "running"; progress: LoadProgress | null };

export type BacktestView = {
  status: "done";
  model: number;
  zone: string;
  from: Date;
  to: Date;
  lines: readonly { line: Line; at: number }[];
  capacity: Capacity;
  result: Backtest;
  took: Took;
};

export type BacktestOrder = {
  /** The saved draft when left out. */
  document?: ScoringModelDocument | undefined;
  /** The first that can be moved when left out. */
  line?: Line | undefined;
  now: Date;
  patience?: number;
};

/** What a draft would have done in the last 90 days beside the version in force. Stores nothing; a repeat costs little. */
export async function backtestDraft(
  db: Db,
  viewer: Viewer,
  order: BacktestOrder,
): Promise<BacktestView | Underway> {
  const { model, both } = await bothModels(db, viewer, order);
  const lines = linesOf(both.draft).map((line) => ({ line, at: lineAt(both.draft, line)! }));
  const asked = order.line;
  if (asked && lineAt(both.draft, asked) === null)
    throw new AppError("invalid", "The draft has no such line", {
      errors: [{ path: "line", rule: "line", message: "The draft's criteria have no such line" }],
    });
  const line = asked ?? lines[0]?.line ?? null;
  const found = await engine.ask({ ...both, kind: "compare", line }, order.patience ?? PATIENCE_MS);
  if ("progress" in found) return { status: "running", progress: found.progress };
  if (found.answer.kind !== "compare") throw new Error("the process answered something else");
  const { at, result, took } = found.answer;
  return {
    status: "done",
    model,
    zone: at.zone,
    from: new Date(at.from),
    to: new Date(at.to),
    lines,
    capacity: await salesCapacity(db, viewer, { now: order.now, zone: at.zone }),
    result,
    took,
  };
}

export type BacktestLead = {
  id: string;
  name: string;
  company: string | null;
  /** When it would have become MQL, and its score then. */
  at: Date;
  fit: number;
  engagement: number;
  total: number;
  grade: string;
  byRequest: boolean;
  /** What became of it, by outcome. */
  verdicts: { accepted: Verdict; sql: Verdict; opportunity: Verdict; customer: Verdict };
};

export type BacktestLeads = {
  status: "done";
  total: number;
  data: readonly BacktestLead[];
  nextCursor: string | null;
};

/** The leads behind a number of a backtest, newest crossing first. */
export async function backtestLeads(
  db: Db,
  viewer: Viewer,
  order: Omit<BacktestOrder, "line"> & {
    list: ListName;
    week: number | null;
    after: { at: Date; leadId: string } | null;
    limit: number;
  },
): Promise<BacktestLeads | Underway> {
  const { both } = await bothModels(db, viewer, order);
  const { list, week, after, limit } = order;
  const found = await engine.ask(
    { ...both, kind: "list", list, week, after, limit },
    order.patience ?? PATIENCE_MS,
  );
  if ("progress" in found) return { status: "running", progress: found.progress };
  if (found.answer.kind !== "list") throw new Error("the process answered something else");
  const { total, crossings } = found.answer;
  const page = crossings.slice(0, limit);
  const last = page.at(-1);
  return {
    status: "done",
    total,
    data: await named(db, page),
    nextCursor: crossings.length > limit && last ? `${last.at.toISOString()}_${last.leadId}` : null,
  };
}

async function named(db: Db, crossings: readonly ListedCrossing[]): Promise<BacktestLead[]> {
  const leads = await db.lead.findMany({
    where: { id: { in: crossings.map(({ leadId }) => leadId) } },
    select: { id: true, name: true, company: { select: { name: true } } },
  });
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  return crossings.flatMap(({ leadId, fate, ...crossing }) => {
    const lead = byId.get(leadId);
    if (!lead) return [];
    return {
      id: leadId,
      name: lead.name,
      company: lead.company?.name ?? null,
      ...crossing,
      verdicts: {
        accepted: verdictOf(fate, "accepted"),
        sql: verdictOf(fate, "sql"),
        opportunity: verdictOf(fate, "opportunity"),
        customer: verdictOf(fate, "customer"),
      },
    };
  });
}

async function bothModels(
  db: Db,
  viewer: Viewer,
  { document, now }: Pick<BacktestOrder, "document" | "now">,
): Promise<{ model: number; both: Both }> {
  refuseUnlessReader(viewer);
  const inForce = await modelInForce(db);
  const url = process.env.DATABASE_URL ?? "";
  const asked = document ?? (await draft(db, viewer)).document;
  return { model: inForce.version, both: { url, now, published: inForce.document, draft: asked } };
}
