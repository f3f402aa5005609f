import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { coolLeads, wakeLeads } from "./commands";

/** The day's turn of the stages: leads whose wake date has come wake, and those that fell below the line cool. */
export const turnOfDay = defineJob({
  name: "stages.turn-of-day",
  schema: z.object({}),
  run: async (caller) => {
    await wakeLeads(caller);
    await coolLeads(caller);
  },
  options: { cron: "20 0 * * *", policy: "exclusive" },
});
