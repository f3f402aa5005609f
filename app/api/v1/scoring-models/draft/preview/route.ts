import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { previewInput, previewOut, toPreviewOut } from "@/lib/scoring/api";
import { draft } from "@/lib/scoring/queries/models";
import { pinnedLeadIds, previewDraft } from "@/lib/scoring/queries/preview";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/scoring-models/draft/preview",
  group: "Scoring",
  summary: "What a draft would do today: to single leads in full, to a sample of all in numbers",
  description: "Stores nothing. Compares with the version in force.",
  allow: "scoring.read",
  body: previewInput,
  answer: previewOut,
  statuses: [200],
  run: async ({ viewer, now }, { body }) => {
    const document = body.document ?? (await draft(db(), viewer)).document;
    const leadIds = body.leads ?? (await pinnedLeadIds(db(), viewer));
    return { body: toPreviewOut(await previewDraft(db(), viewer, document, { leadIds, now })) };
  },
});
