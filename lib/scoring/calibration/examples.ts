import { ok, type Result, refuse } from "@/lib/shared/result";
import type { ScoreSubject } from "../score";

// What a lead teaches: what was known of it when it had to be judged, and what became of it.

const DAY_MS = 86_400_000;

/** What counts as success. */
export const OUTCOMES = ["sql", "opportunity", "customer"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How long after its capture a lead that never became an MQL is judged. */
export const HORIZONS = [30, 60, 90] as const;
export type Horizon = (typeof HORIZONS)[number];

export type CalibrationOptions = { outcome: Outcome; horizonDays: Horizon };

/** What happened to a lead, as far as the calibration asks. */
export type LeadCourse = {
  leadId: string;
  capturedAt: Date;
  /** When its first pass began; null when it never became an MQL. */
  mqlAt: Date | null;
  /** Nobody told that time: it is the time of a later stage. */
  mqlImputed: boolean;
  /** Any of its passes reached the outcome. */
  reached: boolean;
  /** Sales has not decided yet. */
  open: boolean;
};

/** Why a lead teaches nothing (yet). */
export type LeftOut = "young" | "open" | "unknown-moment";

export type Example = { leadId: string; capturedAt: Date; moment: Date; converted: boolean };

/**
 * The moment at which a lead is judged, and its outcome. The moment is its MQL, yet never later than the horizon after its
 * capture, so that nobody is looked at for longer than those who never became one. Left out, whatever became of it: a lead
 * younger than the horizon (of the young only the quick ones would have converted); one that sales has not decided; one
 * whose MQL time was imputed from a later stage, for then everything up to that stage would be known.
 */
export function exampleOf(
  course: LeadCourse,
  { horizonDays }: Pick<CalibrationOptions, "horizonDays">,
  now: Date,
): Result<Example, LeftOut> {
  const { leadId, capturedAt, mqlAt, mqlImputed, reached, open } = course;
  const horizon = new Date(capturedAt.getTime() + horizonDays * DAY_MS);
  if (horizon > now) return refuse("young");
  if (open && !reached) return refuse("open");
  if (mqlAt && mqlImputed && mqlAt > capturedAt) return refuse("unknown-moment");
  return ok({ leadId, capturedAt, moment: mqlAt && mqlAt < horizon ? mqlAt : horizon, converted: reached });
}

/**
 * The subject as it was known at an instant: what happened later that day is gone, too. `toldLater` are activities that
 * were written down after the instant although they occurred before it; what people added by hand is no evidence.
 */
export function knownAt(subject: ScoreSubject, moment: Date, toldLater: ReadonlySet<string>): ScoreSubject {
  return {
    ...subject,
    attributes: subject.attributes.filter(({ at }) => at <= moment),
    activities: subject.activities.filter(({ id, occurredAt }) => occurredAt <= moment && !toldLater.has(id)),
    adjustments: [],
  };
}
