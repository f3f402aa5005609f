import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { sealAudit } from "./commands";

/** Continues the chain of the trail. */
export const sealAuditTrail = defineJob({
  name: "audit.seal",
  schema: z.object({}),
  options: { every: 10 },
  run: (_caller, _payload, signal) => sealAudit(signal),
});
