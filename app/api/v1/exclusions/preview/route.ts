import { effectOut, toEffectOut } from "@/lib/exclusions/api";
import { effectOfPattern } from "@/lib/exclusions/queries/effect";
import { patternInput } from "@/lib/exclusions/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/exclusions/preview",
  group: "Scoring",
  summary: "What excluding by a pattern would do",
  description: "How much it means, and which MQLs would not have become one. Stores nothing.",
  allow: "scoring.read",
  body: patternInput,
  answer: effectOut,
  statuses: [200],
  run: async ({ viewer }, { body }) => ({ body: toEffectOut(await effectOfPattern(db(), viewer, body)) }),
});
