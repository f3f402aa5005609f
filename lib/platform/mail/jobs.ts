import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { deliverMail } from "./deliver";

/** Sends what waits in the outbox. */
export const deliverQueuedMail = defineJob({
  name: "mail",
  schema: z.object({}),
  options: { every: 15 },
  run: (caller, _payload, signal) => deliverMail(caller.now, signal),
});
