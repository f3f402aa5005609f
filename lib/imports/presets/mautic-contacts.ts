import { stageWords } from "../guess";
import type { Preset } from "../mapping";
import { captured, custom, field, milestone, owner } from "./columns";

/**
 * Mautic's contacts, by the aliases of its fields. Its `title` is a form of address; its stages are named freely, so the usual
 * words are known. Dates of stages are custom fields, whose usual aliases are known; what is not told is imputed.
 */
export const mauticContacts: Preset = {
  key: "mautic-contacts",
  label: "Mautic contacts",
  description: "One contact a row by e-mail, with points and stage",
  recognisedBy: [
    ["firstname", "lastname", "email", "points"],
    ["firstname", "lastname", "email", "date_identified"],
    ["firstname", "lastname", "email", "preferred_locale"],
  ],
  mapping: {
    columns: [
      ...field("email", "email"),
      ...field("externalId", "id"),
      ...field("firstName", "firstname"),
      ...field("lastName", "lastname"),
      ...field("title", "position"),
      ...field("phone", "phone", "mobile"),
      ...field("country", "country"),
      ...field("company.name", "company", "companyname"),
      ...field("company.domain", "companywebsite"),
      ...field("company.industry", "companyindustry"),
      ...field("company.employees", "companynumber_of_employees"),
      ...field("company.revenue", "companyannual_revenue"),
      ...field("source", "utm_source"),
      ...field("channel", "utm_medium"),
      ...field("campaign", "utm_campaign"),
      ...owner("owner", "ownerusername", "owner_id"),
      ...captured("date_identified", "date_added"),
      ...milestone("mql", "mql_date", "date_mql"),
      ...milestone("sal", "sal_date", "date_sal"),
      ...milestone("sql", "sql_date", "date_sql"),
      ...milestone("opportunity", "opportunity_date", "date_opportunity"),
      ...milestone("customer", "customer_date", "date_customer"),
      { column: "stage", to: { kind: "stage", values: stageWords() } },
      ...custom("salutation", "text", "title"),
      ...custom("mautic_points", "number", "points"),
      ...custom("website", "text", "website"),
      ...custom("city", "text", "city"),
      ...custom("state", "text", "state"),
    ],
    unmapped: "ignore",
    requireEmail: false,
    unknownLead: "create",
    overwrite: true,
    dateOrder: "mdy",
  },
};
