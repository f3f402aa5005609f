import { missingFields, REQUIRED_FIELD_LABEL } from "@/lib/definitions/definition";
import type { Authority, ContextPacket, HandoffCause, Wake } from "@/lib/handoffs/handoff";
import { WAKE_ON_EVIDENCE } from "@/lib/handoffs/handoff";
import { assign, type RoutingDecision } from "@/lib/routing/assign";
import { type ScoreBrief, scoreBriefly, scoreLead } from "@/lib/scoring/evaluate";
import type { ScoreRow } from "@/lib/scoring/score";
import { answerDue, contactDue } from "@/lib/sla/policy";
import { isMilestone, type Stage } from "@/lib/stages/stages";
import type { TransitionKind } from "@/lib/stages/transitions";
import { type Relation, relationToLead } from "@/lib/team/permissions";
import type { Caller, Viewer } from "@/lib/team/viewer";
import type {
  AlertAudience,
  AlertKind,
  Fact,
  HandoffEventData,
  HandoffEventKind,
  NewTransition,
} from "./facts";
import {
  type Before,
  type CloseKind,
  type HandoffState,
  type House,
  instantFor,
  type LeadSnapshot,
  type OpportunityState,
  type PassState,
  type PassTrigger,
} from "./snapshot";

/** Alerts of a decision wait this long, so that a slip can be undone before anybody hears of it. */
export const UNDO_SECONDS = 10;

/** Who, when, and where new ids come from: the world's part of a decision, passed in. */
export type Occasion = Caller & { newId: () => string };

/** One lead on its way through one trigger: the snapshot as it becomes, and the facts so far. */
export type Course = {
  snapshot: LeadSnapshot;
  readonly house: House;
  readonly viewer: Viewer;
  /** When it happens: see `instantFor`. */
  readonly now: Date;
  readonly correlationId: string;
  readonly newId: () => string;
  readonly facts: Fact[];
  /** Whether a person decided: then the transition keeps what was before, and alerts wait for the undo. */
  readonly decision: boolean;
  readonly before: Before;
};

/** The lead at the start of a trigger; `decision` when a person decides about the pass. */
export function startCourse(snapshot: LeadSnapshot, house: House, at: Occasion, decision: boolean): Course {
  const { ownerId, pass, handoff, opportunity } = snapshot;
  const before = { ownerId, pass, handoff, opportunity };
  return { snapshot, house, ...at, now: instantFor(snapshot, at.now), facts: [], decision, before };
}

/** How the viewer stands to this lead. */
export function relationTo({ viewer, snapshot: { ownerId, handoff } }: Course): Relation {
  return relationToLead(viewer, ownerId, handoff?.status === "pending" ? handoff.assigneeId : null);
}

/** Scores the lead as of today and records it. */
export function rescore(course: Course): ScoreBrief {
  const { snapshot, house } = course;
  const score = scoreBriefly(snapshot.subject, house.model.document, house.today, house.zone);
  course.facts.push({
    kind: "score.changed",
    leadId: snapshot.id,
    score,
    modelVersion: house.model.version,
    lastActivityAt: snapshot.lastActivityAt,
    missing: snapshot.missing,
  });
  return score;
}

/** The required fields the lead lacks, in words; null when none. */
export function missingInWords(course: Course): string | null {
  const missing = missingFields(course.house.definition.document, course.snapshot.attributes);
  return missing.length === 0 ? null : missing.map((field) => REQUIRED_FIELD_LABEL[field]).join(", ");
}

export type MoveDetail = {
  trigger: string;
  kind?: TransitionKind;
  reason?: string | null;
  note?: string | null;
  undoes?: number;
};

/** Moves the lead. The caller has asked the table. */
export function moveTo(course: Course, to: Stage, score: number, detail: MoveDetail): void {
  const { snapshot, house, now } = course;
  const seq = snapshot.seq + 1;
  const transition: NewTransition = {
    leadId: snapshot.id,
    seq,
    from: snapshot.stage,
    to,
    kind: detail.kind ?? "move",
    at: now,
    recordedAt: now,
    trigger: detail.trigger,
    reasonCode: detail.reason ?? null,
    note: detail.note ?? null,
    passId: snapshot.pass?.id ?? null,
    definitionVersion: house.definition.version,
    modelVersion: house.model.version,
    score,
    undoes: detail.undoes ?? null,
    before: course.decision ? course.before : null,
  };
  course.facts.push({ kind: "stage.changed", transition });
  const lastTransition = { ...transition, actorId: course.viewer.id, correlationId: course.correlationId };
  course.snapshot = { ...snapshot, stage: to, seq, stageSince: now, recordedAt: now, lastTransition };
}

