import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertNever } from "@/lib/shared/assert-never";
import { STAGE_LABEL } from "@/lib/stages/stages";
import type { Caller } from "@/lib/team/viewer";
import { advance } from "../advance";
import type { Fact } from "../facts";
import { type Ground, lockAndRead } from "../queries/ground";
import { withPeople } from "../queries/house";
import type { House, LeadSnapshot } from "../snapshot";
import type { Refusal, Trigger } from "../trigger";
import { recordFacts } from "./record-facts";

/**
 * Takes leads through the gate in one transaction: lock, look, decide, record. Throws AppError when the rules refuse, and
 * `not_found` for a lead in the bin; then nothing is stored. Facts come back by lead.
 */
export async function progress(
  caller: Caller,
  triggers: ReadonlyMap<string, Trigger>,
): Promise<Map<string, readonly Fact[]>> {
  return transaction((tx) => progressIn(tx, caller, triggers));
}

/** Triggers nobody asked for: a sweep tries them on many leads at once. */
const BY_THE_CLOCK: readonly Trigger["kind"][] = ["wake", "day", "silence"];

/** The same inside a transaction that also writes something else (a new lead, its attributes). */
export async function progressIn(
  tx: Tx,
  caller: Caller,
  triggers: ReadonlyMap<string, Trigger>,
): Promise<Map<string, readonly Fact[]>> {
  const forUndo = [...triggers.values()].some(({ kind }) => kind === "undo");
  const ground = await lockAndRead(tx, [...triggers.keys()], { now: caller.now, forUndo });
  return progressOn(tx, caller, ground, triggers);
}

/** Locks leads that something happens to and reads all that the rules may look at then. Leads that do not exist are absent. */
export function lookAt(tx: Tx, { now }: Caller, leadIds: readonly string[]): Promise<Ground> {
  return lockAndRead(tx, leadIds, { now, forUndo: false });
}

/**
 * The same for leads that are locked and read already. Facts of leads that nobody is to be chosen for are recorded
 * together; before somebody is chosen, all that was decided so far is stored, so that everybody's load is known.
 */
export async function progressOn(
  tx: Tx,
  caller: Caller,
  { snapshots, house }: Ground,
  triggers: ReadonlyMap<string, Trigger>,
): Promise<Map<string, readonly Fact[]>> {
  const recorded = new Map<string, readonly Fact[]>();
  const waiting: Fact[] = [];
  for (const [leadId, trigger] of triggers) {
    const snapshot = snapshots.get(leadId);
    if (!snapshot && BY_THE_CLOCK.includes(trigger.kind)) {
      // Binned or erased since the sweep looked.
      recorded.set(leadId, []);
      continue;
    }
    if (!snapshot) throw new AppError("not_found", "There is no such lead");
    let facts = decideAlone(caller, snapshot, house, trigger);
    if (facts === null) {
      await recordFacts(tx, caller, waiting.splice(0));
      facts = unwrap(advance(snapshot, await withPeople(tx, house), trigger, { ...caller, newId }));
    }
    waiting.push(...facts);
    recorded.set(leadId, facts);
  }
  await recordFacts(tx, caller, waiting);
  return recorded;
}

/** One lead, one trigger: the usual case of a screen. */
export async function progressLead(
  caller: Caller,
  leadId: string,
  trigger: Trigger,
): Promise<readonly Fact[]> {
  const recorded = await progress(caller, new Map([[leadId, trigger]]));
  return recorded.get(leadId)!;
}

/** Whether who receives a lead is part of the question, so that the people must be known beforehand. */
const NAMES_PEOPLE: readonly Trigger["kind"][] = ["ask", "answer", "hand-over", "reassign", "silence"];

/**
 * Decides without knowing the people; null when the decision turns out to hand the lead to somebody: then it is asked again
 * under the routing lock with everybody's load known. Deciding is pure, so asking twice is free of effects.
 */
function decideAlone(
  caller: Caller,
  snapshot: LeadSnapshot,
  house: House,
  trigger: Trigger,
): readonly Fact[] | null {
  if (NAMES_PEOPLE.includes(trigger.kind)) return null;
  const facts = unwrap(advance(snapshot, house, trigger, { ...caller, newId }));
  return facts.some((fact) => fact.kind === "handoff.opened" || fact.kind === "owner.changed") ? null : facts;
}

function unwrap(result: ReturnType<typeof advance>): readonly Fact[] {
  if (!result.ok) throw refusalError(result.reason);
  return result.value.facts;
}

function refusalError(refusal: Refusal): AppError {
  switch (refusal.code) {
    case "illegal_transition":
      return new AppError(
        "illegal_transition",
        `A lead cannot go from ${STAGE_LABEL[refusal.from]} to ${STAGE_LABEL[refusal.to]}`,
        { data: { from: refusal.from, to: refusal.to } },
      );
    case "requirements_missing":
      return new AppError("requirements_missing", refusal.missing.map(({ message }) => message).join(". "), {
        errors: refusal.missing.map(({ field, message }) => ({ path: field, rule: "required", message })),
        data: { missing: refusal.missing.map(({ field }) => field) },
      });
    case "already_answered":
      return new AppError("already_answered", "This handoff has its answer already", {
        data: { handoffId: refusal.handoffId },
      });
    case "conflict":
      return new AppError("conflict", refusal.message);
    case "undo_too_late":
      return new AppError("undo_too_late", refusal.message);
    case "not_found":
      return new AppError("not_found", "There is no such handoff");
    case "forbidden":
      return new AppError("forbidden", "Your role may not do this");
    default:
      return assertNever(refusal);
  }
}
