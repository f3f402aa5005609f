import { z } from "zod";
import { interestsOut, toInterestsOut } from "@/lib/assets/api";
import { leadInterests } from "@/lib/assets/queries";
import { requirePresent } from "@/lib/leads/queries/present";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { dayShape, idShape } from "@/lib/platform/web/shapes";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/leads/{id}/interests",
  group: "Leads",
  summary: "What the content a lead used says of its interests and journey stage",
  description: "As of the end of a day, today when none is named; by the catalogue of assets as it is now.",
  allow: "lead.read",
  params: idShape,
  query: z.object({ on: dayShape.optional() }),
  answer: interestsOut,
  statuses: [200],
  run: async ({ viewer, now }, { params: { id }, query: { on } }) => {
    await requirePresent(db(), viewer, id);
    return { body: toInterestsOut(await leadInterests(db(), viewer, id, { on, now })) };
  },
});
