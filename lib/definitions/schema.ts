import { z } from "zod";
import { FRAMEWORKS, type FrameworkId } from "@/lib/qualification/frameworks";
import { type DefinitionDocument, REQUIRED_FIELDS } from "./definition";

const frameworkIds = Object.keys(FRAMEWORKS) as [FrameworkId, ...FrameworkId[]];
const statement = z.string().trim().min(1).max(1000);

/** The document as it is stored: parsed on the way in and on the way out. */
export const definitionDocument = z.strictObject({
  title: z.string().trim().min(1).max(200),
  mql: z.strictObject({
    entry: z.strictObject({ score: z.boolean(), handRaise: z.boolean(), pql: z.boolean() }),
    requiredFields: z.array(z.enum(REQUIRED_FIELDS)),
    statement,
  }),
  sal: z.strictObject({
    criteria: z
      .array(z.strictObject({ id: z.string().min(1).max(60), label: z.string().min(1).max(200) }))
      .max(10),
    statement,
  }),
  sql: z.strictObject({
    framework: z.enum(frameworkIds),
    required: z.array(z.string().min(1).max(60)).max(10),
    statement,
  }),
  recycling: z.strictObject({ whenCooled: z.boolean(), cooledReason: z.string().min(1).max(60), statement }),
}) satisfies z.ZodType<DefinitionDocument>;
