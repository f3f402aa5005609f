import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { defineRoute } from "@/lib/platform/web/route";
import { challengerOut, toChallengerOut } from "@/lib/scoring/api/challenger";
import { endChallenger, startChallenger } from "@/lib/scoring/commands/challenger";
import { challengerAtWork } from "@/lib/scoring/queries/challenger";
import { challengerInput } from "@/lib/scoring/schema";
import type { Viewer } from "@/lib/team/viewer";

const answerOf = async (viewer: Viewer) => {
  const challenger = await challengerAtWork(db(), viewer);
  if (!challenger) throw new AppError("not_found", "No challenger is at work");
  return toChallengerOut(challenger);
};

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/scoring-models/challenger",
  group: "Scoring",
  summary: "The model that scores beside the one in force, and how far they agree",
  allow: "scoring.read",
  answer: challengerOut,
  statuses: [200],
  run: async ({ viewer }) => ({ body: await answerOf(viewer) }),
});

export const PUT = defineRoute({
  method: "PUT",
  path: "/api/v1/scoring-models/challenger",
  group: "Scoring",
  summary: "Let the saved draft, or a published version, score beside the one in force",
  description: "It takes the place of the challenger at work. It decides nothing.",
  allow: "scoring.edit",
  body: challengerInput,
  answer: challengerOut,
  statuses: [200],
  run: async (caller, { body }) => {
    await startChallenger(caller, body);
    return { body: await answerOf(caller.viewer) };
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/scoring-models/challenger",
  group: "Scoring",
  summary: "End the challenger",
  allow: "scoring.edit",
  statuses: [204],
  run: async (caller) => {
    await endChallenger(caller);
    return { status: 204 };
  },
});
