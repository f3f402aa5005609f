import { missingFields, REQUIRED_FIELD_LABEL } from "@/lib/definitions/definition";
import type { ReasonKind } from "@/lib/handoffs/reasons";
import { missingAnswers } from "@/lib/qualification/frameworks";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { SALES_STAGES, STAGE_LABEL, type Stage } from "@/lib/stages/stages";
import { CORRECTIONS, isMove } from "@/lib/stages/transitions";
import { may, type Permission } from "@/lib/team/permissions";
import { answer } from "./answer";
import {
  type Course,
  changeHandoff,
  changeOpportunity,
  changePass,
  closePass,
  giveTo,
  giveToMarketing,
  moveTo,
  relationTo,
  rescore,
} from "./course";
import { enterMql } from "./qualify";
import type { OpportunityState } from "./snapshot";
import type { Missing, QualificationAnswers, Refusal, StageAsk } from "./trigger";

type Verdict = Result<null, Refusal>;

const done: Verdict = ok(null);

const lacking = (...missing: Missing[]): Verdict => refuse({ code: "requirements_missing", missing });

/** A person asks for another stage: the table, then the right, then what the move needs. */
export function ask(course: Course, asked: StageAsk): Verdict {
  const { stage } = course.snapshot;
  const correction = (CORRECTIONS[stage] as readonly Stage[]).includes(asked.to);
  if (!correction && !isMove(stage, asked.to))
    return refuse({ code: "illegal_transition", from: stage, to: asked.to });
  // Going to SAL is answering the handoff, which has its own permission.
  if (
    asked.to !== "sal" &&
    !may(course.viewer, permissionFor(stage, asked.to, correction), relationTo(course))
  )
    return refuse({ code: "forbidden" });
  if (correction) return correct(course, asked);
  switch (asked.to) {
    case "mql":
      return qualify(course, asked);
    case "sal":
      return acceptHandoff(course, asked);
    case "sql":
      return confirm(course, asked);
    case "opportunity":
      return openOpportunity(course, asked);
    case "customer":
      return win(course, asked);
    case "recycled":
      return close(course, asked, "recycle");
    case "disqualified":
      return close(course, asked, "disqualify");
    case "lead":
      return reopen(course, asked);
  }
}

/** The permission that guards a move of the table. */
export function permissionFor(from: Stage, to: Stage, correction: boolean): Permission {
  if (correction) return "stage.correct";
  if (to === "mql") return "stage.qualify";
  if (to === "sal") return "handoff.answer";
  if (to === "lead") return from === "disqualified" ? "stage.reopen" : "stage.qualify";
  if (to === "recycled" || to === "disqualified")
    return SALES_STAGES.includes(from) ? "stage.work" : "stage.close";
  return "stage.work";
}

function qualify(course: Course, asked: StageAsk): Verdict {
  const { snapshot, house } = course;
  const fields = missingFields(house.definition.document, snapshot.attributes);
  if (fields.length > 0)
    return lacking(
      ...fields.map((field) => ({ field, message: `MQL needs the ${REQUIRED_FIELD_LABEL[field]}` })),
    );
  const score = rescore(course);
  const override = asked.note ?? asked.reason;
  if (!score.meetsMql && !override)
    return lacking({
      field: "note",
      message: "The score does not meet the line: say why it should be an MQL anyway",
    });
  enterMql(course, "manual", score, { trigger: "person", note: override });
  return done;
}

function acceptHandoff(course: Course, asked: StageAsk): Verdict {
  const { handoff } = course.snapshot;
  if (handoff?.status !== "pending")
    return lacking({ field: "handoff", message: "Nothing to accept: hand the lead to sales first" });
  return answer(course, handoff.id, { kind: "accept", criteria: asked.criteria, note: asked.note });
}

/** Keeps new answers of the open pass; the latest of a field counts. */
export function takeAnswers(course: Course, answers: QualificationAnswers): Verdict {
  const { snapshot, house } = course;
  const { pass } = snapshot;
  if (!may(course.viewer, "lead.edit", relationTo(course))) return refuse({ code: "forbidden" });
  if (!pass || pass.closedAt !== null)
    return lacking({ field: "stage", message: "Only a lead with an open pass can be qualified" });
  for (const [field, { value, evidence }] of Object.entries(answers)) {
    if (snapshot.answers[field]?.value === value && evidence === null) continue;
    course.facts.push({
      kind: "qualification.answered",
      leadId: snapshot.id,
      passId: pass.id,
      framework: house.definition.document.sql.framework,
      field,
      value,
      evidence,
    });
  }
  course.snapshot = { ...course.snapshot, answers: { ...snapshot.answers, ...answers } };
  return done;
}

function confirm(course: Course, asked: StageAsk): Verdict {
  const { sql } = course.house.definition.document;
  const missing = missingAnswers(sql.required, { ...course.snapshot.answers, ...asked.qualification });
  if (missing.length > 0)
    return lacking(
      ...missing.map((field) => ({
        field: `qualification.${field}`,
        message: `${sql.framework} needs "${field}"`,
      })),
    );
  if (Object.keys(asked.qualification).length > 0) {
    const taken = takeAnswers(course, asked.qualification);
    if (!taken.ok) return taken;
  }
  const score = rescore(course);
  changePass(course, { sqlAt: course.now });
  moveTo(course, "sql", score.total, { trigger: "person", note: asked.note });
  return done;
}

