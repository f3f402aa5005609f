import { z } from "zod";
import { isDay } from "@/lib/shared/day";
import { INITIATORS } from "./activity";
import { CALL_OUTCOMES } from "./calls";

/** Text of one line: trimmed, with something in it. */
const line = (max: number) => z.string().trim().min(1).max(max);

/** Properties are plain data: what rules may look at. */
const properties = z
  .record(
    z.string().min(1).max(100),
    z.union([
      z.string().max(2000),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(z.union([z.string().max(500), z.number(), z.boolean()])).max(50),
    ]),
  )
  .refine((record) => Object.keys(record).length <= 100, "at most 100 properties");

/** The contract's "activity", as programs and the form on the lead's page send it. */
export const activityInput = z
  .strictObject({
    type: line(60).meta({ description: "A type of the catalogue", example: "pricing_viewed" }),
    occurredAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: "Now when absent; from 10 years back to 1 day ahead" }),
    messageId: line(200)
      .optional()
      .meta({ description: "Unique per source: a repeat is answered 200 and stored once" }),
    properties: properties.optional(),
    channel: line(100).optional(),
    campaign: line(200).optional(),
    initiatedBy: z
      .enum(INITIATORS)
      .optional()
      .meta({ description: "Who began it (calls, meetings, messages)" }),
  })
  .meta({ id: "ActivityInput" });

export type ActivityInput = z.output<typeof activityInput>;

/** The short form that logs a call; the same message id again changes nothing. */
export const callForm = z.strictObject({
  leadId: z.uuid(),
  outcome: z.enum(CALL_OUTCOMES, "Say what came of the call"),
  note: z
    .string()
    .trim()
    .max(2000)
    .transform((text) => text || null)
    .nullable()
    .optional(),
  messageId: z.uuid().optional(),
});

/** The form on the lead's page: day and time of the workspace's clock, properties as texts. */
export const activityForm = z.strictObject({
  leadId: z.uuid(),
  type: line(60),
  on: z.string().refine(isDay, "Give a day").nullable().optional(),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give a time as HH:MM")
    .nullable()
    .optional(),
  initiatedBy: z.enum(INITIATORS).optional(),
  properties: z.record(z.string().min(1).max(100), z.string().max(2000).optional()).optional(),
});
