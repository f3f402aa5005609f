import "server-only";
import { arrayOf, columnsOf } from "@/lib/platform/db/arrays";
import type { Tx } from "@/lib/platform/db/client";
import { whileErasing } from "@/lib/platform/db/erasing";
import { isUniqueViolation } from "@/lib/platform/db/failures";
import { PLANNED_ONCE } from "@/lib/platform/db/planned-once";
import { Overtaken } from "@/lib/platform/db/transaction";
import { newId } from "@/lib/platform/ids";
import { announce } from "@/lib/platform/realtime/announce";
import { assertNever } from "@/lib/shared/assert-never";
import type { Caller } from "@/lib/team/viewer";
import type { Activity } from "@/lib/tracking/activity";
import { Prisma } from "@/prisma/generated/client";
import type { Fact, HandoffEventData, HandoffEventKind } from "../facts";
import {
  alertMessageRow,
  answerRow,
  type FactOf,
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

/**
 * The one writer of facts: each becomes its history row and its projection, in the caller's transaction. Activities and of
 * each lead's scores the last are written together; all other facts before them, in the order in which they became true.
 */
export async function recordFacts(tx: Tx, caller: Caller, facts: readonly Fact[]): Promise<void> {
  const activities: Activity[] = [];
  const scores = new Map<string, FactOf<"score.changed">>();
  for (const fact of facts) {
    if (fact.kind === "activity.logged") activities.push(fact.activity);
    else if (fact.kind === "score.changed") scores.set(fact.leadId, fact);
    else await recordFact(tx, caller, fact);
  }
  if (activities.length > 0) await recordActivities(tx, activities, [...scores.values()]);
  else if (scores.size > 0) await tx.$executeRaw`${PLANNED_ONCE} ${scoresStored([...scores.values()])}`;
}

/**
 * With the scores that they make, in one statement. Throws Overtaken when another transaction stored one of the messages
 * since this one looked for repeats.
 */
async function recordActivities(
  tx: Tx,
  activities: readonly Activity[],
  scores: readonly FactOf<"score.changed">[],
): Promise<void> {
  try {
    await tx.$executeRaw`${PLANNED_ONCE}
      with logged as (${activitiesLogged(activities)}) ${scoresStored(scores)}`;
  } catch (error) {
    throw isUniqueViolation(error) ? new Overtaken("a message was stored by somebody else meanwhile") : error;
  }
  for (const { leadId, type, occurredAt } of activities)
    if (type === "unsubscribed")
      await tx.lead.update({ where: { id: leadId }, data: { unsubscribedAt: occurredAt } });
}

function activitiesLogged(activities: readonly Activity[]): Prisma.Sql {
  // In one order for everybody: two writers of the same messages wait for each other instead of in a circle.
  const rows = activities.toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1));
  const all = columnsOf(rows);
  return Prisma.sql`
    insert into activity (id, lead_id, type, occurred_at, received_at, source, message_id, payload_hash, channel, campaign,
      trust, initiated_by, properties, actor_id, import_id)
    select * from unnest(${all("id")}::uuid[], ${all("leadId")}::uuid[], ${all("type")}::text[],
      ${all("occurredAt")}::timestamptz[], ${all("receivedAt")}::timestamptz[], ${all("source")}::text[],
      ${all("messageId")}::text[], ${all("payloadHash")}::text[], ${all("channel")}::text[], ${all("campaign")}::text[],
      ${all("trust")}::text[], ${all("initiatedBy")}::text[],
      ${arrayOf(rows.map(({ properties }) => JSON.stringify(properties)))}::jsonb[], ${all("actorId")}::uuid[],
      ${all("importId")}::uuid[])`;
}

