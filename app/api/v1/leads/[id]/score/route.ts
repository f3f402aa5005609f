import { z } from "zod";
import { requirePresent } from "@/lib/leads/queries/present";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { dayShape, idShape } from "@/lib/platform/web/shapes";
import { scoreOut, toScoreOut } from "@/lib/scoring/api";
import { scoreOfLead } from "@/lib/scoring/queries/scores";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/leads/{id}/score",
  group: "Scoring",
  summary: "The score of a lead on a day under a model, with the rows that sum to it",
  description:
    "Replayed from what was known at the end of that day. Without `on`: today in the workspace's zone; without `model`: the version in force.",
  allow: "lead.read",
  params: idShape,
  query: z.object({
    on: dayShape.optional(),
    model: z.coerce.number().int().min(1).max(2_000_000_000).optional(),
  }),
  answer: scoreOut,
  statuses: [200],
  run: async ({ viewer, now }, { params, query }) => {
    await requirePresent(db(), viewer, params.id);
    const score = await scoreOfLead(db(), viewer, params.id, { on: query.on, version: query.model, now });
    return { body: toScoreOut(score) };
  },
});
