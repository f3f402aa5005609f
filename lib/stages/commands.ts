import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { toldWake } from "@/lib/handoffs/handoff";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { progress, progressIn } from "@/lib/progression/commands/progress";
import type { Fact } from "@/lib/progression/facts";
import type { QualificationAnswers, StageAsk, Trigger } from "@/lib/progression/trigger";
import { type Day, dayOf, dayToColumn } from "@/lib/shared/day";
import type { Caller } from "@/lib/team/viewer";
import type { TransitionInput } from "./schema";
import type { Stage } from "./stages";

export type Moved = { stage: Stage; seq: number };

/** Asks the gate for another stage. Refusals: `illegal_transition`, `requirements_missing` with what is missing, `forbidden`. */
export async function changeStage(caller: Caller, leadId: string, input: TransitionInput): Promise<Moved> {
  const ask: StageAsk = {
    to: input.to,
    reason: input.reason ?? null,
    note: input.note ?? null,
    wake: toldWake(input.wake),
    criteria: input.criteria ?? null,
    qualification: asAnswers(input.qualification ?? {}),
    amount: input.amount == null ? null : BigInt(input.amount),
    expectedClose: input.expectedClose ?? null,
    actualClose: input.actualClose ?? null,
  };
  return move(caller, leadId, { kind: "ask", ask });
}

/** Takes the caller's own last decision about this lead back, within ten seconds. */
export async function undoTransition(caller: Caller, leadId: string): Promise<Moved> {
  return move(caller, leadId, { kind: "undo" });
}

async function move(caller: Caller, leadId: string, trigger: Trigger): Promise<Moved> {
  if (!isId(leadId)) throw new AppError("not_found", "There is no such lead");
  return transaction(async (tx) => {
    const recorded = await progressIn(tx, caller, new Map([[leadId, trigger]]));
    const moved = lastMove(recorded.get(leadId) ?? []);
    if (!moved) throw new Error(`asking for a stage of lead ${leadId} recorded no transition`);
    await recordAudit(tx, caller, {
      action: trigger.kind === "undo" ? "stage.undone" : "stage.changed",
      subjectKind: "lead",
      subjectId: leadId,
      data: { from: moved.from, to: moved.stage, seq: moved.seq },
    });
    return { stage: moved.stage, seq: moved.seq };
  });
}

function lastMove(facts: readonly Fact[]): (Moved & { from: Stage | null }) | null {
  const fact = facts.findLast((candidate) => candidate.kind === "stage.changed");
  return fact ? { stage: fact.transition.to, seq: fact.transition.seq, from: fact.transition.from } : null;
}

function asAnswers(input: NonNullable<TransitionInput["qualification"]>): QualificationAnswers {
  return Object.fromEntries(
    Object.entries(input).map(([field, answer]) => [
      field,
      typeof answer === "string"
        ? { value: answer, evidence: null }
        : { value: answer.value, evidence: answer.evidence ?? null },
    ]),
  );
}

const BATCH = 200;

/** Wakes recycled leads whose date has come: a new pass, with marketing. Answers how many woke. */
export async function wakeLeads(caller: Caller): Promise<number> {
  const today = dayToColumn(await workspaceDay(caller.now));
  const waiting = await db().$queryRaw<{ lead_id: string }[]>`
    select lead_id from lead_score where stage = 'recycled' and not binned and wake_on <= ${today}::date
    order by lead_id`;
  return oneByOne(caller, waiting, { kind: "wake" });
}

/** Looks at the MQLs that qualified by score: those below the line by now are recycled. Promotes nobody. */
export async function coolLeads(caller: Caller): Promise<number> {
  const waiting = await db().$queryRaw<{ lead_id: string }[]>`
    select s.lead_id from lead_score s
    join pass p on p.lead_id = s.lead_id and p.closed_at is null and p.trigger = 'score'
    where s.stage = 'mql' and not s.binned
    order by s.lead_id`;
  return oneByOne(caller, waiting, { kind: "day" });
}

/** In small transactions, so that nobody waits for a long one; answers how many changed their stage. */
async function oneByOne(
  caller: Caller,
  leads: readonly { lead_id: string }[],
  trigger: Trigger,
): Promise<number> {
  let moved = 0;
  for (let start = 0; start < leads.length; start += BATCH) {
    const batch = leads.slice(start, start + BATCH);
    const recorded = await progress(caller, new Map(batch.map(({ lead_id }) => [lead_id, trigger])));
    for (const facts of recorded.values()) if (lastMove(facts)) moved += 1;
  }
  return moved;
}

async function workspaceDay(now: Date): Promise<Day> {
  const { timeZone } = await db().workspace.findUniqueOrThrow({
    where: { id: 1 },
    select: { timeZone: true },
  });
  return dayOf(now, timeZone);
}
