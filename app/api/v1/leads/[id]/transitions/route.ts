import { z } from "zod";
import { leadOut, transitionOut } from "@/lib/leads/api";
import { leadOut as readLead } from "@/lib/leads/queries/lead-out";
import { requirePresent } from "@/lib/leads/queries/present";
import { db } from "@/lib/platform/db/client";
import { pageOf, pageQuery } from "@/lib/platform/web/paging";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";
import { changeStage } from "@/lib/stages/commands";
import { transitionsOf } from "@/lib/stages/queries";
import { transitionInput } from "@/lib/stages/schema";
import { STAGES } from "@/lib/stages/stages";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/leads/{id}/transitions",
  group: "Leads",
  summary: "The stage history of a lead, oldest first",
  allow: "lead.read",
  params: idShape,
  query: z.object(pageQuery),
  answer: pageOf(transitionOut),
  statuses: [200],
  run: async ({ viewer }, { params, query }) => {
    await requirePresent(db(), viewer, params.id);
    return { body: await transitionsOf(db(), viewer, params.id, query) };
  },
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/leads/{id}/transitions",
  group: "Leads",
  summary: "Ask for a stage change",
  description:
    "409 `illegal_transition` when the table has no such move, 422 `requirements_missing` with what is missing. To `sal` answers the open handoff.",
  // Whoever may move a lead at all may close one; the gate asks for the move's own right.
  allow: "stage.close",
  params: idShape,
  body: transitionInput,
  answer: z.object({ stage: z.enum(STAGES), seq: z.int(), lead: leadOut }),
  statuses: [200],
  idempotent: true,
  run: async (caller, { params, body }) => {
    const moved = await changeStage(caller, params.id, body);
    return { body: { ...moved, lead: await readLead(db(), caller.viewer, params.id) } };
  },
});
