import { z } from "zod";
import { listOf, personShape } from "@/lib/platform/web/shapes";
import { dayInput, wakeInput } from "@/lib/stages/schema";
import { type ContextPacket, HANDOFF_CAUSES, HANDOFF_STATUSES } from "./handoff";

const note = z
  .string()
  .trim()
  .max(2000)
  .transform((text) => text || null)
  .nullable()
  .optional();

export const openInput = z
  .strictObject({
    assignee: personShape
      .nullable()
      .optional()
      .meta({ description: "A rep's id or e-mail; routing picks when absent" }),
    note,
  })
  .meta({ id: "HandoffOpenInput" });

export const acceptInput = z
  .strictObject({
    criteria: z
      .array(z.string().max(60))
      .max(20)
      .optional()
      .meta({ description: "Ids of the ticked acceptance criteria; all when absent" }),
    note,
  })
  .meta({ id: "HandoffAcceptInput" });

export const rejectInput = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .meta({ description: "A reason code; it decides recycled or disqualified" }),
    note,
    wake: wakeInput.nullable().optional(),
  })
  .meta({ id: "HandoffRejectInput" });

export const returnInput = z.strictObject({ note }).meta({ id: "HandoffReturnInput" });

export const reassignInput = z.strictObject({ assignee: personShape }).meta({ id: "HandoffReassignInput" });

export const withdrawInput = z.strictObject({ note }).meta({ id: "HandoffWithdrawInput" });

/** The contract's "handoff". */
export const handoffOut = z
  .object({
    id: z.uuid(),
    leadId: z.uuid(),
    passId: z.uuid(),
    status: z.enum(HANDOFF_STATUSES),
    cause: z.enum(HANDOFF_CAUSES),
    assignee: z.uuid().nullable().meta({ description: "A user's id; null while it waits for a rep" }),
    openedAt: z.iso.datetime(),
    dueAt: z.iso.datetime().nullable(),
    answeredAt: z.iso.datetime().nullable(),
    reason: z.string().nullable().meta({ description: "The reason code of a rejection" }),
    version: z.int(),
  })
  .meta({ id: "Handoff" });

export type HandoffOut = z.output<typeof handoffOut>;

/** What a list of handoffs is asked for. */
export const handoffFilter = {
  status: listOf(z.enum(HANDOFF_STATUSES)).optional().meta({ description: "Any of these, comma-separated" }),
  assignee: z
    .union([personShape, z.literal("none")])
    .optional()
    .meta({ description: 'A user\'s id or e-mail, or "none" for those that wait for a rep' }),
};

/** A stored packet, read back. */
export const contextPacket = z.object({
  at: z.string(),
  cause: z.enum(HANDOFF_CAUSES),
  score: z.number(),
  fit: z.number(),
  engagement: z.number(),
  grade: z.string(),
  reason: z.string(),
  authority: z.enum(["verified", "unknown", "failed"]),
  modelVersion: z.number(),
  definitionVersion: z.number(),
  rows: z.array(z.object({ label: z.string(), points: z.number() })),
  touches: z.array(z.object({ activityId: z.string(), type: z.string(), at: z.string() })),
}) satisfies z.ZodType<ContextPacket>;

// Forms of the inbox: the same inputs, flat, with the handoff they are about.

const handoffId = z.uuid();

export const acceptForm = z.strictObject({
  handoffId,
  // A form always says which are ticked, also when none is.
  criteria: z.array(z.string().max(60)).max(20),
  note,
});

export const rejectForm = z.strictObject({
  handoffId,
  reason: z.string("Choose a reason").min(1, "Choose a reason").max(60),
  note,
  wakeOn: dayInput.nullable().optional(),
});

export const returnForm = z.strictObject({ handoffId, note });

export const reassignForm = z.strictObject({ handoffId, assignee: z.uuid("Choose a rep") });

export const passOnForm = z.strictObject({
  leadId: z.uuid(),
  assignee: z.uuid().nullable().optional(),
  note,
});

export type OpenInput = z.output<typeof openInput>;
export type AcceptInput = z.output<typeof acceptInput>;
export type RejectInput = z.output<typeof rejectInput>;
export type ReturnInput = z.output<typeof returnInput>;
export type ReassignInput = z.output<typeof reassignInput>;
export type WithdrawInput = z.output<typeof withdrawInput>;
