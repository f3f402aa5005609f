import { missingCriteria } from "@/lib/definitions/definition";
import { STAGE_OF_REASON } from "@/lib/handoffs/reasons";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { answerDue, contactDue } from "@/lib/sla/policy";
import { may } from "@/lib/team/permissions";
import {
  type Course,
  changeHandoff,
  changePass,
  closePass,
  giveTo,
  giveToMarketing,
  moveTo,
  openHandoff,
  raiseAlert,
  relationTo,
  rescore,
} from "./course";
import type { HandoffAnswer, Refusal } from "./trigger";

type Verdict = Result<null, Refusal>;

const done: Verdict = ok(null);

/** Marketing offers the pass to sales: to a named rep, else to whom routing picks. */
export function handOver(course: Course, assigneeId: string | null, note: string | null): Verdict {
  const { snapshot, viewer, house } = course;
  if (!may(viewer, "handoff.open", relationTo(course))) return refuse({ code: "forbidden" });
  if (snapshot.stage !== "mql")
    return refuse({
      code: "requirements_missing",
      missing: [{ field: "stage", message: "Only an MQL can be handed to sales" }],
    });
  if (snapshot.handoff?.status === "pending")
    return refuse({ code: "conflict", message: "It is already with sales, waiting for an answer" });
  if (assigneeId !== null && !house.reps.some((rep) => rep.id === assigneeId && rep.active))
    return refuse({
      code: "requirements_missing",
      missing: [{ field: "assignee", message: "Nobody active with this id can receive leads" }],
    });
  openHandoff(course, { cause: "manual", assigneeId, note }, rescore(course));
  return done;
}

/** The assignee's answer (a manager or admin may answer for them). One answer per handoff, whoever asks. */
export function answer(course: Course, handoffId: string, given: HandoffAnswer): Verdict {
  const { snapshot, viewer } = course;
  const { handoff } = snapshot;
  if (handoff?.id !== handoffId || handoff.status !== "pending")
    return refuse({ code: "already_answered", handoffId });
  const relation = viewer.kind === "user" && handoff.assigneeId === viewer.id ? "own" : "other";
  // Somebody else's handoff and one that does not exist are the same answer.
  if (!may(viewer, "handoff.answer", relation)) return refuse({ code: "not_found" });
  switch (given.kind) {
    case "accept":
      return accept(course, given);
    case "reject":
      return reject(course, given);
    case "return":
      return giveBack(course, given.note);
  }
}

function settled(course: Course): { answeredAt: Date; answeredBy: string | null } {
  return { answeredAt: course.now, answeredBy: course.viewer.kind === "user" ? course.viewer.id : null };
}

function accept(course: Course, given: Extract<HandoffAnswer, { kind: "accept" }>): Verdict {
  const { house, snapshot, viewer } = course;
  const criteria = given.criteria ?? house.definition.document.sal.criteria.map((criterion) => criterion.id);
  const unticked = missingCriteria(house.definition.document, criteria);
  if (unticked.length > 0)
    return refuse({
      code: "requirements_missing",
      missing: unticked.map(({ id, label }) => ({
        field: `criteria.${id}`,
        message: `Not ticked: ${label}`,
      })),
    });
  const owner = snapshot.handoff?.assigneeId ?? (viewer.kind === "user" ? viewer.id : null);
  const score = rescore(course);
  changeHandoff(
    course,
    { ...settled(course), status: "accepted", criteria, answerNote: given.note, assigneeId: owner },
    "accepted",
    given.note ? { note: given.note } : {},
  );
  changePass(course, { salAt: course.now });
  moveTo(course, "sal", score.total, { trigger: "answer", note: given.note });
  giveTo(course, owner);
  tellMarketing(course, `Accepted: ${snapshot.name}`, given.note ?? "");
  return done;
}

