import { dayFromNumber, dayNumberOf } from "@/lib/shared/day";
import { compile } from "./compile";
import type { EngagementRule, ScoringModelDocument, Trigger } from "./model";
import type { ScoredActivity, ScoreSubject } from "./score";
import { countInWindow } from "./standing";
import { type EngagementTally, tally } from "./tally";

export type Triggered = { trigger: Trigger; ruleId: string; label: string };

/**
 * What an activity of the subject sets off by itself, hand-raises first. Only what the lead did of its own accord raises a
 * hand: never a request that a rep or marketing began, nor a suspect activity. A frequency rule is set off by the activity
 * that completes it. The activity is one of the subject's; later days do not count.
 */
export function triggeredBy(
  subject: ScoreSubject,
  document: ScoringModelDocument,
  activity: ScoredActivity,
  zone: string,
): Triggered[] {
  if (activity.initiatedBy === "rep" || activity.initiatedBy === "marketing") return [];
  const model = compile(document);
  // Of most types no rule sets anything off: then nothing need be counted.
  if (!model.byType.get(activity.type)?.some(({ rule }) => rule.trigger)) return [];
  const day = dayNumberOf(activity.occurredAt, zone);
  return tally(subject, model, dayFromNumber(day), zone)
    .engagement.filter(({ matches }) => matches.some(({ id }) => id === activity.id))
    .filter((part) => isComplete(part, day))
    .flatMap(({ rule }) => triggered(rule.rule))
    .sort((a, b) => (a.trigger === b.trigger ? 0 : a.trigger === "hand-raise" ? -1 : 1));
}

function isComplete(part: EngagementTally, day: number): boolean {
  const { frequency } = part.rule.rule;
  return !frequency || countInWindow(part, day) >= frequency.atLeast;
}

const triggered = ({ trigger, id, label }: EngagementRule): Triggered[] =>
  trigger ? [{ trigger, ruleId: id, label }] : [];
