import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { emptyBin } from "./commands/bin";

/** Each night: what has been in the bin for thirty days goes for good. */
export const emptyLeadBin = defineJob({
  name: "leads.empty-bin",
  schema: z.object({}),
  options: { cron: "10 3 * * *" },
  run: (caller, _payload, signal) => emptyBin(caller, signal),
});
