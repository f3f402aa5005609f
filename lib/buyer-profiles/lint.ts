import { listsOf } from "@/lib/conditions/condition";
import { BUILT_IN_LIST_LABELS } from "@/lib/conditions/lists";
import type { BuyerProfileDocument } from "./profile";

/** What is wrong (error: it cannot be published) or doubtful (warning) about a profile, and what to do about it. */
export type ProfileFinding = {
  level: "error" | "warning";
  code: "no-summary" | "no-essentials" | "unknown-list" | "empty-list";
  message: string;
  aspectId?: string;
};

/** Reads a profile as a careful colleague would. */
export function lintProfile({ summary, aspects, lists }: BuyerProfileDocument): ProfileFinding[] {
  const found: ProfileFinding[] = [];
  if (summary === "")
    found.push({
      level: "error",
      code: "no-summary",
      message: "Say in a sentence who this is: sales reads it first.",
    });
  if (!aspects.some(({ essential }) => essential))
    found.push({
      level: "error",
      code: "no-essentials",
      message: "Mark at least one aspect as a must: without one, every lead would be of this profile.",
    });
  for (const { id, label, when } of aspects)
    for (const name of listsOf(when)) {
      if (Object.hasOwn(BUILT_IN_LIST_LABELS, name)) continue;
      const list = lists.find((candidate) => candidate.id === name);
      if (!list)
        found.push({
          level: "error",
          code: "unknown-list",
          message: `“${label}” looks into the list ${name}, which does not exist.`,
          aspectId: id,
        });
      else if (list.entries.length === 0)
        found.push({
          level: "warning",
          code: "empty-list",
          message: `“${label}” never matches: the list of ${list.label} is empty.`,
          aspectId: id,
        });
    }
  return found;
}
