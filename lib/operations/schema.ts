import { z } from "zod";

export const jobIdShape = z.strictObject({ id: z.uuid() });

/** The findings of a run, as they are stored. */
export const findingsShape = z.array(
  z.object({
    id: z.string(),
    promise: z.string(),
    violations: z.int(),
    examples: z.array(z.record(z.string(), z.json())),
  }),
);