function reject(course: Course, given: Extract<HandoffAnswer, { kind: "reject" }>): Verdict {
  const { snapshot, house } = course;
  const reason = house.reasons.get(given.reason);
  if (!reason?.active)
    return refuse({
      code: "requirements_missing",
      missing: [{ field: "reason", message: `Unknown reason code "${given.reason}"` }],
    });
  const to = STAGE_OF_REASON[reason.kind];
  const score = rescore(course);
  changeHandoff(
    course,
    { ...settled(course), status: "rejected", reasonCode: reason.code, answerNote: given.note },
    "rejected",
    { reason: reason.code, ...(given.note ? { note: given.note } : {}) },
  );
  closePass(course, to, reason.code, given.wake);
  moveTo(course, to, score.total, { trigger: "answer", reason: reason.code, note: given.note });
  giveToMarketing(course);
  tellMarketing(course, `Rejected: ${snapshot.name}`, [reason.label, given.note].filter(Boolean).join(" · "));
  return done;
}

function giveBack(course: Course, note: string | null): Verdict {
  const { snapshot } = course;
  changeHandoff(
    course,
    { ...settled(course), status: "returned", answerNote: note },
    "returned",
    note ? { note } : {},
  );
  giveToMarketing(course);
  tellMarketing(course, `Returned: ${snapshot.name}`, note ?? "");
  return done;
}

/** Another rep gets it, and the assignee's clock starts again. */
export function reassign(course: Course, handoffId: string, assigneeId: string | null): Verdict {
  const { snapshot, viewer, house, now } = course;
  const { handoff } = snapshot;
  if (!may(viewer, "handoff.reassign")) return refuse({ code: "forbidden" });
  if (handoff?.id !== handoffId || handoff.status !== "pending")
    return refuse({ code: "already_answered", handoffId });
  const rep = house.reps.find((candidate) => candidate.id === assigneeId && candidate.active);
  if (!rep)
    return refuse({
      code: "requirements_missing",
      missing: [{ field: "assignee", message: "Nobody active with this id can receive leads" }],
    });
  if (handoff.assigneeId === rep.id) return done;
  changeHandoff(
    course,
    { assigneeId: rep.id, assignedAt: now, seenAt: null, dueAt: answerDue(handoff.cause, now, house.zone) },
    "reassigned",
    { from: handoff.assigneeId, to: rep.id },
  );
  changePass(course, { contactDueAt: contactDue(now, house.zone) });
  raiseAlert(course, {
    alert: "handoff.reassigned",
    to: { userId: rep.id },
    title: `${snapshot.name} is yours to answer`,
    body: "Reassigned to you",
  });
  return done;
}

/** Marketing takes an unanswered offer back; the pass stays open. */
export function withdraw(course: Course, handoffId: string, note: string | null): Verdict {
  const { snapshot, viewer } = course;
  if (!may(viewer, "handoff.withdraw")) return refuse({ code: "forbidden" });
  if (snapshot.handoff?.id !== handoffId || snapshot.handoff.status !== "pending")
    return refuse({ code: "already_answered", handoffId });
  changeHandoff(
    course,
    { ...settled(course), status: "withdrawn", answerNote: note },
    "withdrawn",
    note ? { note } : {},
  );
  return done;
}

/** The assignee has opened it: the "seen" leg ends. Others looking changes nothing. */
export function see(course: Course, handoffId: string): Verdict {
  const { snapshot, viewer, now } = course;
  const { handoff } = snapshot;
  const mine = viewer.kind === "user" && handoff?.assigneeId === viewer.id;
  if (mine && handoff.id === handoffId && handoff.status === "pending" && handoff.seenAt === null)
    changeHandoff(course, { seenAt: now }, "seen");
  return done;
}

/** Silence past the policy's end: undecided, back to marketing, the pass stays open. */
export function expire(course: Course, handoffId: string): Verdict {
  const { snapshot, now } = course;
  if (snapshot.handoff?.id !== handoffId || snapshot.handoff.status !== "pending") return done;
  changeHandoff(course, { status: "expired", answeredAt: now }, "expired");
  giveToMarketing(course);
  for (const role of ["marketer", "manager"] as const)
    raiseAlert(course, {
      alert: "handoff.expired",
      to: { role },
      title: `No answer: ${snapshot.name}`,
      body: "The handoff expired and is back with marketing",
    });
  return done;
}

function tellMarketing(course: Course, title: string, body: string): void {
  const opener = course.snapshot.handoff?.openedBy;
  raiseAlert(course, {
    alert: "handoff.answered",
    to: opener ? { userId: opener } : { role: "marketer" },
    title,
    body,
  });
}
