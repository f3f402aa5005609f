import "server-only";
import { defineJob } from "@/lib/platform/jobs/job";
import { settle } from "./commands/settle";
import { settlePayload } from "./schema";

/** After an exclusion began or was lifted: scores what it touches anew. Takes up where a killed run ended. */
export const settleExclusion = defineJob({
  name: "exclusions.settle",
  schema: settlePayload,
  run: (caller, { exclusionId }, signal) => settle(caller, exclusionId, signal),
  options: { retryLimit: 5, expireInSeconds: 3600 },
});
