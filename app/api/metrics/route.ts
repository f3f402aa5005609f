import { workMetrics } from "@/lib/operations/queries/metrics";
import { db } from "@/lib/platform/db/client";
import { EXPOSITION, exposition } from "@/lib/platform/metrics/exposition";
import { requestMetrics } from "@/lib/platform/metrics/meter";
import { processMetrics } from "@/lib/platform/metrics/process";
import { defineRoute } from "@/lib/platform/web/route";

/** For Prometheus, with an API key of scope admin as its bearer token. */
export const GET = defineRoute({
  method: "GET",
  path: "/api/metrics",
  group: "Operations",
  summary: "Metrics in Prometheus' text format",
  allow: "settings.manage",
  statuses: [200],
  produces: EXPOSITION,
  run: async ({ viewer, now }) => {
    const work = await workMetrics(db(), viewer, now);
    return new Response(exposition([...processMetrics(), ...requestMetrics(), ...work]), {
      headers: { "Content-Type": EXPOSITION },
    });
  },
});
