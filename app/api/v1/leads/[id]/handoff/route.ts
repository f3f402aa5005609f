import { openHandoff } from "@/lib/handoffs/commands";
import { handoffById } from "@/lib/handoffs/queries/list";
import { handoffOut, openInput } from "@/lib/handoffs/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/leads/{id}/handoff",
  group: "Handoffs",
  summary: "Hand an MQL to sales",
  description:
    "To the named rep, else to the one with the fewest open handoffs. 409 while another one is pending.",
  allow: "handoff.open",
  params: idShape,
  body: openInput,
  answer: handoffOut,
  statuses: [201],
  idempotent: true,
  run: async (caller, { params, body }) => {
    const { handoffId } = await openHandoff(caller, params.id, body);
    return { body: await handoffById(db(), caller.viewer, handoffId) };
  },
});
