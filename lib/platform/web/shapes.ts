import { z } from "zod";
import { isDay } from "@/lib/shared/day";

// Shapes that many endpoints answer with or take.

/** A parameter that names several values, comma-separated: `stage=mql,sal`. Each once; an empty one is refused like a wrong one. */
export const listOf = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .max(500)
    .transform((text) => [...new Set(text.split(",").map((entry) => entry.trim()))])
    .pipe(z.array(item));

/** Somebody of the team, by id or by e-mail. */
export const personShape = z
  .union([z.uuid(), z.email().max(320)], { error: "Give the id or the e-mail of a user." })
  .meta({ description: "Id or e-mail of a user" });

/** A calendar day of the workspace zone. */
export const dayShape = z
  .string()
  .refine(isDay, { error: "Give a day as YYYY-MM-DD.", params: { rule: "day" } })
  .meta({ format: "date", description: "A day of the workspace zone." });

/** One thing by its id: the path parameters of its endpoints, the input of an action about it. */
export const idShape = z.object({ id: z.uuid() });
