import { z } from "zod";
import { profileVersionOut, toProfileVersionOut } from "@/lib/buyer-profiles/api";
import { profileVersion } from "@/lib/buyer-profiles/queries/profiles";
import { profileId } from "@/lib/buyer-profiles/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/buyer-profiles/{id}/versions/{n}",
  group: "Scoring",
  summary: "One published version of a buyer profile",
  allow: "scoring.read",
  params: z.object({ id: profileId, n: z.coerce.number().int().min(1).max(2_000_000_000) }),
  answer: profileVersionOut,
  statuses: [200],
  run: async ({ viewer }, { params: { id, n } }) => ({
    body: toProfileVersionOut(await profileVersion(db(), viewer, id, n)),
  }),
});
