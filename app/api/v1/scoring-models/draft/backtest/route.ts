import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { backtestInput, backtestOut, toBacktestOut, toUnderwayOut } from "@/lib/scoring/api/backtest";
import { backtestDraft } from "@/lib/scoring/queries/backtest/ask";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/scoring-models/draft/backtest",
  group: "Scoring",
  summary:
    "What a draft would have done in the last 90 days, beside the version in force and what really happened",
  description:
    "Exact: every lead is replayed, event by event, with what was known at each moment. Stores nothing. While the past is still being read it answers 202 with how far it is: ask the same again.",
  allow: "scoring.read",
  body: backtestInput,
  answer: backtestOut,
  statuses: [200, 202],
  run: async ({ viewer, now }, { body: { document, line, ...asked } }) => {
    const view = await backtestDraft(db(), viewer, { document, line, now });
    return view.status === "running"
      ? { status: 202, body: toUnderwayOut(view) }
      : { status: 200, body: toBacktestOut(view, asked) };
  },
});
