import type { Json, JsonObject } from "@/lib/shared/json";

/** The attributes of a lead that scoring, segments and history know; custom fields are "custom.<key>". */
export const LEAD_ATTRIBUTES = [
  "email",
  "externalId",
  "firstName",
  "lastName",
  "title",
  "phone",
  "country",
  "companyId",
  "source",
  "channel",
  "campaign",
  "asset",
] as const;

export type LeadAttribute = (typeof LEAD_ATTRIBUTES)[number];

export type LeadAttributes = { [field in LeadAttribute]: string | null } & { custom: JsonObject };

export const COMPANY_ATTRIBUTES = ["name", "domain", "industry", "employees", "revenue", "country"] as const;

export type CompanyAttribute = (typeof COMPANY_ATTRIBUTES)[number];

/** `revenue` is a decimal text of minor units in history (JSON has no big integers). */
export type CompanyAttributes = { [field in CompanyAttribute]: Json } & { custom: JsonObject };

export type AttributeChange = { field: string; value: Json };

/** What differs, one entry a field; a value that vanished is null. Empty when nothing changed. */
export function attributeChanges<Fields extends { custom: JsonObject }>(
  before: Fields | null,
  after: Fields,
): AttributeChange[] {
  const old = before === null ? {} : flat(before);
  const now = flat(after);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => JSON.stringify(old[field] ?? null) !== JSON.stringify(now[field] ?? null))
    .map((field) => ({ field, value: now[field] ?? null }));
}

function flat({ custom, ...fields }: { custom: JsonObject; [field: string]: unknown }): Record<string, Json> {
  const all: Record<string, Json> = { ...(fields as JsonObject) };
  for (const [key, value] of Object.entries(custom)) all[`custom.${key}`] = value;
  return all;
}
