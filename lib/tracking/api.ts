import { z } from "zod";
import { INITIATORS, TRUSTS } from "./activity";

/** One stored activity, as the HTTP API answers it. */
export const activityOut = z
  .object({
    id: z.uuid(),
    leadId: z.uuid(),
    type: z.string(),
    occurredAt: z.iso.datetime(),
    receivedAt: z.iso.datetime(),
    messageId: z.string(),
    source: z.string(),
    channel: z.string().nullable(),
    campaign: z.string().nullable(),
    trust: z.enum(TRUSTS),
    initiatedBy: z.enum(INITIATORS).nullable(),
    properties: z.record(z.string(), z.json()),
  })
  .meta({ id: "Activity" });

export type ActivityOut = z.output<typeof activityOut>;
