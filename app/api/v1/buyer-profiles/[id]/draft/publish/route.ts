import { z } from "zod";
import { profileVersionOut, toProfileVersionOut } from "@/lib/buyer-profiles/api";
import { publishProfile } from "@/lib/buyer-profiles/commands/publish";
import { profileVersion } from "@/lib/buyer-profiles/queries/profiles";
import { profileId, publishProfileInput } from "@/lib/buyer-profiles/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/buyer-profiles/{id}/draft/publish",
  group: "Scoring",
  summary: "Make the draft of a profile its next version",
  description:
    "Needs a note; says who approved it. What the lint calls an error refuses it. No score changes: rules that cite the profile keep the version they were made of until somebody changes them.",
  allow: "scoring.edit",
  params: z.object({ id: profileId }),
  body: publishProfileInput,
  answer: profileVersionOut,
  statuses: [201],
  idempotent: true,
  run: async (caller, { params: { id }, body }) => {
    const { version } = await publishProfile(caller, id, body);
    return { status: 201, body: toProfileVersionOut(await profileVersion(db(), caller.viewer, id, version)) };
  },
});
