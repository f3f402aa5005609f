import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { forgetExpired } from "./commands/expired";

/** Each night: sessions, links, counters and kept answers that have run out. */
export const forgetExpiredAccess = defineJob({
  name: "forget-expired-access",
  schema: z.object({}),
  options: { cron: "40 3 * * *" },
  run: (caller) => forgetExpired(caller),
});
