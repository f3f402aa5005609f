import "server-only";
import { openHandoff } from "@/lib/handoffs/commands";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import type { Caller } from "@/lib/team/viewer";
import { binLead, restoreLead } from "./bin";
import { assignOwner } from "./save";

/** What became of each lead of a selection. One that is refused does not hold the others up. */
export type BulkOutcome = { done: string[]; refused: { id: string; name: string; message: string }[] };

/** Offers each lead to sales: to the named rep, else to whom routing picks for it. */
export const handOverLeads = (
  caller: Caller,
  ids: readonly string[],
  assignee: string | null,
): Promise<BulkOutcome> => forEachLead(ids, (id) => openHandoff(caller, id, { assignee }));

/** Gives each lead to a person, or to nobody. */
export const assignLeads = (
  caller: Caller,
  ids: readonly string[],
  owner: string | null,
): Promise<BulkOutcome> => forEachLead(ids, (id) => assignOwner(caller, id, owner));

/** Moves each lead to the bin. */
export const binLeads = (caller: Caller, ids: readonly string[]): Promise<BulkOutcome> =>
  forEachLead(ids, (id) => binLead(caller, id));

/** Takes each lead out of the bin. */
export const restoreLeads = (caller: Caller, ids: readonly string[]): Promise<BulkOutcome> =>
  forEachLead(ids, (id) => restoreLead(caller, id));

/** One transaction each, in id order. Only refusals are collected; anything unexpected stops the run. */
async function forEachLead(
  ids: readonly string[],
  work: (id: string) => Promise<unknown>,
): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { done: [], refused: [] };
  for (const id of [...new Set(ids)].sort()) {
    try {
      await work(id);
      outcome.done.push(id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      outcome.refused.push({ id, name: "", message: error.message });
    }
  }
  return nameRefused(outcome);
}

async function nameRefused(outcome: BulkOutcome): Promise<BulkOutcome> {
  if (outcome.refused.length === 0) return outcome;
  const leads = await db().lead.findMany({
    where: { id: { in: outcome.refused.map(({ id }) => id) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(leads.map(({ id, name }) => [id, name]));
  return {
    ...outcome,
    refused: outcome.refused.map((entry) => ({ ...entry, name: nameOf.get(entry.id) ?? "" })),
  };
}
