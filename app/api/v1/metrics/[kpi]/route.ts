import { metric } from "@/lib/funnel/queries/metric";
import { metricAnswer, metricParams, metricQuery } from "@/lib/funnel/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/metrics/{kpi}",
  group: "Metrics",
  summary: "One number: value, numerator, denominator, n and the address of its rows",
  description:
    "Counts passes, handoffs or opportunities of a period of the workspace's days. Filters narrow it; groupBy splits it into parts that add up to it.",
  allow: "funnel.read",
  params: metricParams,
  query: metricQuery,
  answer: metricAnswer,
  statuses: [200],
  run: async ({ viewer, now }, { params, query }) => ({
    body: await metric(db(), viewer, params.kpi, query, now),
  }),
});
