import { z } from "zod";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { modelVersionOut, toModelVersionOut } from "@/lib/scoring/api";
import { modelVersions } from "@/lib/scoring/queries/models";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/scoring-models",
  group: "Scoring",
  summary: "List the published versions of the scoring model, newest first",
  description: "The newest is in force. Their documents are at `/api/v1/scoring-models/{n}`.",
  allow: "scoring.read",
  answer: z.object({ data: z.array(modelVersionOut), nextCursor: z.null() }),
  statuses: [200],
  run: async ({ viewer }) => ({
    body: { data: (await modelVersions(db(), viewer)).map(toModelVersionOut), nextCursor: null },
  }),
});
