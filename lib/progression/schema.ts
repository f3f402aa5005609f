import { z } from "zod";
import { HANDOFF_CAUSES, HANDOFF_STATUSES } from "@/lib/handoffs/handoff";
import { MILESTONES } from "@/lib/stages/stages";
import type { Before } from "./snapshot";

const instant = z.coerce.date();
const instantOrNull = instant.nullable();
const id = z.string();
const idOrNull = id.nullable();
const textOrNull = z.string().nullable();
const minor = z.coerce.bigint();

const pass = z.object({
  id,
  number: z.number().int(),
  trigger: z.enum(["score", "hand_raise", "pql", "manual", "wake", "import"]),
  mqlAt: instant,
  handedAt: instantOrNull,
  salAt: instantOrNull,
  sqlAt: instantOrNull,
  opportunityAt: instantOrNull,
  customerAt: instantOrNull,
  closedAt: instantOrNull,
  closeKind: z.enum(["customer", "recycled", "disqualified", "merged"]).nullable(),
  closeReason: textOrNull,
  closedFrom: z.enum(MILESTONES).nullable(),
  ownerId: idOrNull,
  amount: minor.nullable(),
  clockStartedAt: instantOrNull,
  firstAttemptAt: instantOrNull,
  firstContactAt: instantOrNull,
  contactDueAt: instantOrNull,
  wakeOn: textOrNull,
  wakeOnEvidence: z.boolean(),
});

const handoff = z.object({
  id,
  passId: id,
  status: z.enum(HANDOFF_STATUSES),
  cause: z.enum(HANDOFF_CAUSES),
  assigneeId: idOrNull,
  assignedAt: instantOrNull,
  openedAt: instant,
  openedBy: idOrNull,
  dueAt: instantOrNull,
  seenAt: instantOrNull,
  answeredAt: instantOrNull,
  answeredBy: idOrNull,
  reasonCode: textOrNull,
  answerNote: textOrNull,
  criteria: z.array(z.string()),
  version: z.number().int(),
});

const opportunity = z.object({
  id,
  passId: id,
  name: z.string(),
  amount: minor,
  currency: z.string(),
  status: z.enum(["open", "won", "lost"]),
  expectedClose: z.string(),
  actualClose: textOrNull,
  lostReason: textOrNull,
  ownerId: idOrNull,
  version: z.number().int(),
});

const before = z.object({
  ownerId: idOrNull,
  pass: pass.nullable(),
  handoff: handoff.nullable(),
  opportunity: opportunity.nullable(),
}) satisfies z.ZodType<Before>;

/** What was before a decision, as JSON: instants as ISO text, amounts as decimal text. */
export const encodeBefore = (value: Before): object =>
  JSON.parse(JSON.stringify(value, (_, part) => (typeof part === "bigint" ? part.toString() : part)));

/** The stored form of a `Before`, read back; throws on anything else. */
export const decodeBefore = (value: unknown): Before => before.parse(value);
