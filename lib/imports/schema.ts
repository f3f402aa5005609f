import { z } from "zod";
import { STAGES } from "@/lib/stages/stages";
import { DELIMITERS, ENCODINGS } from "./dialect";
import { ACTIVITY_READINGS, CUSTOM_TYPES, DATED_STAGES, type Mapping, TEXT_FIELDS } from "./mapping";
import { VERDICTS } from "./report";
import { HEADER_LIMITS } from "./rows";

const columnName = z.string().min(1).max(HEADER_LIMITS.nameLength);
const customField = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\p{L}\p{N}_ -]+$/u, "letters, digits, space, _ and - only")
  .refine((name) => name !== "__proto__", "choose another name");

const target = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("field"), field: z.enum(TEXT_FIELDS) }),
  z.strictObject({ kind: z.literal("captured") }),
  z.strictObject({ kind: z.literal("custom"), field: customField, type: z.enum(CUSTOM_TYPES) }),
  z.strictObject({ kind: z.literal("owner"), keepAs: customField }),
  z.strictObject({ kind: z.literal("person"), keepAs: customField }),
  z.strictObject({ kind: z.literal("stage"), values: z.record(z.string().max(200), z.enum(STAGES)) }),
  z.strictObject({
    kind: z.literal("milestone"),
    stage: z.enum(DATED_STAGES),
    precision: z.enum(["instant", "day"]),
  }),
  z.strictObject({ kind: z.literal("closed") }),
  z.strictObject({ kind: z.literal("reason") }),
  z.strictObject({ kind: z.literal("amount") }),
  z.strictObject({ kind: z.literal("expectedClose") }),
  z.strictObject({
    kind: z.literal("activity"),
    reads: z.enum(ACTIVITY_READINGS),
    type: z.string().max(60),
    values: z.record(z.string().max(200), z.string().max(60)).optional(),
    properties: z.record(z.string().max(60), columnName).optional(),
    channel: z.string().max(100).optional(),
  }),
  z.strictObject({ kind: z.literal("activityDate") }),
  z.strictObject({ kind: z.literal("ignore") }),
]);

/** A mapping as people and programs send it. */
export const mappingSchema = z
  .strictObject({
    columns: z.array(z.strictObject({ column: columnName, to: target })).max(HEADER_LIMITS.columns),
    unmapped: z.enum(["custom", "ignore"]).default("ignore"),
    requireEmail: z.boolean().default(false),
    unknownLead: z.enum(["create", "fail"]).default("create"),
    overwrite: z.boolean().default(true),
    dateOrder: z.enum(["dmy", "mdy"]).default("mdy"),
  })
  .meta({ id: "ImportMapping" });

/** A stored mapping, or one that was just checked. */
export const parseMapping = (document: unknown): Mapping => mappingSchema.parse(document) as Mapping;

const dialectSchema = z.strictObject({ encoding: z.enum(ENCODINGS), delimiter: z.enum(DELIMITERS) });

const flag = (byDefault: boolean) =>
  z
    .union([
      z.boolean(),
      z.enum(["true", "false", "on", "1", "0"]).transform((text) => ["true", "on", "1"].includes(text)),
    ])
    .default(byDefault);

/** What an import is to do beside storing; the defaults of the contract. */
const runOptionsSchema = z.strictObject({
  dryRun: flag(false),
  score: flag(true),
  route: flag(false),
  startClocks: flag(false),
});

export type RunOptions = z.output<typeof runOptionsSchema>;

/** Everything an import was asked, as it is stored with it. */
export const importOptionsSchema = z.object({ ...dialectSchema.shape, ...runOptionsSchema.shape });
export type ImportOptions = z.output<typeof importOptionsSchema>;

/** The fields beside the file of `POST /api/v1/imports`. */
export const uploadFields = z.strictObject({
  preset: z.string().trim().min(1).max(60).optional(),
  mapping: z
    .string()
    .max(500_000)
    .optional()
    .meta({ description: "A mapping as JSON; wins over the preset" }),
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS).optional(),
  ...runOptionsSchema.shape,
});

/** The same with the file, for the documentation. */
export const uploadForm = uploadFields.extend({
  file: z.string().meta({ format: "binary", description: "A CSV file of up to 500 MB" }),
});

const count = z.number().int().min(0);

/** The contract's "import". */
export const importAnswer = z
  .object({
    id: z.uuid(),
    status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    dryRun: z.boolean(),
    fileName: z.string(),
    preset: z.string(),
    counts: z.object({ rows: count, ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, count])) } as {
      rows: typeof count;
    } & { [verdict in (typeof VERDICTS)[number]]: typeof count }),
    rowsTotal: count.nullable(),
    error: z.string().nullable(),
    findings: z.record(z.string(), z.unknown()),
    errors: z.string(),
    undo: z
      .object({
        status: z.enum(["queued", "running", "done"]),
        askedAt: z.string(),
        finishedAt: z.string().nullable(),
        findings: z.record(z.string(), z.unknown()),
      })
      .nullable()
      .meta({ description: "What became of undoing it; null while nobody asked" }),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "Import" });

export type ImportAnswer = z.output<typeof importAnswer>;

/** One line of the list of imports. */
export const importBrief = z
  .object({
    id: z.uuid(),
    status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    dryRun: z.boolean(),
    fileName: z.string(),
    preset: z.string(),
    rowsDone: count,
    rowsTotal: count.nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "ImportBrief" });

export const runPayload = z.object({ importId: z.uuid() });

export const oneImport = z.strictObject({ importId: z.uuid() });

const ticked = z
  .enum(["on", "off"])
  .default("off")
  .transform((text) => text === "on");

const byPosition = z.record(z.string().regex(/^\d{1,4}$/), z.string().max(80)).default({});

/** The wizard's form, as the browser sends it: what was chosen for each column, by position. */
export const revisionForm = z.strictObject({
  importId: z.uuid(),
  intent: z.enum(["try", "run"]),
  columns: z.strictObject({ target: byPosition, type: byPosition }).default({ target: {}, type: {} }),
  dialect: dialectSchema,
  mapping: z.strictObject({
    requireEmail: ticked,
    overwrite: ticked,
    unknownLead: z.enum(["create", "fail"]),
    dateOrder: z.enum(["dmy", "mdy"]),
  }),
  options: z.strictObject({ score: ticked, route: ticked, startClocks: ticked }),
});

export const labelForm = z.strictObject({ importId: z.uuid(), label: z.string().trim().min(2).max(60) });

export const personForm = z.strictObject({
  keepAs: customField,
  value: z.string().min(1).max(2_000),
  userId: z.uuid(),
});
