"use server";

import { z } from "zod";
import { defineAction } from "@/lib/platform/web/action";
import { binLead, restoreLead } from "./commands/bin";
import { assignLeads, binLeads, handOverLeads, restoreLeads } from "./commands/bulk";
import { addTypedLead, editTypedLead } from "./commands/typed";
import { leadInput, leadPatch } from "./schema";

const LIST = "/leads";
const selection = z.array(z.uuid()).min(1).max(200);
const person = z.uuid().nullable();
const oneLead = z.strictObject({ leadId: z.uuid() });

/** The "Add lead" form; money in major units as people type it. Goes to the lead, new or found. */
export const addLead = defineAction({
  input: leadInput,
  allow: "lead.create",
  run: addTypedLead,
  refresh: [LIST],
  goTo: ({ id, created }) => `/leads/${id}${created ? "" : "?found=1"}`,
});

/** Changes facts of one lead; `conflict` when somebody else did since `version`. */
export const changeLead = defineAction({
  input: leadPatch.extend({ leadId: z.uuid() }),
  allow: "lead.edit",
  run: (caller, { leadId, version, ...patch }) => editTypedLead(caller, leadId, patch, version),
  refresh: ["/leads/[id]"],
});

export const moveToBin = defineAction({
  input: oneLead,
  allow: "lead.bin",
  run: (caller, { leadId }) => binLead(caller, leadId),
  goTo: (_, { leadId }) => `/leads?binned=${leadId}`,
});

export const takeFromBin = defineAction({
  input: oneLead,
  allow: "lead.bin",
  run: (caller, { leadId }) => restoreLead(caller, leadId),
  refresh: [LIST],
});

export const handOverSelection = defineAction({
  input: z.strictObject({ ids: selection, assignee: person }),
  allow: "handoff.open",
  run: (caller, { ids, assignee }) => handOverLeads(caller, ids, assignee),
  refresh: [LIST],
});

export const assignSelection = defineAction({
  input: z.strictObject({ ids: selection, owner: person }),
  allow: "lead.edit",
  run: (caller, { ids, owner }) => assignLeads(caller, ids, owner),
  refresh: [LIST],
});

export const binSelection = defineAction({
  input: z.strictObject({ ids: selection }),
  allow: "lead.bin",
  run: (caller, { ids }) => binLeads(caller, ids),
  refresh: [LIST],
});

export const restoreSelection = defineAction({
  input: z.strictObject({ ids: selection }),
  allow: "lead.bin",
  run: (caller, { ids }) => restoreLeads(caller, ids),
  refresh: [LIST],
});
