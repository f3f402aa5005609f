import type { Activity, ActivityType } from "./activity";
import { CALL_OUTCOMES } from "./calls";

type Signal = Pick<Activity, "type" | "initiatedBy" | "trust" | "properties">;

/** Outcomes of an outbound attempt that reached nobody. */
const UNREACHED: readonly string[] = CALL_OUTCOMES.filter((outcome) => outcome !== "reached");

/**
 * Whether the lead itself asked to talk to us. A meeting counts only when the lead booked it; what a rep or marketing
 * initiated never does, and neither does anything a machine did.
 */
export function isHandRaise(activity: Signal, type: Pick<ActivityType, "handRaise"> | undefined): boolean {
  if (activity.trust !== "human" || activity.initiatedBy === "rep" || activity.initiatedBy === "marketing")
    return false;
  if (type?.handRaise) return true;
  return activity.type === "meeting_booked" && activity.initiatedBy === "lead";
}

/** Whether sales tried to reach the lead (a person, outbound), whatever came of it. */
export function isContactAttempt(activity: Signal, type: Pick<ActivityType, "contact"> | undefined): boolean {
  return Boolean(type?.contact) && activity.trust === "human" && activity.initiatedBy === "rep";
}

/** Whether sales reached the lead: what stops the contact clock. */
export function isContact(activity: Signal, type: Pick<ActivityType, "contact"> | undefined): boolean {
  const outcome = activity.properties.outcome;
  return isContactAttempt(activity, type) && !(typeof outcome === "string" && UNREACHED.includes(outcome));
}
