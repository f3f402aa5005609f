import type { Day } from "@/lib/shared/day";
import { compile } from "./compile";
import { explain } from "./explanation";
import { changesOn, nextCrossing } from "./forecast";
import { isNearAny } from "./grade";
import type { ScoringModelDocument } from "./model";
import { groundsOf, reasonOf } from "./reason";
import type { Score, ScoreSubject } from "./score";
import { type Standing, standingOn } from "./standing";
import { attributesOn, type Tally, tally } from "./tally";

/** A score without its explanation: what is stored. */
export type ScoreBrief = Omit<Score, "rows">;

/**
 * The score of a subject at the end of a day of the zone, with its explanation. Pure: later activities, attribute values
 * and adjustments do not exist for it, and the order of the activities given does not matter.
 * Amounts in its words are of the currency (ISO code). Throws RangeError for a document whose rules name unknown groups, and
 * for an unknown zone or currency.
 */
export function scoreLead(
  subject: ScoreSubject,
  document: ScoringModelDocument,
  on: Day,
  zone: string,
  currency: string,
): Score {
  const counted = tally(subject, compile(document), on, zone);
  const standing = standingOn(counted, counted.day);
  return {
    ...brief(subject, counted, standing, on),
    rows: explain(counted, standing, { values: attributesOn(subject, on, zone), currency }),
  };
}

/** The same score without building its explanation, for runs over many leads. */
export function scoreBriefly(
  subject: ScoreSubject,
  document: ScoringModelDocument,
  on: Day,
  zone: string,
): ScoreBrief {
  const counted = tally(subject, compile(document), on, zone);
  return brief(subject, counted, standingOn(counted, counted.day), on);
}

/** Where the same score stands: its numbers without words and without what comes later, for comparisons over many leads. */
export function standingOf(
  subject: ScoreSubject,
  document: ScoringModelDocument,
  on: Day,
  zone: string,
): Standing {
  const counted = tally(subject, compile(document), on, zone);
  return standingOn(counted, counted.day);
}

/** When the lead begins or ceases to meet the MQL criteria unless something happens, within a year; null when it does not. */
export function forecastMql(
  subject: ScoreSubject,
  document: ScoringModelDocument,
  on: Day,
  zone: string,
): { on: Day; meetsMql: boolean } | null {
  const counted = tally(subject, compile(document), on, zone);
  return nextCrossing(counted, standingOn(counted, counted.day));
}

function brief(subject: ScoreSubject, counted: Tally, standing: Standing, on: Day): ScoreBrief {
  const { total, fit, engagement, adjustment, fitBand, engagementBand, grade, meetsMql, isHot } = standing;
  const { document } = counted.model;
  const grounds = groundsOf(counted, standing);
  const reason = reasonOf(counted, grounds);
  return {
    leadId: subject.leadId,
    on,
    total,
    fit,
    engagement,
    adjustment,
    fitBand,
    engagementBand,
    grade,
    meetsMql,
    nearMql: !meetsMql && isNearAny(document.mql, document, standing),
    isHot,
    reason,
    changesOn: changesOn(counted, standing, grounds, reason),
  };
}
