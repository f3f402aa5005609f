import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { recordset } from "@/lib/platform/db/recordset";
import { assertNever } from "@/lib/shared/assert-never";
import { chunked } from "@/lib/shared/chunks";
import type { Caller } from "@/lib/team/viewer";
import type { Prisma } from "@/prisma/generated/client";
import type { Fact, HandoffEventData, HandoffEventKind } from "../facts";
import {
  alertMessageRow,
  answerRow,
  handoffColumns,
  handoffEventRow,
  handoffRow,
  liveScore,
  liveStage,
  opportunityColumns,
  opportunityRow,
  passColumns,
  passRow,
  transitionRow,
} from "./columns";

/** What became true at one moment, and through whom. */
export type Moment = { caller: Caller; facts: readonly Fact[] };

/** A lead as it was created, before anything of its history happened. */
export type Newcomer = { lead: Prisma.LeadCreateManyInput; live: Prisma.LeadScoreCreateManyInput };

/** All rows of leads at the end of their histories: history in the order in which it was made, projections as they are now. */
export type HistoryRows = {
  leads: Map<string, Prisma.LeadCreateManyInput>;
  live: Map<string, Prisma.LeadScoreCreateManyInput>;
  transitions: Prisma.StageTransitionCreateManyInput[];
  activities: Prisma.ActivityCreateManyInput[];
  passes: Map<string, Prisma.PassCreateManyInput>;
  handoffs: Map<string, Prisma.HandoffCreateManyInput>;
  handoffEvents: Map<string, Prisma.HandoffEventCreateManyInput[]>;
  answers: Prisma.QualificationAnswerCreateManyInput[];
  opportunities: Map<string, Prisma.OpportunityCreateManyInput>;
  messages: Prisma.OutboxMessageCreateManyInput[];
};

/**
 * The rows that `recordFacts` would have left behind, had it recorded each moment when it came. For histories that are
 * told at once: moments in the order of time, of leads that the database does not have yet.
 */
export function foldHistory(
  newcomers: readonly Newcomer[],
  moments: Iterable<Moment>,
  newId: () => string,
): HistoryRows {
  const rows: HistoryRows = {
    leads: new Map(newcomers.map(({ lead }) => [lead.id, { ...lead }])),
    live: new Map(newcomers.map(({ live }) => [live.leadId, { ...live }])),
    transitions: [],
    activities: [],
    passes: new Map(),
    handoffs: new Map(),
    handoffEvents: new Map(),
    answers: [],
    opportunities: new Map(),
    messages: [],
  };
  for (const { caller, facts } of moments) for (const fact of facts) fold(rows, caller, fact, newId);
  return rows;
}

function fold(rows: HistoryRows, caller: Caller, fact: Fact, newId: () => string): void {
  switch (fact.kind) {
    case "activity.logged": {
      const { activity } = fact;
      rows.activities.push(activity);
      if (activity.type === "unsubscribed")
        change(rows.leads, activity.leadId, { unsubscribedAt: activity.occurredAt });
      return;
    }
    case "score.changed":
      change(rows.live, fact.leadId, liveScore(fact));
      return;
    case "stage.changed":
      rows.transitions.push(transitionRow(caller, newId(), fact.transition));
      change(rows.live, fact.transition.leadId, liveStage(fact.transition));
      return;
    case "owner.changed":
      change(rows.leads, fact.leadId, { ownerId: fact.ownerId, updatedAt: caller.now });
      change(rows.live, fact.leadId, { ownerId: fact.ownerId });
      return;
    case "pass.opened":
      rows.passes.set(fact.pass.id, passRow(fact));
      return;
    case "pass.changed":
      change(rows.passes, fact.pass.id, passColumns(fact.pass));
      return;
    case "pass.undone":
      forgetPass(rows, fact.passId);
      return;
    case "handoff.opened": {
      const { handoff } = fact;
      rows.handoffs.set(handoff.id, handoffRow(caller, fact));
      addEvent(rows, caller, handoff.id, "opened", { to: handoff.assigneeId });
      return;
    }
    case "handoff.changed":
      change(rows.handoffs, fact.handoff.id, handoffColumns(fact.handoff));
      addEvent(rows, caller, fact.handoff.id, fact.event, fact.data);
      return;
    case "qualification.answered":
      rows.answers.push(answerRow(caller, newId(), fact));
      return;
    case "opportunity.opened":
      rows.opportunities.set(fact.opportunity.id, opportunityRow(caller, fact));
      return;
    case "opportunity.changed":
      change(rows.opportunities, fact.opportunity.id, {
        ...opportunityColumns(fact.opportunity),
        updatedAt: caller.now,
      });
      return;
    case "opportunity.undone":
      rows.opportunities.delete(fact.opportunityId);
      return;
    case "alert.raised":
      rows.messages.push(alertMessageRow(caller, newId(), fact));
      return;
    case "alerts.cancelled":
      for (const message of rows.messages)
        if (message.correlationId === fact.correlationId) message.cancelledAt = caller.now;
      return;
    default:
      assertNever(fact);
  }
}

function change<T extends object>(rows: ReadonlyMap<string, T>, id: string, columns: Partial<T>): void {
  const row = rows.get(id);
  if (!row) throw new Error(`the history changes ${id}, which it never made`);
  Object.assign(row, columns);
}

function addEvent(
  rows: HistoryRows,
  caller: Caller,
  handoffId: string,
  kind: "opened" | HandoffEventKind,
  data: HandoffEventData,
): void {
  const events = rows.handoffEvents.get(handoffId) ?? [];
  events.push(handoffEventRow(caller, { handoffId, seq: events.length + 1, kind, data }));
  rows.handoffEvents.set(handoffId, events);
}

/** A pass that was undone never was, nor were its handoffs. */
function forgetPass(rows: HistoryRows, passId: string): void {
  rows.passes.delete(passId);
  for (const [id, handoff] of rows.handoffs)
    if (handoff.passId === passId) {
      rows.handoffs.delete(id);
      rows.handoffEvents.delete(id);
    }
}

/** Stores the rows, set-wise. Their companies and people are there; the transaction decides over all or nothing. */
export async function insertHistory(tx: Tx, rows: HistoryRows): Promise<void> {
  for (const data of chunks([...rows.leads.values()])) await tx.lead.createMany({ data });
  for (const data of chunks([...rows.live.values()])) await tx.leadScore.createMany({ data });
  for (const data of chunks(rows.transitions)) await tx.stageTransition.createMany({ data });
  await tx.$executeRaw`
    insert into activity select * from jsonb_populate_recordset(null::activity, ${recordset(rows.activities)}::jsonb)`;
  for (const data of chunks([...rows.passes.values()])) await tx.pass.createMany({ data });
  for (const data of chunks([...rows.handoffs.values()])) await tx.handoff.createMany({ data });
  const events = [...rows.handoffEvents.values()].flat();
  await tx.$executeRaw`
    insert into handoff_event
    select * from jsonb_populate_recordset(null::handoff_event, ${recordset(events)}::jsonb)`;
  for (const data of chunks(rows.answers)) await tx.qualificationAnswer.createMany({ data });
  for (const data of chunks([...rows.opportunities.values()])) await tx.opportunity.createMany({ data });
  for (const data of chunks(rows.messages)) await tx.outboxMessage.createMany({ data });
}

/** PostgreSQL takes 65,535 values in a statement; the widest of these tables has forty columns. */
const ROWS_A_STATEMENT = 500;

const chunks = <Row>(rows: readonly Row[]) => chunked(rows, ROWS_A_STATEMENT);
