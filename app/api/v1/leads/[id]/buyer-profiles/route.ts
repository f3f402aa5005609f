import { z } from "zod";
import { leadProfileOut, toLeadProfileOut } from "@/lib/buyer-profiles/api";
import { leadProfiles } from "@/lib/buyer-profiles/queries/matches";
import { requirePresent } from "@/lib/leads/queries/present";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { dayShape, idShape } from "@/lib/platform/web/shapes";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/leads/{id}/buyer-profiles",
  group: "Leads",
  summary: "How a lead stands to the buyer profiles, best first",
  description: "By what was known of it at the end of a day; today when none is named.",
  allow: "lead.read",
  params: idShape,
  query: z.object({ on: dayShape.optional() }),
  answer: z.object({ data: z.array(leadProfileOut), nextCursor: z.null() }),
  statuses: [200],
  run: async ({ viewer, now }, { params: { id }, query: { on } }) => {
    await requirePresent(db(), viewer, id);
    const profiles = await leadProfiles(db(), viewer, id, { on, now });
    return { body: { data: profiles.map(toLeadProfileOut), nextCursor: null } };
  },
});
