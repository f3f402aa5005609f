"use server";

import { z } from "zod";
import { defineAction } from "@/lib/platform/web/action";
import { markAlertsRead } from "./commands";

/** The bell was opened: what it showed is read. */
export const readAlerts = defineAction({
  input: z.strictObject({ shownUpTo: z.iso.datetime() }),
  allow: "lead.read",
  run: (caller, { shownUpTo }) => markAlertsRead(caller, new Date(shownUpTo)),
});
