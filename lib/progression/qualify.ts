import { asCounted } from "@/lib/exclusions/exclusion";
import type { HandoffCause } from "@/lib/handoffs/handoff";
import type { ScoreBrief } from "@/lib/scoring/evaluate";
import type { ScoredActivity } from "@/lib/scoring/score";
import { placeAmong } from "@/lib/scoring/tally";
import { assertNever } from "@/lib/shared/assert-never";
import type { Activity } from "@/lib/tracking/activity";
import { isContact, isContactAttempt } from "@/lib/tracking/signals";
import {
  type Course,
  changeHandoff,
  changePass,
  closePass,
  giveToMarketing,
  missingInWords,
  moveTo,
  openHandoff,
  openPass,
  raiseAlert,
  rescore,
} from "./course";
import { type Evidence, evidenceOf, meetsMqlSince } from "./evidence";
import type { LeadSnapshot, PassTrigger } from "./snapshot";

/**
 * New activities, one after the other, so that it does not matter how they were split into batches: log it, stop clocks,
 * score, and let the lead move where its evidence takes it.
 */
export function takeActivities(course: Course, activities: readonly Activity[]): void {
  for (const activity of activities) takeActivity(course, activity);
}

function takeActivity(course: Course, told: Activity): void {
  // Stored as it was told; judged as it counts.
  course.facts.push({ kind: "activity.logged", activity: told });
  const activity = asCounted(told, course.house.exclusions);
  course.snapshot = withActivity(course.snapshot, activity);
  stopContactClock(course, activity);
  const score = rescore(course);
  reconsider(course, score, evidenceIn(course, score, [activity]));
}

/** Attributes were set: the same question without new activities. A request that waited for a field counts now. */
export function takeAttributes(course: Course): void {
  const waited = course.snapshot.missing !== null;
  const score = rescore(course);
  reconsider(
    course,
    score,
    waited ? evidenceIn(course, score, course.snapshot.subject.activities) : scoreEvidence(course, score),
  );
}

/** The day changed: nobody is promoted, but a lead that qualified by score may have cooled. */
export function takeDay(course: Course): void {
  const score = rescore(course);
  if (course.snapshot.stage === "mql") coolIfBelow(course, score);
}

/** A wake date has come: a person set it, so it opens a new pass. Never a handoff. */
export function takeWake(course: Course): void {
  if (course.snapshot.stage !== "recycled" || missingInWords(course)) return;
  const score = rescore(course);
  openPass(course, "wake", score);
  moveTo(course, "mql", score.total, { trigger: "wake" });
}

function withActivity(snapshot: LeadSnapshot, activity: Activity): LeadSnapshot {
  const { activities } = snapshot.subject;
  const last = snapshot.lastActivityAt;
  return {
    ...snapshot,
    subject: {
      ...snapshot.subject,
      activities: activities.toSpliced(placeAmong(activities, activity), 0, activity),
    },
    lastActivityAt: last !== null && last > activity.occurredAt ? last : activity.occurredAt,
    lastReceivedAt: activity.receivedAt,
  };
}

function stopContactClock(course: Course, activity: Activity): void {
  const { house } = course;
  const { pass } = course.snapshot;
  if (!pass || pass.closedAt !== null || activity.occurredAt < (pass.clockStartedAt ?? pass.mqlAt)) return;
  const type = house.activityTypes.get(activity.type);
  if (pass.firstAttemptAt === null && isContactAttempt(activity, type))
    changePass(course, { firstAttemptAt: activity.occurredAt });
  if (pass.firstContactAt === null && isContact(activity, type))
    changePass(course, { firstContactAt: activity.occurredAt });
}

/** The strongest thing the activities say: a request, product usage, else the score. */
function evidenceIn(
  { house, snapshot }: Course,
  score: ScoreBrief,
  activities: readonly ScoredActivity[],
): Evidence | null {
  const since = snapshot.pass?.closedAt ?? null;
  return evidenceOf(house, { subject: snapshot.subject, since, score, activities });
}

const scoreEvidence = ({ house }: Course, score: ScoreBrief): Evidence | null =>
  house.definition.document.mql.entry.score && score.meetsMql ? "score" : null;

