import type { Json, JsonObject } from "@/lib/shared/json";
import { fromMinorUnits } from "@/lib/shared/money";
import type { Stage } from "@/lib/stages/stages";

/** A lead as an export holds it. Times are RFC 3339. */
export type ExportedLead = {
  id: string;
  email: string | null;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  title: string | null;
  phone: string | null;
  country: string | null;
  company: {
    name: string;
    domain: string | null;
    industry: string | null;
    employees: number | null;
    /** Minor units, as text. */
    revenue: string | null;
    country: string | null;
  } | null;
  source: string | null;
  channel: string | null;
  campaign: string | null;
  asset: string | null;
  ownerEmail: string | null;
  stage: Stage;
  mqlAt: string | null;
  score: number;
  fit: number;
  engagement: number;
  grade: string;
  lastActivityAt: string | null;
  capturedAt: string;
  custom: JsonObject;
};

type Column = { name: string; of: (lead: ExportedLead, currency: string) => string | null };

/**
 * The columns of a leads export. The generic mapping of an import reads their names back: imported again, the file changes
 * nothing. Custom fields follow as "custom.<field>".
 */
const EXPORT_COLUMNS: readonly Column[] = [
  { name: "Baton id", of: (lead) => lead.id },
  { name: "E-mail", of: (lead) => lead.email },
  { name: "External id", of: (lead) => lead.externalId },
  { name: "First name", of: (lead) => lead.firstName },
  { name: "Last name", of: (lead) => lead.lastName },
  { name: "Title", of: (lead) => lead.title },
  { name: "Phone", of: (lead) => lead.phone },
  { name: "Country", of: (lead) => lead.country },
  { name: "Company", of: (lead) => lead.company?.name ?? null },
  { name: "Company domain", of: (lead) => lead.company?.domain ?? null },
  { name: "Industry", of: (lead) => lead.company?.industry ?? null },
  { name: "Employees", of: (lead) => lead.company?.employees?.toString() ?? null },
  {
    name: "Annual revenue",
    of: ({ company }, currency) =>
      company?.revenue ? fromMinorUnits(BigInt(company.revenue), currency) : null,
  },
  { name: "Company country", of: (lead) => lead.company?.country ?? null },
  { name: "Source", of: (lead) => lead.source },
  { name: "Channel", of: (lead) => lead.channel },
  { name: "Campaign", of: (lead) => lead.campaign },
  { name: "Asset", of: (lead) => lead.asset },
  { name: "Owner", of: (lead) => lead.ownerEmail },
  { name: "Stage", of: (lead) => lead.stage },
  { name: "MQL at", of: (lead) => lead.mqlAt },
  { name: "Score", of: (lead) => String(lead.score) },
  { name: "Fit", of: (lead) => String(lead.fit) },
  { name: "Engagement", of: (lead) => String(lead.engagement) },
  { name: "Grade", of: (lead) => lead.grade },
  { name: "Last activity at", of: (lead) => lead.lastActivityAt },
  { name: "Captured at", of: (lead) => lead.capturedAt },
];

/** The header line for leads that have these custom fields. */
export const exportHeader = (customFields: readonly string[]): string[] => [
  ...EXPORT_COLUMNS.map(({ name }) => name),
  ...customFields.map((field) => `custom.${field}`),
];

/** One lead's cells under that header. */
export function exportCells(lead: ExportedLead, customFields: readonly string[], currency: string): string[] {
  return [
    ...EXPORT_COLUMNS.map((column) => column.of(lead, currency) ?? ""),
    ...customFields.map((field) => customCell(lead.custom[field])),
  ];
}

const customCell = (value: Json | undefined): string =>
  value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
