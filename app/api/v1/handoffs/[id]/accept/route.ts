import { acceptHandoff } from "@/lib/handoffs/commands";
import { handoffById } from "@/lib/handoffs/queries/list";
import { acceptInput, handoffOut } from "@/lib/handoffs/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/handoffs/{id}/accept",
  group: "Handoffs",
  summary: "Accept a handoff: the lead becomes SAL",
  description: "Criteria left out count as all ticked. 409 `already_answered` when it has its answer.",
  allow: "handoff.answer",
  params: idShape,
  body: acceptInput,
  answer: handoffOut,
  statuses: [200],
  idempotent: true,
  run: async (caller, { params, body }) => {
    await acceptHandoff(caller, params.id, body);
    return { body: await handoffById(db(), caller.viewer, params.id) };
  },
});
