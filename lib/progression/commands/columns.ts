import "server-only";
import { scoreColumns } from "@/lib/scoring/columns";
import { dayToColumn } from "@/lib/shared/day";
import type { Caller } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import type { Fact, HandoffEventData, HandoffEventKind, NewTransition } from "../facts";
import { encodeBefore } from "../schema";
import type { HandoffState, OpportunityState, PassState } from "../snapshot";

// What each fact looks like as a row: the one mapping of the two writers, `recordFacts` and `recordHistory`.

export type FactOf<Kind extends Fact["kind"]> = Extract<Fact, { kind: Kind }>;

/** Of lead_score. */
export function liveScore({ score, modelVersion, lastActivityAt, missing }: FactOf<"score.changed">) {
  const { scoredOn, changesOn, ...columns } = scoreColumns(score, modelVersion);
  return {
    ...columns,
    scoredOn: dayToColumn(scoredOn),
    changesOn: changesOn === null ? null : dayToColumn(changesOn),
    lastActivityAt,
    missing,
  };
}

/** Of lead_score. */
export const liveStage = ({ to, seq, at }: NewTransition) => ({ stage: to, seq, stageSince: at });

export function transitionRow(caller: Caller, id: string, transition: NewTransition) {
  const { from, to, before, ...columns } = transition;
  return {
    ...columns,
    id,
    fromStage: from,
    toStage: to,
    actorId: caller.viewer.id,
    actorKind: caller.viewer.kind,
    before: before ? encodeBefore(before) : Prisma.DbNull,
    importId: importOf(caller),
    correlationId: caller.correlationId,
  };
}

/** The import that caused it; what it causes goes again when it is undone. */
const importOf = ({ viewer }: Caller): string | null => (viewer.kind === "import" ? viewer.importId : null);

export function passColumns({ wakeOn, ...pass }: PassState) {
  return { ...pass, wakeOn: wakeOn === null ? null : dayToColumn(wakeOn) };
}

export const passRow = ({ leadId, pass, origin }: FactOf<"pass.opened">) => ({
  ...passColumns(pass),
  leadId,
  ...origin,
});

export function handoffColumns({ criteria, ...handoff }: HandoffState) {
  return { ...handoff, criteria: [...criteria] };
}

export const handoffRow = (
  caller: Caller,
  { leadId, handoff, note, packet, routing }: FactOf<"handoff.opened">,
) => ({
  ...handoffColumns(handoff),
  leadId,
  importId: importOf(caller),
  note,
  packet: { ...packet, rows: [...packet.rows], touches: [...packet.touches] },
  routing: { ...routing, considered: [...routing.considered] },
});

export const handoffEventRow = (
  caller: Caller,
  event: { handoffId: string; seq: number; kind: "opened" | HandoffEventKind; data: HandoffEventData },
) => ({ ...event, at: caller.now, actorId: caller.viewer.id });

export function answerRow(
  caller: Caller,
  id: string,
  { kind: _, ...answer }: FactOf<"qualification.answered">,
) {
  return { ...answer, id, answeredAt: caller.now, answeredBy: caller.viewer.id };
}

export function opportunityColumns({ expectedClose, actualClose, ...opportunity }: OpportunityState) {
  return {
    ...opportunity,
    expectedClose: dayToColumn(expectedClose),
    actualClose: actualClose === null ? null : dayToColumn(actualClose),
  };
}

export const opportunityRow = ({ now }: Caller, { leadId, opportunity }: FactOf<"opportunity.opened">) => ({
  ...opportunityColumns(opportunity),
  leadId,
  createdAt: now,
  updatedAt: now,
});

export function alertMessageRow(caller: Caller, id: string, fact: FactOf<"alert.raised">) {
  const { leadId, handoffId, alert, to, title, body, delaySeconds } = fact;
  return {
    id,
    leadId,
    kind: "alert",
    payload: { alert, to, leadId, handoffId, title, body },
    createdAt: caller.now,
    dueAt: new Date(caller.now.getTime() + delaySeconds * 1000),
    correlationId: caller.correlationId,
  };
}
