import type { Milestone, Stage } from "@/lib/stages/stages";

/**
 * What the columns of a file mean, as one document: a preset is such a document, a person's saved mapping too. Columns
 * are named as the file's header names them; one column may serve several targets.
 */
export type Mapping = {
  columns: readonly ColumnMapping[];
  /** What becomes of columns the mapping does not name. */
  unmapped: "custom" | "ignore";
  /** Rows without a valid e-mail fail. */
  requireEmail: boolean;
  /** What a key does that no lead has: a new lead, or a failed row ("import the leads first"). */
  unknownLead: "create" | "fail";
  /** Whether told values replace the ones a lead has. Blank cells never do. */
  overwrite: boolean;
  /** How dates with slashes or dots are meant. */
  dateOrder: DateOrder;
};

export type DateOrder = "dmy" | "mdy";

export type ColumnMapping = { column: string; to: Target };

export type Target =
  | { kind: "field"; field: TextField }
  | { kind: "captured" }
  | { kind: "custom"; field: string; type: CustomType }
  | { kind: "owner"; keepAs: string }
  | { kind: "person"; keepAs: string }
  | { kind: "stage"; values: { readonly [cell: string]: Stage } }
  | { kind: "milestone"; stage: DatedStage; precision: "instant" | "day" }
  | { kind: "closed" }
  | { kind: "reason" }
  | { kind: "amount" }
  | { kind: "expectedClose" }
  | ({ kind: "activity" } & ActivityTarget)
  | { kind: "activityDate" }
  | { kind: "ignore" };

/** The stages whose time a file may tell. */
export const DATED_STAGES = [
  "mql",
  "sal",
  "sql",
  "opportunity",
  "customer",
  "recycled",
  "disqualified",
] as const satisfies readonly (Milestone | "recycled" | "disqualified")[];
export type DatedStage = (typeof DATED_STAGES)[number];

export const TEXT_FIELDS = [
  "id",
  "email",
  "externalId",
  "firstName",
  "lastName",
  "fullName",
  "title",
  "phone",
  "country",
  "source",
  "channel",
  "campaign",
  "asset",
  "company.name",
  "company.domain",
  "company.industry",
  "company.employees",
  "company.revenue",
  "company.country",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const FIELD_LABEL: Record<TextField, string> = {
  id: "Baton id",
  email: "E-mail",
  externalId: "External id",
  firstName: "First name",
  lastName: "Last name",
  fullName: "Full name",
  title: "Title",
  phone: "Phone",
  country: "Country",
  source: "Source",
  channel: "Channel",
  campaign: "Campaign",
  asset: "Converting asset",
  "company.name": "Company",
  "company.domain": "Company domain",
  "company.industry": "Industry",
  "company.employees": "Employees",
  "company.revenue": "Annual revenue",
  "company.country": "Company country",
};

/** `auto`: numbers and true / false become such, everything else stays text. */
export const CUSTOM_TYPES = ["auto", "text", "number", "boolean", "date"] as const;
export type CustomType = (typeof CUSTOM_TYPES)[number];

export type ActivityTarget = {
  /** What a cell says: how often, whether, or which. */
  reads: ActivityReading;
  /** Type of the activity; of `values` each cell names its own. */
  type: string;
  values?: { readonly [cell: string]: string };
  /** Other columns whose cells become properties of the activity. */
  properties?: { readonly [property: string]: string };
  channel?: string;
};

export const ACTIVITY_READINGS = ["count", "yes", "date", "values"] as const;
type ActivityReading = (typeof ACTIVITY_READINGS)[number];

/** A count above this is a mistake in the file, not a visitor. */
export const MOST_ACTIVITIES_PER_CELL = 1_000;

export type Preset = {
  key: string;
  label: string;
  description: string;
  /** A file whose header has all columns of one of these lists is taken for one of this preset. */
  recognisedBy: readonly (readonly string[])[];
  mapping: Mapping;
};

/** Header names that differ only in case, spaces and punctuation are the same column. */
export const columnKey = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
