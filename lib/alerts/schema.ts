import { z } from "zod";

/** What an outbox row of kind "alert" carries: written by the gate, read by the delivery. */
export const alertPayload = z.object({
  alert: z.string(),
  to: z.union([z.object({ userId: z.string() }), z.object({ role: z.enum(["marketer", "manager"]) })]),
  leadId: z.string().nullable(),
  handoffId: z.string().nullable(),
  title: z.string(),
  body: z.string(),
  /** Where it leads when it is about no lead. */
  href: z.string().nullable().default(null),
});