/** Opens the next pass of the lead, at MQL. */
export function openPass(course: Course, trigger: PassTrigger, score: ScoreBrief): void {
  const { snapshot, house, now } = course;
  const pass: PassState = {
    id: course.newId(),
    number: (snapshot.pass?.number ?? 0) + 1,
    trigger,
    mqlAt: now,
    handedAt: null,
    salAt: null,
    sqlAt: null,
    opportunityAt: null,
    customerAt: null,
    closedAt: null,
    closeKind: null,
    closeReason: null,
    closedFrom: null,
    ownerId: snapshot.ownerId,
    amount: null,
    clockStartedAt: now,
    firstAttemptAt: null,
    firstContactAt: null,
    contactDueAt: null,
    wakeOn: null,
    wakeOnEvidence: false,
  };
  course.facts.push({
    kind: "pass.opened",
    leadId: snapshot.id,
    pass,
    origin: {
      ...snapshot.origin,
      modelVersion: house.model.version,
      definitionVersion: house.definition.version,
      scoreAtMql: score.total,
      gradeAtMql: score.grade,
      sample: snapshot.sample,
    },
  });
  course.snapshot = { ...snapshot, pass, handoff: null, opportunity: null, answers: {} };
}

/** Changes the open pass (an undo: the last one). */
export function changePass(course: Course, changes: Partial<PassState>): void {
  const { snapshot } = course;
  if (!snapshot.pass) throw new Error(`lead ${snapshot.id} has no pass to change`);
  const pass = { ...snapshot.pass, ...changes };
  course.snapshot = { ...snapshot, pass };
  course.facts.push({ kind: "pass.changed", leadId: snapshot.id, pass });
}

/** Closes the open pass. A recycled one keeps its wake condition. */
export function closePass(course: Course, kind: CloseKind, reason: string | null, wake: Wake | null): void {
  const { stage } = course.snapshot;
  const condition = kind === "recycled" ? (wake ?? WAKE_ON_EVIDENCE) : null;
  changePass(course, {
    closedAt: course.now,
    closeKind: kind,
    closeReason: reason,
    closedFrom: isMilestone(stage) ? stage : null,
    wakeOn: condition?.on ?? null,
    wakeOnEvidence: condition?.evidence ?? false,
  });
}

/** Makes somebody (or nobody) the owner of the lead and of its open pass. The same owner again is no fact. */
export function giveTo(course: Course, ownerId: string | null): void {
  const { snapshot } = course;
  if (snapshot.ownerId === ownerId) return;
  course.snapshot = { ...snapshot, ownerId };
  course.facts.push({ kind: "owner.changed", leadId: snapshot.id, ownerId });
  if (snapshot.pass && snapshot.pass.closedAt === null) changePass(course, { ownerId });
}

/** Back to a named marketer's queue: whoever passed the lead on, else the marketer with the fewest. */
export function giveToMarketing(course: Course): void {
  const { house, snapshot } = course;
  const opener = house.marketers.find(
    (marketer) => marketer.id === snapshot.handoff?.openedBy && marketer.active,
  );
  giveTo(course, opener?.id ?? assign(house.marketers, house.today).assigneeId);
}

export type Offer = { cause: HandoffCause; assigneeId: string | null; note: string | null };

/** Offers the open pass to sales: to the named rep, else to whom routing picks, else to the unassigned queue. */
export function openHandoff(course: Course, offer: Offer, score: ScoreBrief): void {
  const { snapshot, house, now, viewer } = course;
  if (!snapshot.pass) throw new Error(`lead ${snapshot.id} has no pass to hand off`);
  const routing = routeOffer(course, offer);
  const handoff: HandoffState = {
    id: course.newId(),
    passId: snapshot.pass.id,
    status: "pending",
    cause: offer.cause,
    assigneeId: routing.assigneeId,
    assignedAt: routing.assigneeId ? now : null,
    openedAt: now,
    openedBy: viewer.kind === "user" && course.decision ? viewer.id : null,
    dueAt: answerDue(offer.cause, now, house.zone),
    seenAt: null,
    answeredAt: null,
    answeredBy: null,
    reasonCode: null,
    answerNote: null,
    criteria: [],
    version: 1,
  };
  course.facts.push({
    kind: "handoff.opened",
    leadId: snapshot.id,
    handoff,
    note: offer.note,
    packet: freezePacket(course, offer.cause, score),
    routing,
  });
  course.snapshot = { ...course.snapshot, handoff };
  changePass(course, {
    handedAt: snapshot.pass.handedAt ?? now,
    contactDueAt: snapshot.pass.contactDueAt ?? contactDue(now, house.zone),
  });
  raiseAlert(course, {
    alert: "handoff.opened",
    to: routing.assigneeId ? { userId: routing.assigneeId } : { role: "manager" },
    title: routing.assigneeId ? `${snapshot.name} is yours to answer` : `${snapshot.name} waits for a rep`,
    body: score.reason,
  });
}

