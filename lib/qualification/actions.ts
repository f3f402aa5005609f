"use server";

import { z } from "zod";
import { defineAction } from "@/lib/platform/web/action";
import { answerQualification } from "./commands";
import { qualificationInput } from "./schema";

/** Keeps answers of the lead's open pass with their evidence. */
export const keepAnswers = defineAction({
  input: z.strictObject({ leadId: z.uuid(), answers: qualificationInput }),
  allow: "lead.edit",
  run: (caller, { leadId, answers }) => answerQualification(caller, leadId, answers),
  refresh: ["/leads/[id]"],
});
