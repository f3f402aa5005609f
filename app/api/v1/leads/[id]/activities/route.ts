import { leadOut } from "@/lib/leads/api";
import { leadOut as readLead } from "@/lib/leads/queries/lead-out";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";
import { activityOut } from "@/lib/tracking/api";
import { logActivity } from "@/lib/tracking/commands";
import { activityById } from "@/lib/tracking/queries";
import { activityInput } from "@/lib/tracking/schema";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/leads/{id}/activities",
  group: "Leads",
  summary: "Add one activity",
  description:
    "201 when it was stored, 200 when this message id was already there (the first one is kept). The lead is scored and moved in the same transaction.",
  allow: "activity.log",
  params: idShape,
  body: activityInput,
  answer: activityOut.extend({ lead: leadOut }),
  statuses: [201, 200],
  idempotent: true,
  run: async (caller, { params, body }) => {
    const { activityId, created } = await logActivity(caller, params.id, body);
    const activity = await activityById(db(), caller.viewer, activityId);
    const lead = await readLead(db(), caller.viewer, params.id);
    return { status: created ? 201 : 200, body: { ...activity, lead } };
  },
});
