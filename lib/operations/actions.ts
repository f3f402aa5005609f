"use server";

import { z } from "zod";
import { defineAction } from "@/lib/platform/web/action";
import { askDoctor as ask } from "./commands/ask";
import * as failed from "./commands/failed-jobs";
import { jobIdShape } from "./schema";

const JOBS = ["/settings/jobs"];

export const retryJob = defineAction({
  input: jobIdShape,
  allow: "settings.manage",
  run: (caller, { id }) => failed.retryJob(caller, id),
  refresh: JOBS,
});

export const discardJob = defineAction({
  input: jobIdShape,
  allow: "settings.manage",
  run: (caller, { id }) => failed.discardJob(caller, id),
  refresh: JOBS,
});

export const askDoctor = defineAction({
  input: z.object({}),
  allow: "settings.manage",
  run: (caller) => ask(caller),
  refresh: ["/settings/doctor"],
});
