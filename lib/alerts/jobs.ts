import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { deliverAlerts } from "./commands";

/** Delivers what waits in the outbox, until nothing is due. */
export const deliverDueAlerts = defineJob({
  name: "alerts.deliver",
  schema: z.object({}),
  run: async (caller, _, signal) => {
    while (!signal.aborted && (await deliverAlerts(caller)) > 0);
  },
  options: { every: 5, policy: "exclusive" },
});
