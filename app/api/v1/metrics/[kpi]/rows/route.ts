import { metricRows } from "@/lib/funnel/queries/metric";
import { metricParams, rowAnswer, rowsQuery } from "@/lib/funnel/schema";
import { db } from "@/lib/platform/db/client";
import { pageOf, pageQuery } from "@/lib/platform/web/paging";
import { defineRoute } from "@/lib/platform/web/route";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/metrics/{kpi}/rows",
  group: "Metrics",
  summary: "The rows behind a number, newest first",
  description:
    "All rows of the denominator, each with inNumerator, unless `set` asks for others. `part.<grouping>` narrows to one part; empty means the rows without a value.",
  allow: "funnel.read",
  params: metricParams,
  query: rowsQuery(pageQuery),
  answer: pageOf(rowAnswer),
  statuses: [200],
  run: async ({ viewer, now }, { params, query }) => ({
    body: await metricRows(db(), viewer, params.kpi, query, now),
  }),
});