function openOpportunity(course: Course, asked: StageAsk): Verdict {
  const missing: Missing[] = [];
  if (asked.amount === null) missing.push({ field: "amount", message: "An opportunity needs an amount" });
  if (asked.expectedClose === null)
    missing.push({ field: "expectedClose", message: "An opportunity needs an expected close date" });
  if (asked.amount === null || asked.expectedClose === null) return lacking(...missing);
  const score = rescore(course);
  openDeal(course, { amount: asked.amount, expectedClose: asked.expectedClose });
  changePass(course, { opportunityAt: course.now, amount: asked.amount });
  moveTo(course, "opportunity", score.total, { trigger: "person", note: asked.note });
  return done;
}

/** An imported deal whose amount nobody told is a milestone of its pass and nothing more. */
const hasDeal = ({ snapshot }: Course): boolean => snapshot.opportunity !== null;

function openDeal(course: Course, told: Pick<OpportunityState, "amount" | "expectedClose">): void {
  const { snapshot, house } = course;
  if (!snapshot.pass) throw new Error(`lead ${snapshot.id} has no pass for a deal`);
  const opportunity: OpportunityState = {
    ...told,
    id: course.newId(),
    passId: snapshot.pass.id,
    name: snapshot.attributes.company ?? snapshot.name,
    currency: house.currency,
    status: "open",
    actualClose: null,
    lostReason: null,
    ownerId: snapshot.ownerId,
    version: 1,
  };
  course.facts.push({ kind: "opportunity.opened", leadId: snapshot.id, opportunity });
  course.snapshot = { ...snapshot, opportunity };
}

function win(course: Course, asked: StageAsk): Verdict {
  if (asked.actualClose === null)
    return lacking({ field: "actualClose", message: "A won deal needs its actual close date" });
  if (asked.actualClose > course.house.today)
    return lacking({ field: "actualClose", message: "The actual close date lies in the future" });
  const score = rescore(course);
  const { actualClose } = asked;
  const amount = asked.amount ?? course.snapshot.opportunity?.amount ?? null;
  if (amount !== null && !hasDeal(course))
    openDeal(course, { amount, expectedClose: asked.expectedClose ?? actualClose });
  if (amount !== null) changeOpportunity(course, { status: "won", actualClose, amount });
  changePass(course, { customerAt: course.now, amount });
  closePass(course, "customer", null, null);
  moveTo(course, "customer", score.total, { trigger: "person", note: asked.note });
  return done;
}

/** Recycling and disqualifying: marketing's own leads, sales' work, a lost deal. */
function close(course: Course, asked: StageAsk, kind: ReasonKind): Verdict {
  const { snapshot, house } = course;
  const reason = asked.reason === null ? undefined : house.reasons.get(asked.reason);
  const fitting = [...house.reasons.values()].filter(
    (candidate) => candidate.kind === kind && candidate.active,
  );
  if (reason?.kind !== kind || !reason.active)
    return lacking({
      field: "reason",
      message: `${STAGE_LABEL[asked.to]} needs one of these reasons: ${fitting.map(({ code }) => code).join(", ")}`,
    });
  // A rep closing a lead that waits for their answer is rejecting it.
  if (
    snapshot.handoff?.status === "pending" &&
    relationTo(course) === "own" &&
    course.viewer.kind === "user" &&
    course.viewer.role === "rep"
  )
    return answer(course, snapshot.handoff.id, {
      kind: "reject",
      reason: reason.code,
      note: asked.note,
      wake: asked.wake,
    });
  const score = rescore(course);
  if (snapshot.handoff?.status === "pending")
    changeHandoff(
      course,
      {
        status: "withdrawn",
        answeredAt: course.now,
        answeredBy: course.viewer.kind === "user" ? course.viewer.id : null,
      },
      "withdrawn",
      { reason: reason.code },
    );
  if (snapshot.stage === "opportunity" && hasDeal(course))
    changeOpportunity(course, { status: "lost", actualClose: house.today, lostReason: reason.code });
  const target = asked.to === "recycled" ? "recycled" : "disqualified";
  if (snapshot.pass && snapshot.pass.closedAt === null) closePass(course, target, reason.code, asked.wake);
  moveTo(course, target, score.total, { trigger: "person", reason: reason.code, note: asked.note });
  if (SALES_STAGES.includes(snapshot.stage) || snapshot.stage === "mql") giveToMarketing(course);
  return done;
}

function reopen(course: Course, asked: StageAsk): Verdict {
  const why = asked.note ?? asked.reason;
  if (course.snapshot.stage === "disqualified" && !why)
    return lacking({ field: "note", message: "Say why a disqualified lead should be looked at again" });
  const score = rescore(course);
  moveTo(course, "lead", score.total, { trigger: "person", note: why });
  giveTo(course, null);
  return done;
}

/** A mistaken customer or opportunity is put right with a reason, visible as a correction. */
function correct(course: Course, asked: StageAsk): Verdict {
  const why = asked.note ?? asked.reason;
  if (!why) return lacking({ field: "note", message: "A correction needs a reason" });
  const score = rescore(course);
  if (course.snapshot.stage === "customer") {
    if (hasDeal(course)) changeOpportunity(course, { status: "open", actualClose: null });
    changePass(course, { customerAt: null, closedAt: null, closeKind: null, closedFrom: null });
  } else {
    // What was opened by mistake leaves the pipeline; the transition keeps it as what was before.
    const { opportunity, id: leadId } = course.snapshot;
    if (opportunity) course.facts.push({ kind: "opportunity.undone", leadId, opportunityId: opportunity.id });
    course.snapshot = { ...course.snapshot, opportunity: null };
    changePass(course, { opportunityAt: null, amount: null });
  }
  moveTo(course, asked.to, score.total, { trigger: "correction", kind: "correction", note: why });
  return done;
}
