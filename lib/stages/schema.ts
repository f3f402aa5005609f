import { z } from "zod";
import { isDay } from "@/lib/shared/day";
import { STAGES } from "./stages";

export const dayInput = z
  .string()
  .refine(isDay, { message: "Give a day as YYYY-MM-DD.", params: { rule: "day" } });
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((value) => value || null)
    .nullable();

export const wakeInput = z
  .strictObject({ on: dayInput.nullable().optional(), evidence: z.boolean().optional() })
  .meta({
    id: "Wake",
    description: "When a recycled lead may come back: on a date, by new evidence, or both",
  });

const answer = z.union([
  z.string().trim().min(1).max(2000),
  z.strictObject({ value: z.string().trim().min(1).max(2000), evidence: text(2000).optional() }),
]);

/** The contract's "transition in". */
export const transitionInput = z
  .strictObject({
    to: z.enum(STAGES),
    reason: text(200).optional(),
    note: text(2000).optional(),
    wake: wakeInput.nullable().optional(),
    criteria: z.array(z.string().max(60)).max(20).optional(),
    qualification: z.record(z.string().min(1).max(60), answer).optional(),
    amount: z.coerce
      .number()
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .nullable()
      .optional()
      .meta({ description: "Minor units of the workspace currency" }),
    expectedClose: dayInput.nullable().optional(),
    actualClose: dayInput.nullable().optional(),
  })
  .meta({ id: "TransitionInput" });

export type TransitionInput = z.output<typeof transitionInput>;
