import { returnHandoff } from "@/lib/handoffs/commands";
import { handoffById } from "@/lib/handoffs/queries/list";
import { handoffOut, returnInput } from "@/lib/handoffs/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/handoffs/{id}/return",
  group: "Handoffs",
  summary: "Return a handoff undecided",
  description: "The pass stays open with marketing. 409 `already_answered` when it has its answer.",
  allow: "handoff.answer",
  params: idShape,
  body: returnInput,
  answer: handoffOut,
  statuses: [200],
  idempotent: true,
  run: async (caller, { params, body }) => {
    await returnHandoff(caller, params.id, body);
    return { body: await handoffById(db(), caller.viewer, params.id) };
  },
});
