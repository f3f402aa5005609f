import { z } from "zod";
import { DEPTHS } from "./asset";

const name = z.string().trim().min(1).max(200);
const tag = z.string().trim().toLowerCase().min(1).max(40);

const pattern = z
  .string()
  .trim()
  .max(200)
  .regex(/^[/*]/, "Start the path with a slash, or with a star for any beginning.")
  .meta({ description: "A path with * for any text", example: "/blog/*" });

const tags = z
  .array(tag)
  .max(20)
  .transform((entries) => [...new Set(entries)]);

/** An asset as programs tell it. */
export const assetInput = z
  .strictObject({
    name: name.meta({
      description: "As activities name it, in their property asset, title, webinar, event or form",
    }),
    pattern: pattern.nullable().default(null),
    tags: tags.default([]).meta({ description: "What it is about" }),
    depth: z.enum(DEPTHS).nullable().default(null),
  })
  .meta({ id: "AssetInput" });

export type AssetInput = z.output<typeof assetInput>;

const version = z.coerce.number().int().min(1);

export const assetChange = assetInput.extend({
  version: version
    .optional()
    .meta({ description: "The version the change was made from; a newer one answers 409" }),
});

const orNull = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (value === "" ? null : value), shape.nullable());

/** The form: tags in one line with commas; what is left empty is nothing. */
export const assetForm = z.strictObject({
  id: z.uuid().optional(),
  version: version.optional(),
  name,
  pattern: orNull(pattern),
  tags: z
    .string()
    .max(1000)
    .transform((text) => text.split(",").filter((entry) => entry.trim() !== ""))
    .pipe(tags),
  depth: orNull(z.enum(DEPTHS)),
});
