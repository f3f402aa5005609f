import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { runDoctor } from "./commands/examine";

const LONGEST_RUN_SECONDS = 3_600;

/** Each night, and when an admin asks: is everything that is stored as it was promised? */
export const examineData = defineJob({
  name: "doctor.examine",
  schema: z.object({}),
  run: (caller) => runDoctor(caller),
  options: { cron: "20 2 * * *", policy: "exclusive", retryLimit: 1, expireInSeconds: LONGEST_RUN_SECONDS },
});
