import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { modelOut, toModelOut } from "@/lib/scoring/api";
import { publishDraft } from "@/lib/scoring/commands/publish";
import { modelVersion } from "@/lib/scoring/queries/models";
import { publishInput } from "@/lib/scoring/schema";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/scoring-models/draft/publish",
  group: "Scoring",
  summary: "Make the draft the next version, in force at once",
  description:
    "Needs a note. What the lint calls an error refuses it. Leads are re-scored in the background; none is promoted by it.",
  allow: "scoring.edit",
  body: publishInput,
  answer: modelOut,
  statuses: [201],
  idempotent: true,
  run: async (caller, { body }) => {
    const { version } = await publishDraft(caller, body);
    return { status: 201, body: toModelOut(await modelVersion(db(), caller.viewer, version)) };
  },
});