function routeOffer(course: Course, offer: Offer): RoutingDecision {
  const { house, snapshot } = course;
  if (offer.assigneeId === null) return assign(house.reps, house.today, snapshot.declinedBy);
  const named = house.reps.find((rep) => rep.id === offer.assigneeId);
  return {
    assigneeId: offer.assigneeId,
    considered: named ? [{ id: named.id, name: named.name, open: named.open, verdict: "chosen" }] : [],
  };
}

const PACKET_TOUCHES = 5;
const PACKET_ROWS = 6;

function freezePacket(course: Course, cause: HandoffCause, score: ScoreBrief): ContextPacket {
  const { snapshot, house, now } = course;
  // Explained only here: most scores hand nobody over.
  const { model, today, zone, currency } = house;
  const { rows: explained } = scoreLead(snapshot.subject, model.document, today, zone, currency);
  const rows = explained.filter((row) => row.kind === "rule" && row.points !== 0);
  return {
    at: now.toISOString(),
    cause,
    score: score.total,
    fit: score.fit,
    engagement: score.engagement,
    grade: score.grade,
    reason: score.reason,
    authority: authorityOf(course, explained),
    modelVersion: house.model.version,
    definitionVersion: house.definition.version,
    rows: [...rows]
      .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
      .slice(0, PACKET_ROWS)
      .map(({ label, points }) => ({ label, points })),
    touches: snapshot.subject.activities
      .slice(-PACKET_TOUCHES)
      .reverse()
      .map(({ id, type, occurredAt }) => ({ activityId: id, type, at: occurredAt.toISOString() })),
  };
}

/** From the model's own title rule: matched is verified, a title that does not match failed, none is unknown. */
function authorityOf({ snapshot, house }: Course, explained: readonly ScoreRow[]): Authority {
  const rule = house.model.document.rules.find(({ id }) => id === "decision-maker");
  if (!rule) return "unknown";
  if (explained.some(({ ruleId, outcome }) => ruleId === rule.id && outcome === "match")) return "verified";
  // What does not match and costs nothing has no row.
  return snapshot.attributes.title?.trim() ? "failed" : "unknown";
}

/** Changes the handoff and keeps the event. Its version rises, except for having been seen. */
export function changeHandoff(
  course: Course,
  changes: Partial<HandoffState>,
  event: HandoffEventKind,
  data: HandoffEventData = {},
): void {
  const { snapshot } = course;
  if (!snapshot.handoff) throw new Error(`lead ${snapshot.id} has no handoff to change`);
  const version = snapshot.handoff.version + (event === "seen" ? 0 : 1);
  const handoff = { ...snapshot.handoff, ...changes, version };
  course.snapshot = { ...snapshot, handoff };
  course.facts.push({ kind: "handoff.changed", leadId: snapshot.id, handoff, event, data });
}

/** Changes the deal of the pass; its version rises. */
export function changeOpportunity(course: Course, changes: Partial<OpportunityState>): void {
  const { snapshot } = course;
  if (!snapshot.opportunity) throw new Error(`lead ${snapshot.id} has no opportunity to change`);
  const opportunity = { ...snapshot.opportunity, ...changes, version: snapshot.opportunity.version + 1 };
  course.snapshot = { ...snapshot, opportunity };
  course.facts.push({ kind: "opportunity.changed", leadId: snapshot.id, opportunity });
}

/** Tells somebody of this lead: at once, after a decision when it can no longer be undone. */
export function raiseAlert(
  course: Course,
  alert: { alert: AlertKind; to: AlertAudience; title: string; body: string },
): void {
  course.facts.push({
    kind: "alert.raised",
    leadId: course.snapshot.id,
    handoffId: course.snapshot.handoff?.id ?? null,
    delaySeconds: course.decision ? UNDO_SECONDS : 0,
    ...alert,
  });
}
