import { GROUPINGS } from "@/lib/funnel/dimensions";
import { formulaOf, KPI_NAMES, kpi } from "@/lib/funnel/kpis";
import { kpiEntry } from "@/lib/funnel/schema";
import { pageOf } from "@/lib/platform/web/paging";
import { defineRoute } from "@/lib/platform/web/route";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/metrics",
  group: "Metrics",
  summary: "The numbers Baton knows, each with its definition and formula",
  allow: "funnel.read",
  answer: pageOf(kpiEntry),
  statuses: [200],
  run: async () => ({ body: { data: KPI_NAMES.map(entryOf), nextCursor: null } }),
});

function entryOf(name: (typeof KPI_NAMES)[number]) {
  const { label, meaning, numerator, denominator, bases, unit } = kpi(name);
  return {
    kpi: name,
    label,
    definition: meaning,
    formula: formulaOf(name),
    numerator,
    denominator,
    bases: [...bases],
    unit,
    groupBy: [...GROUPINGS],
    url: `/api/v1/metrics/${name}`,
  };
}