function scoresStored(facts: readonly FactOf<"score.changed">[]): Prisma.Sql {
  const rows = facts.map((fact) => ({ leadId: fact.leadId, ...liveScore(fact) }));
  const all = columnsOf(rows);
  return Prisma.sql`
    update lead_score s
    set score = n.score, fit = n.fit, engagement = n.engagement, adjustment = n.adjustment, grade = n.grade,
      near = n.near, reason = n.reason, scored_on = n.scored_on, model_version = n.model_version, changes_on = n.changes_on,
      last_activity_at = n.last_activity_at, missing = n.missing
    from unnest(${all("leadId")}::uuid[], ${all("score")}::smallint[], ${all("fit")}::smallint[],
        ${all("engagement")}::smallint[], ${all("adjustment")}::smallint[], ${all("grade")}::text[],
        ${all("near")}::boolean[], ${all("reason")}::text[], ${all("scoredOn")}::date[], ${all("modelVersion")}::int[],
        ${all("changesOn")}::date[], ${all("lastActivityAt")}::timestamptz[], ${all("missing")}::text[])
      as n(lead_id, score, fit, engagement, adjustment, grade, near, reason, scored_on, model_version, changes_on,
        last_activity_at, missing)
    where s.lead_id = n.lead_id`;
}

type Told = Exclude<Fact, { kind: "activity.logged" | "score.changed" }>;

async function recordFact(tx: Tx, caller: Caller, fact: Told): Promise<void> {
  switch (fact.kind) {
    case "stage.changed": {
      const { transition } = fact;
      await tx.stageTransition.create({ data: transitionRow(caller, newId(), transition) });
      await tx.leadScore.update({
        where: { leadId: transition.leadId },
        data: liveStage(transition),
      });
      return;
    }
    case "owner.changed": {
      await tx.lead.update({
        where: { id: fact.leadId },
        data: { ownerId: fact.ownerId, updatedAt: caller.now },
      });
      await tx.leadScore.update({ where: { leadId: fact.leadId }, data: { ownerId: fact.ownerId } });
      return;
    }
    case "pass.opened": {
      await tx.pass.create({ data: passRow(fact) });
      return;
    }
    case "pass.changed": {
      const { id, ...columns } = passColumns(fact.pass);
      await tx.pass.update({ where: { id }, data: columns });
      return;
    }
    case "pass.undone": {
      // A pass that was undone never was; its transitions stay as the record of the slip.
      await whileErasing(tx, () => tx.pass.delete({ where: { id: fact.passId } }));
      return;
    }
    case "handoff.opened": {
      const { handoff } = fact;
      await tx.handoff.create({ data: handoffRow(caller, fact) });
      await recordHandoffEvent(tx, caller, handoff.id, "opened", { to: handoff.assigneeId });
      await announce(tx, "handoff", [handoff.assigneeId]);
      return;
    }
    case "handoff.changed": {
      const { id, ...columns } = handoffColumns(fact.handoff);
      await tx.handoff.update({ where: { id }, data: columns });
      await recordHandoffEvent(tx, caller, id, fact.event, fact.data);
      if (fact.event !== "seen") await announce(tx, "handoff", [fact.handoff.assigneeId, fact.data.from]);
      return;
    }
    case "qualification.answered": {
      await tx.qualificationAnswer.create({ data: answerRow(caller, newId(), fact) });
      return;
    }
    case "opportunity.opened": {
      await tx.opportunity.create({ data: opportunityRow(caller, fact) });
      return;
    }
    case "opportunity.changed": {
      const { id, ...columns } = opportunityColumns(fact.opportunity);
      await tx.opportunity.update({ where: { id }, data: { ...columns, updatedAt: caller.now } });
      return;
    }
    case "opportunity.undone": {
      await tx.opportunity.delete({ where: { id: fact.opportunityId } });
      return;
    }
    case "alert.raised": {
      await tx.outboxMessage.create({ data: alertMessageRow(caller, newId(), fact) });
      return;
    }
    case "alerts.cancelled": {
      await tx.outboxMessage.updateMany({
        where: { correlationId: fact.correlationId, deliveredAt: null },
        data: { cancelledAt: caller.now },
      });
      return;
    }
    default:
      return assertNever(fact);
  }
}

async function recordHandoffEvent(
  tx: Tx,
  caller: Caller,
  handoffId: string,
  kind: "opened" | HandoffEventKind,
  data: HandoffEventData,
): Promise<void> {
  const seq = (await tx.handoffEvent.count({ where: { handoffId } })) + 1;
  await tx.handoffEvent.create({ data: handoffEventRow(caller, { handoffId, seq, kind, data }) });
}
