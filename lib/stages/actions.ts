"use server";

import { z } from "zod";
import { defineAction } from "@/lib/platform/web/action";
import { changeStage, undoTransition } from "./commands";
import { transitionInput } from "./schema";

const SHOWS_STAGES = ["/leads", "/leads/[id]", "/inbox", "/funnel"];

/** Asks for another stage of one lead. The gate says who may and what is missing. */
export const moveLead = defineAction({
  input: transitionInput.extend({ leadId: z.uuid() }),
  allow: "stage.close",
  run: (caller, { leadId, ...ask }) => changeStage(caller, leadId, ask),
  refresh: SHOWS_STAGES,
});

/** Takes the viewer's own last decision about this lead back, within ten seconds. */
export const undoMove = defineAction({
  input: z.strictObject({ leadId: z.uuid() }),
  allow: "stage.close",
  run: (caller, { leadId }) => undoTransition(caller, leadId),
  refresh: SHOWS_STAGES,
});
