import { z } from "zod";
import { activeReasons } from "@/lib/handoffs/queries/reasons";
import { REASON_KINDS } from "@/lib/handoffs/reasons";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

const reason = z
  .object({
    code: z.string(),
    label: z.string(),
    kind: z.enum(REASON_KINDS).meta({ description: "Where a lead goes that is rejected for it." }),
  })
  .meta({ id: "Reason" });

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/reasons",
  summary: "List the reasons of rejecting, recycling and disqualifying",
  group: "Workspace",
  allow: "definition.read",
  answer: z.object({ data: z.array(reason), nextCursor: z.null() }),
  statuses: [200],
  run: async ({ viewer }) => {
    const reasons = await activeReasons(db(), viewer);
    return {
      body: { data: reasons.map(({ code, label, kind }) => ({ code, label, kind })), nextCursor: null },
    };
  },
});
