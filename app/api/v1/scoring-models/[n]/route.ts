import { z } from "zod";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { modelOut, toModelOut } from "@/lib/scoring/api";
import { modelVersion } from "@/lib/scoring/queries/models";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/scoring-models/{n}",
  group: "Scoring",
  summary: "One published version with its document",
  allow: "scoring.read",
  params: z.object({ n: z.coerce.number().int().min(1).max(2_000_000_000) }),
  answer: modelOut,
  statuses: [200],
  run: async ({ viewer }, { params }) => ({ body: toModelOut(await modelVersion(db(), viewer, params.n)) }),
});
