import type { Preset } from "../mapping";

/**
 * Closed deals of the Olist funnel, joined to their leads by mql_id. Won dates are days: their clock times are midnight
 * of another zone. The declared revenue is the seller's, not the deal's, so the deals have no amount.
 */
export const olistDeals: Preset = {
  key: "olist-deals",
  label: "Olist closed deals",
  description: "One won deal a row, joined by mql_id; import the marketing qualified leads first",
  recognisedBy: [["mql_id", "seller_id", "won_date"]],
  mapping: {
    columns: [
      { column: "mql_id", to: { kind: "field", field: "externalId" } },
      { column: "seller_id", to: { kind: "field", field: "company.name" } },
      { column: "sdr_id", to: { kind: "person", keepAs: "sdr" } },
      { column: "sr_id", to: { kind: "owner", keepAs: "sr" } },
      { column: "won_date", to: { kind: "milestone", stage: "customer", precision: "day" } },
      { column: "won_date", to: { kind: "custom", field: "won_date", type: "text" } },
      { column: "business_segment", to: { kind: "field", field: "company.industry" } },
      { column: "lead_type", to: { kind: "custom", field: "lead_type", type: "text" } },
      {
        column: "lead_behaviour_profile",
        to: { kind: "custom", field: "lead_behaviour_profile", type: "text" },
      },
      { column: "has_company", to: { kind: "custom", field: "has_company", type: "boolean" } },
      { column: "has_gtin", to: { kind: "custom", field: "has_gtin", type: "boolean" } },
      { column: "average_stock", to: { kind: "custom", field: "average_stock", type: "text" } },
      { column: "business_type", to: { kind: "custom", field: "business_type", type: "text" } },
      {
        column: "declared_product_catalog_size",
        to: { kind: "custom", field: "declared_product_catalog_size", type: "number" },
      },
      {
        column: "declared_monthly_revenue",
        to: { kind: "custom", field: "declared_monthly_revenue", type: "number" },
      },
    ],
    unmapped: "ignore",
    requireEmail: false,
    unknownLead: "fail",
    overwrite: true,
    dateOrder: "mdy",
  },
};
