import type { Preset } from "../mapping";

/** Marketing qualified leads of the Olist funnel: dated by first contact, to the day. */
export const olistMqls: Preset = {
  key: "olist-mqls",
  label: "Olist marketing qualified leads",
  description: "One MQL a row by mql_id, with its origin, landing page and first contact",
  recognisedBy: [["mql_id", "first_contact_date", "landing_page_id", "origin"]],
  mapping: {
    columns: [
      { column: "mql_id", to: { kind: "field", field: "externalId" } },
      { column: "first_contact_date", to: { kind: "captured" } },
      { column: "first_contact_date", to: { kind: "milestone", stage: "mql", precision: "day" } },
      { column: "landing_page_id", to: { kind: "field", field: "asset" } },
      { column: "origin", to: { kind: "field", field: "channel" } },
      { column: "origin", to: { kind: "field", field: "source" } },
    ],
    unmapped: "ignore",
    requireEmail: false,
    unknownLead: "create",
    overwrite: true,
    dateOrder: "mdy",
  },
};
