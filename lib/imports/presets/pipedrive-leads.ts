import type { Preset } from "../mapping";
import { captured, custom, field, milestone, owner } from "./columns";

/**
 * Pipedrive's leads, each with its person and organisation ("Lead - …", "Person - …", "Organization - …"), and with the deal
 * that a lead was converted to. An archived lead was set aside: recycled. The dates of MQL, SAL and SQL are custom fields.
 */
export const pipedriveLeads: Preset = {
  key: "pipedrive-leads",
  label: "Pipedrive leads",
  description: "One lead a row by its person's e-mail, with organisation and deal",
  recognisedBy: [
    ["Lead - Title"],
    ["Person - ID", "Person - Name"],
    ["Person - Name", "Person - Email - Work"],
  ],
  mapping: {
    columns: [
      ...field(
        "email",
        "Person - Email",
        "Person - Email - Work",
        "Person - Email - Home",
        "Person - Email - Other",
      ),
      ...field("externalId", "Lead - Pipedrive System ID", "Lead - ID", "Person - ID"),
      ...field("fullName", "Person - Name", "Lead - Contact person", "Contact person"),
      ...field("firstName", "Person - First name"),
      ...field("lastName", "Person - Last name"),
      ...field("title", "Person - Job title"),
      ...field("phone", "Person - Phone", "Person - Phone - Work", "Person - Phone - Mobile"),
      ...field("country", "Organization - Country of Address", "Organization - Country"),
      ...field("company.name", "Organization - Name", "Lead - Organization", "Organization"),
      ...field("company.domain", "Organization - Website"),
      ...field("company.industry", "Organization - Industry"),
      ...field("company.employees", "Organization - Number of employees", "Organization - Employee count"),
      ...field("company.revenue", "Organization - Annual revenue"),
      ...field("source", "Lead - Source", "Lead - Source origin"),
      ...field("channel", "Lead - Source channel", "Lead - Source origin"),
      ...field("campaign", "Lead - Source channel ID"),
      ...owner("Lead - Owner", "Person - Owner"),
      ...captured("Lead - Lead created", "Lead - Created", "Lead - Add time", "Person - Person created"),
      ...milestone("mql", "Lead - MQL date", "Person - MQL date"),
      ...milestone("sal", "Lead - SAL date", "Person - SAL date"),
      ...milestone("sql", "Lead - SQL date", "Person - SQL date"),
      ...milestone("opportunity", "Deal - Deal created", "Deal - Created", "Deal - Add time"),
      ...milestone("customer", "Deal - Won time"),
      ...milestone("recycled", "Deal - Lost time", "Lead - Archive time"),
      { column: "Deal - Value", to: { kind: "amount" } },
      { column: "Deal - Expected close date", to: { kind: "expectedClose" } },
      ...custom("lead_title", "text", "Lead - Title"),
      ...custom("labels", "text", "Lead - Labels", "Person - Labels", "Person - Label"),
      ...custom("lead_value", "number", "Lead - Value"),
    ],
    unmapped: "ignore",
    requireEmail: false,
    unknownLead: "create",
    overwrite: true,
    dateOrder: "mdy",
  },
};
