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
  const fresh = activities.filter(
    (activity) =>
      (since === null || activity.occurredAt > since) &&
      daysBetween(dayOf(activity.occurredAt, house.zone), house.today) <= REQUEST_IS_FRESH_DAYS,
  );
  const { entry } = house.definition.document.mql;
  const asked = fresh.some((activity) => isHandRaise(activity, house.activityTypes.get(activity.type)));
  const triggered = new Set(
    fresh.flatMap(({ id }) =>
      triggeredBy(subject, house.model.document, id, house.zone).map(({ trigger }) => trigger),
    ),
  );
  if (entry.handRaise && (asked || triggered.has("hand-raise"))) return "hand_raise";
  if (entry.pql && triggered.has("pql")) return "pql";
  return entry.score && score.meetsMql ? "score" : null;
}

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
