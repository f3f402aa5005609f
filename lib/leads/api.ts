import { z } from "zod";
import { listOf, personShape } from "@/lib/platform/web/shapes";
import { STAGES } from "@/lib/stages/stages";
import { LEAD_SORTS } from "./filter";

// What the HTTP API answers about leads; programs rely on these names.

const instant = z.iso.datetime();
const textOrNull = z.string().nullable();

export const passOut = z
  .object({
    id: z.uuid(),
    number: z.int(),
    mqlAt: instant,
    salAt: instant.nullable(),
    sqlAt: instant.nullable(),
    opportunityAt: instant.nullable(),
    customerAt: instant.nullable(),
    closedAt: instant.nullable(),
    closeReason: textOrNull,
    imputed: z
      .array(z.string())
      .meta({ description: "Milestones nobody told: set to the next known time by an import" }),
    model: z.int(),
    definition: z.int(),
  })
  .meta({ id: "Pass" });

export const leadOut = z
  .object({
    id: z.uuid(),
    email: textOrNull,
    externalId: textOrNull,
    name: z.string(),
    title: textOrNull,
    country: textOrNull,
    company: z
      .object({
        name: z.string(),
        domain: textOrNull,
        industry: textOrNull,
        employees: z.int().nullable(),
        revenue: z
          .number()
          .nullable()
          .meta({ description: "A year's, in minor units of the workspace currency" }),
      })
      .nullable(),
    stage: z.enum(STAGES),
    score: z.int(),
    scoredOn: z.iso.date().meta({ description: "The day of the workspace that the stored score is of" }),
    fit: z.int(),
    engagement: z.int(),
    grade: z.string(),
    reason: z.string().meta({ description: "What counts most, in one line" }),
    owner: z.uuid().nullable(),
    source: textOrNull,
    channel: textOrNull,
    campaign: textOrNull,
    pass: passOut.nullable(),
    version: z.int(),
    createdAt: instant,
    lastActivityAt: instant.nullable(),
  })
  .meta({ id: "Lead" });

export const transitionOut = z
  .object({
    id: z.uuid(),
    seq: z.int(),
    from: z.enum(STAGES).nullable(),
    to: z.enum(STAGES),
    kind: z.enum(["create", "move", "undo", "correction", "import"]),
    at: instant,
    recordedAt: instant,
    actor: z.string().nullable(),
    trigger: z.string(),
    reason: textOrNull,
    note: textOrNull,
    passId: z.uuid().nullable(),
    definition: z.int(),
    model: z.int(),
    score: z.int(),
    imputed: z.boolean(),
    outOfOrder: z.boolean(),
  })
  .meta({ id: "Transition" });

/** Filters of the list, as query parameters. */
export const leadListQuery = {
  stage: listOf(z.enum(STAGES)).optional().meta({ description: "Any of these, comma-separated" }),
  grade: listOf(z.string().regex(/^([A-D][1-4]?|[1-4])$/, "A grade such as B2, or one band such as B or 2"))
    .optional()
    .meta({ description: "Any of these, comma-separated: grades such as B2, bands such as B or 2" }),
  owner: z.union([personShape, z.enum(["me", "none"])]).optional(),
  source: z.string().max(100).optional(),
  channel: z.string().max(100).optional(),
  profile: z
    .string()
    .max(60)
    .optional()
    .meta({ description: "The id of a buyer profile: only leads of which every essential aspect matches" }),
  q: z.string().trim().max(200).optional(),
  minScore: z.coerce.number().int().min(-32768).max(32767).optional(),
  maxScore: z.coerce.number().int().min(-32768).max(32767).optional(),
  sort: z.enum(LEAD_SORTS).default("-score"),
};
