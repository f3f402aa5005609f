import { z } from "zod";
import { leadOut } from "@/lib/leads/api";
import { binLead, eraseLead } from "@/lib/leads/commands/bin";
import { editLead } from "@/lib/leads/commands/save";
import { leadOut as readLead } from "@/lib/leads/queries/lead-out";
import { leadPatch } from "@/lib/leads/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/leads/{id}",
  group: "Leads",
  summary: "One lead: attributes, stage, score, grade, owner and its latest pass",
  allow: "lead.read",
  params: idShape,
  answer: leadOut,
  statuses: [200],
  run: async ({ viewer }, { params }) => ({ body: await readLead(db(), viewer, params.id) }),
});

export const PATCH = defineRoute({
  method: "PATCH",
  path: "/api/v1/leads/{id}",
  group: "Leads",
  summary: "Change a lead",
  description:
    "What is named changes; null clears it. With `version`, only when nobody changed it since: else 409 with the current one.",
  allow: "lead.edit",
  params: idShape,
  body: leadPatch,
  answer: leadOut,
  statuses: [200],
  run: async (caller, { params, body }) => {
    const { version, ...patch } = body;
    await editLead(caller, params.id, patch, version);
    return { body: await readLead(db(), caller.viewer, params.id) };
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/leads/{id}",
  group: "Leads",
  summary: "Move a lead to the bin, or erase it for good",
  description: "The bin keeps it for 30 days. `?erase=true` erases it at once with everything about it.",
  allow: "lead.bin",
  params: idShape,
  query: z.object({ erase: z.stringbool().default(false) }),
  statuses: [204],
  run: async (caller, { params, query }) => {
    await (query.erase ? eraseLead(caller, params.id) : binLead(caller, params.id));
    return { status: 204 };
  },
});
