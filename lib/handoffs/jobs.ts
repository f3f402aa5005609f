import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { expireHandoffs } from "./commands";

/** Silence past the policy takes unanswered handoffs back to marketing. */
export const expireSilentHandoffs = defineJob({
  name: "handoffs.expire",
  schema: z.object({}),
  run: async (caller) => {
    await expireHandoffs(caller);
  },
  options: { every: 30, policy: "exclusive" },
});
