import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { foldDays } from "./commands";

/** Adds up the days of the funnel that something happened to. */
export const foldFunnel = defineJob({
  name: "funnel.fold",
  schema: z.object({}),
  run: async (_caller, _payload, signal) => {
    await foldDays({ signal });
  },
  options: { every: 5, policy: "exclusive", expireInSeconds: 3600 },
});
