import { effectOut, exclusionOut, toEffectOut, toExclusionOut } from "@/lib/exclusions/api";
import { liftExclusion } from "@/lib/exclusions/commands/exclude";
import { effectOfExclusion } from "@/lib/exclusions/queries/effect";
import { exclusionById } from "@/lib/exclusions/queries/exclusions";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/exclusions/{id}",
  group: "Scoring",
  summary: "One exclusion and what it does",
  allow: "scoring.read",
  params: idShape,
  answer: exclusionOut.extend({ effect: effectOut }),
  statuses: [200],
  run: async ({ viewer }, { params }) => {
    const exclusion = await exclusionById(db(), viewer, params.id);
    const effect = await effectOfExclusion(db(), viewer, params.id);
    return { body: { ...toExclusionOut(exclusion), effect: toEffectOut(effect) } };
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/exclusions/{id}",
  group: "Scoring",
  summary: "Lift an exclusion: what it took out counts again",
  description: "The row stays, as lifted. Lifting twice changes nothing.",
  allow: "activity.exclude",
  params: idShape,
  answer: exclusionOut,
  statuses: [200],
  run: async (caller, { params }) => {
    await liftExclusion(caller, params.id);
    return { body: toExclusionOut(await exclusionById(db(), caller.viewer, params.id)) };
  },
});
