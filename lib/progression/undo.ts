import { ok, type Result, refuse } from "@/lib/shared/result";
import {
  type Course,
  changeHandoff,
  changeOpportunity,
  changePass,
  giveTo,
  moveTo,
  rescore,
  UNDO_SECONDS,
} from "./course";
import type { Before } from "./snapshot";
import type { Refusal } from "./trigger";

/**
 * Takes the viewer's own last decision back within ten seconds, when nothing has happened since: a compensating
 * transition that restores stage, pass, handoff, deal and owner as they were before. Waiting alerts are cancelled.
 */
export function undo(course: Course): Result<null, Refusal> {
  const { snapshot, viewer, now } = course;
  const last = snapshot.lastTransition;
  if (last === null || last.before === null || last.kind !== "move" || last.from === null)
    return refuse({ code: "undo_too_late", message: "There is no decision to undo" });
  if (viewer.kind !== "user" || last.actorId !== viewer.id)
    return refuse({ code: "undo_too_late", message: "Only the person who decided can undo it" });
  if (now.getTime() - snapshot.recordedAt.getTime() > UNDO_SECONDS * 1000)
    return refuse({ code: "undo_too_late", message: `A decision can be undone for ${UNDO_SECONDS} seconds` });
  if (snapshot.lastReceivedAt !== null && snapshot.lastReceivedAt > snapshot.recordedAt)
    return refuse({ code: "undo_too_late", message: "Something happened since: it can no longer be undone" });

  const { before } = last;
  const score = rescore(course);
  restoreDeal(course, before.opportunity);
  restoreHandoff(course, before.handoff);
  restorePass(course, before);
  moveTo(course, last.from, score.total, { kind: "undo", trigger: "undo", undoes: last.seq });
  giveTo(course, before.ownerId);
  course.facts.push({ kind: "alerts.cancelled", correlationId: last.correlationId });
  return ok(null);
}

function restoreDeal(course: Course, before: Before["opportunity"]): void {
  const { opportunity, id: leadId } = course.snapshot;
  if (!opportunity) return;
  if (before) changeOpportunity(course, withoutVersion(before));
  else {
    course.facts.push({ kind: "opportunity.undone", leadId, opportunityId: opportunity.id });
    course.snapshot = { ...course.snapshot, opportunity: null };
  }
}

function restoreHandoff(course: Course, before: Before["handoff"]): void {
  if (before && course.snapshot.handoff?.id === before.id)
    changeHandoff(course, withoutVersion(before), "undone");
}

/** A pass that the decision opened vanishes with its handoffs; the one before it, if any, is the last again. */
function restorePass(course: Course, before: Before): void {
  const { pass, id: leadId } = course.snapshot;
  if (pass && pass.id === before.pass?.id) changePass(course, before.pass);
  else if (pass) {
    course.facts.push({ kind: "pass.undone", leadId, passId: pass.id });
    const { pass: last, handoff, opportunity } = before;
    course.snapshot = { ...course.snapshot, pass: last, handoff, opportunity };
  }
}

/** Versions only ever rise, also when the rest goes back. */
function withoutVersion<T extends { version: number }>({ version: _, ...rest }: T): Omit<T, "version"> {
  return rest;
}
