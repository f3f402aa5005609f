import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { draftOut, toDraftOut } from "@/lib/scoring/api";
import { discardDraft, saveDraft } from "@/lib/scoring/commands/drafts";
import { lint } from "@/lib/scoring/lint";
import { draft } from "@/lib/scoring/queries/models";
import { savedDraftInput } from "@/lib/scoring/schema";
import type { Viewer } from "@/lib/team/viewer";

const answerOf = async (viewer: Viewer) => {
  const current = await draft(db(), viewer);
  return toDraftOut(current, lint(current.document));
};

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/scoring-models/draft",
  group: "Scoring",
  summary: "The draft of the next version",
  description: "While there is none: the version in force as what a draft would start from, with revision 0.",
  allow: "scoring.read",
  answer: draftOut,
  statuses: [200],
  run: async ({ viewer }) => ({ body: await answerOf(viewer) }),
});

export const PUT = defineRoute({
  method: "PUT",
  path: "/api/v1/scoring-models/draft",
  group: "Scoring",
  summary: "Save the draft",
  description:
    "The whole document, as its JSON Schema at `/api/v1/scoring-models/schema.json` says. With `revision`, only when nobody saved since: else 409 with the current draft.",
  allow: "scoring.edit",
  body: savedDraftInput,
  answer: draftOut,
  statuses: [200],
  run: async (caller, { body }) => {
    await saveDraft(caller, body);
    return { body: await answerOf(caller.viewer) };
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/scoring-models/draft",
  group: "Scoring",
  summary: "Discard the draft",
  allow: "scoring.edit",
  statuses: [204],
  run: async (caller) => {
    await discardDraft(caller);
    return { status: 204 };
  },
});
