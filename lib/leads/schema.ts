import { z } from "zod";

const line = (max: number) => z.string().trim().max(max);
const textOrNull = (max: number) =>
  line(max)
    .transform((text) => text || null)
    .nullable();

const customFields = z
  .record(
    z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[\p{L}\p{N}_ -]+$/u, "letters, digits, space, _ and - only"),
    z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
  )
  .refine((record) => Object.keys(record).length <= 100, "at most 100 custom fields");

const companyInput = z
  .strictObject({
    name: textOrNull(200).optional(),
    domain: textOrNull(253).optional(),
    industry: textOrNull(100).optional(),
    country: textOrNull(100).optional(),
    employees: z.coerce.number().int().min(0).max(10_000_000).nullable().optional(),
    revenue: z.coerce
      .number()
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .nullable()
      .optional()
      .meta({ description: "A year's, in minor units of the workspace currency" }),
  })
  .meta({ id: "CompanyInput" });

export type CompanyInput = z.output<typeof companyInput>;

const fields = {
  email: textOrNull(320).optional(),
  externalId: textOrNull(200).optional(),
  firstName: textOrNull(100).optional(),
  lastName: textOrNull(100).optional(),
  title: textOrNull(200).optional(),
  phone: textOrNull(50).optional(),
  country: textOrNull(100).optional(),
  company: companyInput.nullable().optional(),
  source: textOrNull(100).optional(),
  channel: textOrNull(100).optional(),
  campaign: textOrNull(200).optional(),
  asset: textOrNull(500).optional(),
  owner: textOrNull(320).optional().meta({ description: "Id or e-mail of a user" }),
  custom: customFields.optional(),
};

/** The contract's "lead in". Who it is must be told by an e-mail, an external id, a name or a company. */
export const leadInput = z
  .strictObject(fields)
  .refine(
    (lead) => Boolean(lead.email || lead.externalId || lead.firstName || lead.lastName || lead.company?.name),
    {
      path: ["email"],
      message: "Give an e-mail, an external id, a name or a company",
      params: { rule: "identity" },
    },
  )
  .meta({ id: "LeadInput" });

export type LeadInput = z.output<typeof leadInput>;

/** What is named changes; null clears it. */
export const leadPatch = z
  .strictObject({ ...fields, version: z.coerce.number().int().positive().optional() })
  .meta({ id: "LeadPatch" });

export type LeadPatch = Omit<z.output<typeof leadPatch>, "version">;
