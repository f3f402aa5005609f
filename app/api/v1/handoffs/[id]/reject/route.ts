import { rejectHandoff } from "@/lib/handoffs/commands";
import { handoffById } from "@/lib/handoffs/queries/list";
import { handoffOut, rejectInput } from "@/lib/handoffs/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/handoffs/{id}/reject",
  group: "Handoffs",
  summary: "Reject a handoff with a coded reason",
  description:
    "The reason decides recycled or disqualified; `wake` defaults to new evidence. 409 `already_answered` when it has its answer.",
  allow: "handoff.answer",
  params: idShape,
  body: rejectInput,
  answer: handoffOut,
  statuses: [200],
  idempotent: true,
  run: async (caller, { params, body }) => {
    await rejectHandoff(caller, params.id, body);
    return { body: await handoffById(db(), caller.viewer, params.id) };
  },
});
