"use server";

import { defineAction } from "@/lib/platform/web/action";
import { logActivity, logTypedActivity } from "./commands";
import { activityForm, callForm } from "./schema";

/** Notes a call that the viewer made. Having talked to the lead stops the contact clock. */
export const logCall = defineAction({
  input: callForm,
  allow: "activity.log",
  run: (caller, { leadId, outcome, note, messageId }) =>
    logActivity(caller, leadId, {
      type: "call_made",
      initiatedBy: caller.viewer.role === "marketer" ? "marketing" : "rep",
      properties: { outcome, ...(note ? { note } : {}) },
      ...(messageId ? { messageId } : {}),
    }),
  refresh: ["/inbox", "/leads", "/funnel"],
});

/** Logs any activity of the catalogue by hand; the score and the stage follow at once. */
export const addActivity = defineAction({
  input: activityForm,
  allow: "activity.log",
  run: (caller, { leadId, ...form }) => logTypedActivity(caller, leadId, form),
  refresh: ["/leads/[id]", "/leads", "/inbox"],
});
