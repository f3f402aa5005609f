import "server-only";
import { z } from "zod";
import { db } from "@/lib/platform/db/client";
import { dayOf } from "@/lib/shared/day";
import { workspaceOrNull } from "@/lib/team/queries";
import { defineVerb } from "../verb";

/** Zone of days before a workspace is set up. */
const FALLBACK_ZONE = "UTC";

export const now = defineVerb({
  name: "now",
  usage: "",
  summary: "the app's day and time zone",
  input: z.object({}),
  async run(caller) {
    const timeZone = (await workspaceOrNull(db()))?.timeZone ?? FALLBACK_ZONE;
    return { day: dayOf(caller.now, timeZone), timeZone, at: caller.now.toISOString() };
  },
});
