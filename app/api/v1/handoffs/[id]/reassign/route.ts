import { reassignHandoff } from "@/lib/handoffs/commands";
import { handoffById } from "@/lib/handoffs/queries/list";
import { handoffOut, reassignInput } from "@/lib/handoffs/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/handoffs/{id}/reassign",
  group: "Handoffs",
  summary: "Give a pending handoff to another rep",
  description: "The assignee's clock starts again. 409 `already_answered` when it has its answer.",
  allow: "handoff.reassign",
  params: idShape,
  body: reassignInput,
  answer: handoffOut,
  statuses: [200],
  idempotent: true,
  run: async (caller, { params, body }) => {
    await reassignHandoff(caller, params.id, body);
    return { body: await handoffById(db(), caller.viewer, params.id) };
  },
});
