import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { progressIn, progressLead } from "@/lib/progression/commands/progress";
import type { HandoffAnswer, Trigger } from "@/lib/progression/trigger";
import { silenceAt } from "@/lib/sla/policy";
import { may } from "@/lib/team/permissions";
import { activeUserId } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { toldWake } from "./handoff";
import { handoffById } from "./queries/list";
import { handoffOutcome } from "./queries/outcome";
import type {
  AcceptInput,
  OpenInput,
  ReassignInput,
  RejectInput,
  ReturnInput,
  WithdrawInput,
} from "./schema";
import { outcomeInWords } from "./words";

/** Offers the lead's open pass to sales: to the named rep, else to whom routing picks. Once: a second offer is a conflict. */
export async function openHandoff(
  caller: Caller,
  leadId: string,
  input: OpenInput,
): Promise<{ handoffId: string }> {
  if (!isId(leadId)) throw new AppError("not_found", "There is no such lead");
  const trigger: Trigger = {
    kind: "hand-over",
    assigneeId: await personNamed(input.assignee ?? null),
    note: input.note ?? null,
  };
  return transaction(async (tx) => {
    const recorded = await progressIn(tx, caller, new Map([[leadId, trigger]]));
    const opened = recorded.get(leadId)?.find((fact) => fact.kind === "handoff.opened");
    if (!opened) throw new Error(`handing lead ${leadId} over opened no handoff`);
    const { id, assigneeId } = opened.handoff;
    await recordAudit(tx, caller, {
      action: "handoff.opened",
      subjectKind: "handoff",
      subjectId: id,
      data: { leadId, assigneeId },
    });
    return { handoffId: id };
  });
}

/** The id of whom a request names by id or e-mail. Whether they may be given it is the gate's to say. */
const personNamed = async <Told extends string | null>(told: Told): Promise<string | Told> =>
  told === null || isId(told) ? told : activeUserId(db(), told, "assignee");

/** Takes the lead: SAL, and the owner is the assignee. The first answer counts; a later one is `already_answered`. */
export async function acceptHandoff(caller: Caller, handoffId: string, input: AcceptInput): Promise<void> {
  await respond(caller, handoffId, {
    kind: "accept",
    criteria: input.criteria ?? null,
    note: input.note ?? null,
  });
}

/** Sends the lead away; the reason's kind decides between recycled and disqualified. */
export async function rejectHandoff(caller: Caller, handoffId: string, input: RejectInput): Promise<void> {
  const { reason, note = null } = input;
  await respond(caller, handoffId, { kind: "reject", reason, note, wake: toldWake(input.wake) });
}

/** Gives it back undecided: the pass stays open with marketing. */
export async function returnHandoff(caller: Caller, handoffId: string, input: ReturnInput): Promise<void> {
  await respond(caller, handoffId, { kind: "return", note: input.note ?? null });
}

async function respond(caller: Caller, handoffId: string, answer: HandoffAnswer): Promise<void> {
  await act(caller, handoffId, { kind: "answer", handoffId, answer }, `handoff.${PAST[answer.kind]}`);
}

const PAST = { accept: "accepted", reject: "rejected", return: "returned" } as const;

/** Another rep gets it; the assignee's clock starts again. */
export async function reassignHandoff(
  caller: Caller,
  handoffId: string,
  input: ReassignInput,
): Promise<void> {
  const trigger: Trigger = { kind: "reassign", handoffId, assigneeId: await personNamed(input.assignee) };
  await act(caller, handoffId, trigger, "handoff.reassigned");
}

/** Marketing takes an unanswered offer back; the pass stays open. */
export async function withdrawHandoff(
  caller: Caller,
  handoffId: string,
  input: WithdrawInput,
): Promise<void> {
  await act(
    caller,
    handoffId,
    { kind: "withdraw", handoffId, note: input.note ?? null },
    "handoff.withdrawn",
  );
}

async function act(
  caller: Caller,
  handoffId: string,
  trigger: Trigger,
  action: `handoff.${string}`,
): Promise<void> {
  const leadId = await leadOf(caller, handoffId);
  try {
    await transaction(async (tx) => {
      const facts = await progressIn(tx, caller, new Map([[leadId, trigger]]));
      // Reassigned to who has it already: nothing happened.
      if (facts.get(leadId)?.length === 0) return;
      await recordAudit(tx, caller, {
        action,
        subjectKind: "handoff",
        subjectId: handoffId,
        data: { leadId },
      });
    });
  } catch (thrown) {
    const late = thrown instanceof AppError && thrown.code === "already_answered";
    throw late ? await tooLate(caller, handoffId) : thrown;
  }
}

/** Whoever comes second is told what happened, and gets the handoff as it is now. */
async function tooLate({ viewer }: Caller, handoffId: string): Promise<AppError> {
  const [handoff, outcome] = await Promise.all([
    handoffById(db(), viewer, handoffId),
    handoffOutcome(db(), viewer, handoffId),
  ]);
  const sentence = outcome ? outcomeInWords(outcome) : "This handoff has its answer already";
  return new AppError("already_answered", sentence, { data: { handoff } });
}

/** Notes that the assignee has opened the handoff; anybody else's look changes nothing. */
export async function markSeen(caller: Caller, handoffId: string): Promise<void> {
  const leadId = await leadOf(caller, handoffId);
  await progressLead(caller, leadId, { kind: "seen", handoffId });
}

/** A handoff never changes its lead, so this look needs no lock. */
async function leadOf(caller: Caller, handoffId: string): Promise<string> {
  const found =
    isId(handoffId) && may(caller.viewer, "handoff.read")
      ? await db().handoff.findUnique({ where: { id: handoffId }, select: { leadId: true } })
      : null;
  if (!found) throw new AppError("not_found", "There is no such handoff");
  return found.leadId;
}

/** Takes handoffs that nobody answered for too long back to marketing, one transaction each. Answers how many. */
export async function expireHandoffs(caller: Caller): Promise<number> {
  const latestDue = new Date(2 * caller.now.getTime() - silenceAt(caller.now).getTime());
  const silent = await db().handoff.findMany({
    where: { status: "pending", dueAt: { lte: latestDue } },
    orderBy: { dueAt: "asc" },
    take: 500,
    select: { id: true, leadId: true },
  });
  for (const { id, leadId } of silent) await progressLead(caller, leadId, { kind: "silence", handoffId: id });
  return silent.length;
}
