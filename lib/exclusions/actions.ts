"use server";

import { defineAction } from "@/lib/platform/web/action";
import { idShape } from "@/lib/platform/web/shapes";
import { excludeActivity, excludePattern, liftExclusion } from "./commands/exclude";
import { activityExclusionInput, patternExclusionInput } from "./schema";

const LEAD = "/leads/[id]";
const SCREEN = "/scoring/exclusions";

/** Takes one activity of a lead out of the count. */
export const doNotCount = defineAction({
  input: activityExclusionInput,
  allow: "activity.exclude",
  run: (caller, input) => excludeActivity(caller, input),
  refresh: [LEAD, SCREEN],
});

/** Takes everything that looks like this out of the count. */
export const excludeLookalikes = defineAction({
  input: patternExclusionInput,
  allow: "activity.exclude",
  run: (caller, input) => excludePattern(caller, input),
  refresh: [SCREEN],
  goTo: ({ exclusionId }) => `${SCREEN}?id=${exclusionId}`,
});

/** Lets it count again. */
export const countAgain = defineAction({
  input: idShape,
  allow: "activity.exclude",
  run: (caller, { id }) => liftExclusion(caller, id),
  refresh: [LEAD, SCREEN],
});
