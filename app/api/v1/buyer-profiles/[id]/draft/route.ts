import { z } from "zod";
import { profileDraftOut, toProfileDraftOut } from "@/lib/buyer-profiles/api";
import { discardProfileDraft, saveProfileDraft } from "@/lib/buyer-profiles/commands/drafts";
import { lintProfile } from "@/lib/buyer-profiles/lint";
import { profileDraft } from "@/lib/buyer-profiles/queries/profiles";
import { profileId, savedProfileInput } from "@/lib/buyer-profiles/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import type { Viewer } from "@/lib/team/viewer";

const params = z.object({ id: profileId });

const answerOf = async (viewer: Viewer, id: string) => {
  const draft = await profileDraft(db(), viewer, id);
  return toProfileDraftOut(draft, lintProfile(draft.document));
};

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/buyer-profiles/{id}/draft",
  group: "Scoring",
  summary: "The draft of a profile’s next version",
  description: "While there is none: the newest version as what a draft would start from, with revision 0.",
  allow: "scoring.read",
  params,
  answer: profileDraftOut,
  statuses: [200],
  run: async ({ viewer }, { params: { id } }) => ({ body: await answerOf(viewer, id) }),
});

export const PUT = defineRoute({
  method: "PUT",
  path: "/api/v1/buyer-profiles/{id}/draft",
  group: "Scoring",
  summary: "Save the draft of a profile, or begin a new profile",
  description:
    "The whole document. An id that is new begins a profile. With `revision`, only when nobody saved since: else 409 with the current draft.",
  allow: "scoring.edit",
  params,
  body: savedProfileInput,
  answer: profileDraftOut,
  statuses: [200],
  run: async (caller, { params: { id }, body }) => {
    await saveProfileDraft(caller, id, body);
    return { body: await answerOf(caller.viewer, id) };
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/buyer-profiles/{id}/draft",
  group: "Scoring",
  summary: "Discard the draft of a profile",
  description: "A profile that was never published goes with it.",
  allow: "scoring.edit",
  params,
  statuses: [204],
  run: async (caller, { params: { id } }) => {
    await discardProfileDraft(caller, id);
    return { status: 204 };
  },
});
