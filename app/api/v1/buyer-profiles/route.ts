import { z } from "zod";
import { profileEntryOut, toProfileEntryOut } from "@/lib/buyer-profiles/api";
import { profileList } from "@/lib/buyer-profiles/queries/profiles";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/buyer-profiles",
  group: "Scoring",
  summary: "List the buyer profiles",
  description: "Those in use first. What they say is at `/api/v1/buyer-profiles/{id}`.",
  allow: "scoring.read",
  answer: z.object({ data: z.array(profileEntryOut), nextCursor: z.null() }),
  statuses: [200],
  run: async ({ viewer }) => ({
    body: { data: (await profileList(db(), viewer)).map(toProfileEntryOut), nextCursor: null },
  }),
});
