import { z } from "zod";
import { exclusionOut, toExclusionOut } from "@/lib/exclusions/api";
import { excludeActivity, excludePattern } from "@/lib/exclusions/commands/exclude";
import { exclusionById, exclusions } from "@/lib/exclusions/queries/exclusions";
import { exclusionInput } from "@/lib/exclusions/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/exclusions",
  group: "Scoring",
  summary: "What does not count, newest first; lifted ones behind",
  allow: "scoring.read",
  answer: z.object({ data: z.array(exclusionOut) }),
  statuses: [200],
  run: async ({ viewer }) => ({ body: { data: (await exclusions(db(), viewer)).map(toExclusionOut) } }),
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/exclusions",
  group: "Scoring",
  summary: "Exclude one activity, or all that look alike",
  description:
    "Scores re-derive, those of past days too; nobody is moved to another stage by it. 201 when it was made, 200 when it was in force already. Try a pattern with preview first.",
  allow: "activity.exclude",
  body: exclusionInput,
  answer: exclusionOut,
  statuses: [201, 200],
  idempotent: true,
  run: async (caller, { body }) => {
    const { exclusionId, created } =
      "activityId" in body ? await excludeActivity(caller, body) : await excludePattern(caller, body);
    const made = await exclusionById(db(), caller.viewer, exclusionId);
    return { status: created ? 201 : 200, body: toExclusionOut(made) };
  },
});
