import { z } from "zod";
import { profileOut, toProfileOut } from "@/lib/buyer-profiles/api";
import { retireProfile } from "@/lib/buyer-profiles/commands/publish";
import { countProfiles } from "@/lib/buyer-profiles/queries/matches";
import { profileVersion, profileView } from "@/lib/buyer-profiles/queries/profiles";
import { profileId } from "@/lib/buyer-profiles/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

const params = z.object({ id: profileId });

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/buyer-profiles/{id}",
  group: "Scoring",
  summary: "One buyer profile: the version in force, all versions, how many leads are of it",
  allow: "scoring.read",
  params,
  answer: profileOut,
  statuses: [200],
  run: async ({ viewer, now }, { params: { id } }) => {
    const view = await profileView(db(), viewer, id);
    const inForce = view.versions.length > 0 ? await profileVersion(db(), viewer, id) : null;
    const leads =
      inForce && !view.retired ? ((await countProfiles(db(), viewer, [inForce], now)).get(id) ?? null) : null;
    return { body: toProfileOut(view, inForce, leads) };
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/buyer-profiles/{id}",
  group: "Scoring",
  summary: "Take a buyer profile out of use",
  description: "Its versions stay. Publishing another one brings it back.",
  allow: "scoring.edit",
  params,
  statuses: [204],
  run: async (caller, { params: { id } }) => {
    await retireProfile(caller, id);
    return { status: 204 };
  },
});
