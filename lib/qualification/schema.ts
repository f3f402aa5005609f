import { z } from "zod";

const evidence = z
  .string()
  .trim()
  .max(2000)
  .transform((text) => text || null)
  .nullable()
  .optional();

export const qualificationInput = z.record(
  z.string().min(1).max(60),
  z.strictObject({ value: z.string().trim().min(1).max(2000), evidence }),
);

export type QualificationInput = z.output<typeof qualificationInput>;
