import type { NamedList } from "./lists";

// Lists that more than one concept starts with. Data: every workspace makes its copies its own.

/** Industries that the scoring templates and the buyer profiles they cite both aim at. */
export const TARGET_INDUSTRIES: NamedList = {
  id: "target-industries",
  label: "target industries",
  kind: "values",
  entries: [
    "Software",
    "Information technology",
    "Financial services",
    "Insurance",
    "Professional services",
    "Manufacturing",
    "Logistics",
    "Healthcare",
  ],
};