function reconsider(course: Course, score: ScoreBrief, evidence: Evidence | null): void {
  switch (course.snapshot.stage) {
    case "lead":
      qualifyOn(course, score, evidence);
      break;
    case "recycled":
      qualifyOn(course, score, wakingEvidence(course, evidence));
      break;
    case "mql":
      reconsiderMql(course, score, evidence);
      break;
    case "sal":
    case "sql":
    case "opportunity":
    case "customer":
    case "disqualified":
      tellOfRequest(course, evidence, score);
      break;
    default:
      assertNever(course.snapshot.stage);
  }
}

/** Points from before the recycling do not re-qualify on their own; a request always does. */
function wakingEvidence(course: Course, evidence: Evidence | null): Evidence | null {
  const { snapshot, house } = course;
  if (evidence !== "score") return evidence;
  if (snapshot.pass && !snapshot.pass.wakeOnEvidence) return null;
  const since = snapshot.pass?.closedAt ?? snapshot.stageSince;
  return meetsMqlSince(house, snapshot.subject, since) ? "score" : null;
}

function qualifyOn(course: Course, score: ScoreBrief, evidence: Evidence | null): void {
  const missing = evidence === null ? null : missingInWords(course);
  noteMissing(course, missing);
  if (evidence === null || missing !== null) return;
  enterMql(course, evidence, score);
}

/** Keeps "score met, but …" with the stored score, so that lists can show it. */
function noteMissing(course: Course, missing: string | null): void {
  course.snapshot = { ...course.snapshot, missing };
  for (const fact of course.facts) if (fact.kind === "score.changed") fact.missing = missing;
}

/** Opens the pass, and the handoff too when the lead is hot. */
export function enterMql(
  course: Course,
  trigger: PassTrigger,
  score: ScoreBrief,
  detail: { trigger?: string; reason?: string | null; note?: string | null } = {},
): void {
  noteMissing(course, null);
  openPass(course, trigger, score);
  moveTo(course, "mql", score.total, { trigger, ...detail });
  const cause = hotCause(trigger, score);
  if (cause) openHandoff(course, { cause, assigneeId: null, note: null }, score);
}

function hotCause(evidence: PassTrigger | null, score: ScoreBrief): HandoffCause | null {
  if (evidence === "hand_raise" || evidence === "pql") return evidence;
  return score.isHot ? "hot_score" : null;
}

function reconsiderMql(course: Course, score: ScoreBrief, evidence: Evidence | null): void {
  const { pass, handoff } = course.snapshot;
  if (handoff?.status === "pending") {
    if (evidence === "hand_raise") tellOfRequest(course, evidence, score);
    else coolIfBelow(course, score);
    return;
  }
  const cause = hotCause(evidence, score);
  // A hot score offers a pass once; after sales let it go, only a request or product usage offers it again.
  if (cause && (cause !== "hot_score" || pass?.handedAt === null))
    openHandoff(course, { cause, assigneeId: null, note: null }, score);
  else coolIfBelow(course, score);
}

/** A lead that qualified by score and fell below the line while with marketing is recycled; a pending offer is withdrawn. */
function coolIfBelow(course: Course, score: ScoreBrief): void {
  const { pass, handoff } = course.snapshot;
  const { recycling } = course.house.definition.document;
  if (!recycling.whenCooled || pass?.trigger !== "score" || score.meetsMql) return;
  if (handoff?.status === "pending") {
    if (handoff.cause !== "hot_score") return;
    changeHandoff(course, { status: "withdrawn", answeredAt: course.now }, "withdrawn", {
      note: "The lead cooled",
    });
  }
  closePass(course, "recycled", recycling.cooledReason, null);
  moveTo(course, "recycled", score.total, { trigger: "cooled", reason: recycling.cooledReason });
  giveToMarketing(course);
}

/** A request from a lead already in sales' hands, or disqualified, is told to its owner, else to marketing. */
function tellOfRequest(course: Course, evidence: Evidence | null, score: ScoreBrief): void {
  if (evidence !== "hand_raise") return;
  const { snapshot } = course;
  const holder = snapshot.handoff?.status === "pending" ? snapshot.handoff.assigneeId : snapshot.ownerId;
  const owner = snapshot.stage === "disqualified" ? null : holder;
  raiseAlert(course, {
    alert: "hand_raise",
    to: owner ? { userId: owner } : { role: "marketer" },
    title: `${snapshot.name} asked again`,
    body: score.reason,
  });
}
