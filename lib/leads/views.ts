import type { Role } from "@/lib/team/roles";

/** The saved views that every workspace has. What each one holds is decided in queries/conditions.ts. */
export const VIEWS = {
  mine: { label: "My leads", meaning: "Leads you own that are not closed" },
  "to-pass-on": { label: "MQLs to pass on", meaning: "Qualified, with marketing, not offered to sales yet" },
  mqls: { label: "MQLs", meaning: "Every marketing qualified lead" },
  sales: { label: "With sales", meaning: "Accepted by sales and not closed" },
  near: { label: "Near threshold", meaning: "Leads that ten points more would make an MQL" },
  waking: { label: "Waking up", meaning: "Recycled leads whose wake date is in the next seven days or past" },
  missing: { label: "Missing a field", meaning: "Would be MQLs, but a required field is empty" },
  all: { label: "All leads", meaning: "Everything but the bin" },
} as const;

export type ViewKey = keyof typeof VIEWS;

export const isViewKey = (text: string): text is ViewKey => Object.hasOwn(VIEWS, text);

/** Each role's views in the order of its day; the first is what /leads opens with. */
export const VIEWS_OF_ROLE: Record<Role, readonly ViewKey[]> = {
  marketer: ["to-pass-on", "near", "waking", "missing", "mqls", "all"],
  rep: ["mine", "mqls", "all"],
  manager: ["all", "mqls", "sales", "near", "waking"],
  admin: ["all", "mqls", "sales", "near", "waking", "missing"],
  viewer: ["all", "mqls", "sales"],
};

/** How many days ahead a wake date shows its lead. */
export const WAKING_DAYS = 7;
