import "server-only";
import { db } from "@/lib/platform/db/client";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { revenueInMinorUnits } from "../form";
import type { LeadInput, LeadPatch } from "../schema";
import { editLead, upsertLead } from "./save";

// What people type tells money in major units of the workspace's currency; everything behind it counts minor ones.

/** `upsertLead` with money as it is typed. */
export async function addTypedLead(
  caller: Caller,
  input: LeadInput,
): Promise<{ id: string; created: boolean }> {
  return upsertLead(caller, revenueInMinorUnits(input, (await workspace(db())).currency));
}

/** `editLead` with money as it is typed. */
export async function editTypedLead(
  caller: Caller,
  leadId: string,
  patch: LeadPatch,
  version?: number,
): Promise<{ version: number }> {
  return editLead(caller, leadId, revenueInMinorUnits(patch, (await workspace(db())).currency), version);
}
