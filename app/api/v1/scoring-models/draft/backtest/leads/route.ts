import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import {
  backtestLeadsInput,
  backtestLeadsOut,
  toBacktestLeadsOut,
  toUnderwayOut,
} from "@/lib/scoring/api/backtest";
import { backtestLeads } from "@/lib/scoring/queries/backtest/ask";
import { may } from "@/lib/team/permissions";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/scoring-models/draft/backtest/leads",
  group: "Scoring",
  summary: "The leads behind a number of a backtest, newest crossing first",
  description: "With the score each had at its crossing. 202 while the past is still being read.",
  allow: (viewer) => may(viewer, "scoring.read") && may(viewer, "lead.read"),
  body: backtestLeadsInput,
  answer: backtestLeadsOut,
  statuses: [200, 202],
  run: async ({ viewer, now }, { body: { document, list, week, limit, cursor } }) => {
    const asked = { document, list, week: week ?? null, limit, after: cursor ?? null, now };
    const view = await backtestLeads(db(), viewer, asked);
    return view.status === "running"
      ? { status: 202, body: toUnderwayOut(view) }
      : { status: 200, body: toBacktestLeadsOut(view) };
  },
});
