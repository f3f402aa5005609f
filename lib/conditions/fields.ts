/** What a condition may ask about a lead and its company, and how people call it. */
export const LEAD_FIELDS = {
  email: "e-mail",
  firstName: "first name",
  lastName: "last name",
  title: "title",
  phone: "phone",
  country: "country",
  source: "source",
  channel: "channel",
  campaign: "campaign",
  asset: "converting asset",
  "company.name": "company name",
  "company.domain": "company domain",
  "company.industry": "industry",
  "company.employees": "number of employees",
  "company.revenue": "annual revenue",
  "company.country": "company country",
} as const satisfies Record<string, string>;

export type LeadField = keyof typeof LEAD_FIELDS;

/** What a condition may ask about an activity; its properties are `property.<key>`. */
export const ACTIVITY_FIELDS = {
  type: "type",
  channel: "channel",
  campaign: "campaign",
  initiatedBy: "initiated by",
  trust: "trust",
} as const satisfies Record<string, string>;

export const CUSTOM_PREFIXES = ["custom.", "company.custom."] as const;
export const PROPERTY_PREFIX = "property.";

const CUSTOM_KEY = /^[\p{L}\p{N}_][\p{L}\p{N}_ .:/-]{0,79}$/u;

export const isLeadField = (field: string): field is LeadField => Object.hasOwn(LEAD_FIELDS, field);

export const isActivityField = (field: string): field is keyof typeof ACTIVITY_FIELDS =>
  Object.hasOwn(ACTIVITY_FIELDS, field);

/** The key of a custom field of the lead ("custom.x") or of its company ("company.custom.x"); null for other fields. */
export function customKey(field: string): { of: "lead" | "company"; key: string } | null {
  const of = field.startsWith("custom.") ? "lead" : field.startsWith("company.custom.") ? "company" : null;
  if (of === null) return null;
  const key = field.slice(of === "lead" ? 7 : 15);
  return CUSTOM_KEY.test(key) ? { of, key } : null;
}

/** The key of an activity's property ("property.path"); null for other fields. */
function propertyKey(field: string): string | null {
  const key = field.startsWith(PROPERTY_PREFIX) ? field.slice(PROPERTY_PREFIX.length) : "";
  return CUSTOM_KEY.test(key) ? key : null;
}

/** The name of a field in a sentence. */
export function fieldLabel(field: string): string {
  if (isLeadField(field)) return LEAD_FIELDS[field];
  if (isActivityField(field)) return ACTIVITY_FIELDS[field];
  const custom = customKey(field);
  if (custom) return custom.of === "lead" ? custom.key : `company ${custom.key}`;
  return propertyKey(field) ?? field;
}
