import { scoreBriefly } from "@/lib/scoring/evaluate";
import type { Score, ScoredActivity, ScoreSubject } from "@/lib/scoring/score";
import { triggeredBy } from "@/lib/scoring/trigger";
import { dayOf, daysBetween } from "@/lib/shared/day";
import { isHandRaise } from "@/lib/tracking/signals";
import type { House, PassTrigger } from "./snapshot";

/** What makes a lead an MQL without a person's decision. */
export type Evidence = Extract<PassTrigger, "hand_raise" | "pql" | "score">;

/** As much of what is in force as the question takes. */
export type Ground = Pick<House, "zone" | "today" | "model" | "definition" | "activityTypes">;

/** An older request is history, not a request that waits for an answer. */
const REQUEST_IS_FRESH_DAYS = 60;

/** The strongest thing that activities of the subject since an instant say: a request, product usage, else the score. */
export function evidenceOf(
  house: Ground,
  looked: {
    subject: ScoreSubject;
    since: Date | null;
    score: Pick<Score, "meetsMql">;
    activities: readonly ScoredActivity[];
  },
): Evidence | null {
  const { subject, since, score, activities } = looked;
  const { entry } = house.definition.document.mql;
  let asked = false;
  let used = false;
  for (const activity of activities) {
    const raised = isHandRaise(activity, house.activityTypes.get(activity.type));
    const triggered = triggeredBy(subject, house.model.document, activity, house.zone);
    if ((!raised && triggered.length === 0) || !isFresh(house, activity, since)) continue;
    asked ||= raised || triggered.some(({ trigger }) => trigger === "hand-raise");
    used ||= triggered.some(({ trigger }) => trigger === "pql");
  }
  if (entry.handRaise && asked) return "hand_raise";
  if (entry.pql && used) return "pql";
  return entry.score && score.meetsMql ? "score" : null;
}

const isFresh = ({ zone, today }: Ground, { occurredAt }: ScoredActivity, since: Date | null): boolean =>
  (since === null || occurredAt > since) &&
  daysBetween(dayOf(occurredAt, zone), today) <= REQUEST_IS_FRESH_DAYS;

/** Whether what happened after an instant meets the MQL criteria by itself. */
export function meetsMqlSince(house: Ground, subject: ScoreSubject, since: Date): boolean {
  const activities = subject.activities.filter((activity) => activity.occurredAt > since);
  if (activities.length === 0) return false;
  return scoreBriefly({ ...subject, activities }, house.model.document, house.today, house.zone).meetsMql;
}

/**
 * Whether a lead that was no MQL would have become one by itself on the ground's day, from a subject as it was known then.
 * `since` is when its last pass closed: points from before do not count again, a request after it always does.
 */
export function crosses(house: Ground, subject: ScoreSubject, since: Date | null): boolean {
  const score = scoreBriefly(subject, house.model.document, house.today, house.zone);
  const evidence = evidenceOf(house, { subject, since, score, activities: subject.activities });
  if (evidence !== "score") return evidence !== null;
  return since === null || meetsMqlSince(house, subject, since);
}
