import type { Condition } from "@/lib/conditions/condition";
import type { NamedList } from "@/lib/conditions/lists";
import { TARGET_INDUSTRIES } from "@/lib/conditions/starting-lists";
import type { FitRule, InactivityRule, ProfileCitation, ScoringModelDocument } from "../model";

// Data that several templates share.

export const RANGE = { min: 0, max: 100 };

const ENGAGEMENT_BANDS = { 1: 60, 2: 35, 3: 15 } as const;

const FIT_BANDS = { A: 30, B: 20, C: 10 };

/** With fit rules: engagement and a fit that is at least C. */
export const QUALIFIED_WITH_FIT: Pick<ScoringModelDocument, "bands" | "mql" | "hot"> = {
  bands: { fit: FIT_BANDS, engagement: ENGAGEMENT_BANDS },
  mql: [{ minEngagement: 35, minFitBand: "C" }],
  hot: [{ minEngagement: 60, minFitBand: "C" }],
};

/** Without fit rules: engagement alone. */
export const QUALIFIED_BY_ENGAGEMENT: Pick<ScoringModelDocument, "bands" | "mql" | "hot"> = {
  bands: { fit: null, engagement: ENGAGEMENT_BANDS },
  mql: [{ minEngagement: 35 }],
  hot: [{ minEngagement: 60 }],
};

export const SERVED_COUNTRIES: NamedList = {
  id: "served-countries",
  label: "countries we serve",
  kind: "values",
  entries: [
    ...["AT", "AU", "BE", "CA", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "IE", "IT", "LT"],
    ...["LU", "LV", "NL", "NO", "NZ", "PL", "PT", "SE", "US"],
    ...["Australia", "Austria", "Belgium", "Canada", "Czechia", "Denmark", "Estonia", "Finland", "France"],
    ...["Germany", "Greece", "Ireland", "Italy", "Latvia", "Lithuania", "Luxembourg", "Netherlands"],
    ...["New Zealand", "Norway", "Poland", "Portugal", "Spain", "Sweden", "Switzerland", "United Kingdom"],
    ...["United States"],
  ],
};

export const DECISION_MAKERS: NamedList = {
  id: "decision-makers",
  label: "decision makers' titles",
  kind: "words",
  entries: [
    ...[
      "chief",
      "ceo",
      "cfo",
      "cio",
      "cmo",
      "coo",
      "cro",
      "cto",
      "founder",
      "co founder",
      "owner",
      "partner",
    ],
    ...["president", "vice president", "vp", "svp", "evp", "director", "managing director", "head of"],
    ...["general manager"],
  ],
};

const employees = (from: number, to: number): Condition => ({
  field: "company.employees",
  op: "between",
  from,
  to,
});

/** Annual revenue in hundredths of a whole unit of money; `templateIn` turns it into minor units of the currency. */
const revenue = (from: number, to: number): Condition => ({
  field: "company.revenue",
  op: "between",
  from,
  to,
});

const MILLION = 100_000_000;

/** The buyer profile, among those a workspace starts with, that the fit rules of the templates are made of. */
export const STARTING_PROFILE: ProfileCitation = {
  id: "decision-maker",
  version: 1,
  name: "Decision maker in our market",
};

/** Fit of the company, as two of the templates count it: 5 / 10 / 15 by size and by revenue. */
export const COMPANY_FIT_RULES: readonly FitRule[] = [
  {
    kind: "fit",
    id: "target-industry",
    label: "Industry on the target list",
    group: "company",
    when: { field: "company.industry", op: "matches", list: TARGET_INDUSTRIES.id },
    points: 10,
    profile: STARTING_PROFILE,
  },
  {
    kind: "fit",
    id: "size-small",
    label: "10–49 employees",
    group: "company",
    when: employees(10, 49),
    points: 5,
  },
  {
    kind: "fit",
    id: "size-medium",
    label: "50–249 employees",
    group: "company",
    when: employees(50, 249),
    points: 10,
    profile: STARTING_PROFILE,
  },
  {
    kind: "fit",
    id: "size-large",
    label: "250 employees or more",
    group: "company",
    when: { field: "company.employees", op: "at-least", value: 250 },
    points: 15,
    profile: STARTING_PROFILE,
  },
  {
    kind: "fit",
    id: "revenue-small",
    label: "Revenue from 1 to 10 million",
    group: "company",
    when: revenue(MILLION, 10 * MILLION - 1),
    points: 5,
  },
  {
    kind: "fit",
    id: "revenue-medium",
    label: "Revenue from 10 to 50 million",
    group: "company",
    when: revenue(10 * MILLION, 50 * MILLION - 1),
    points: 10,
  },
  {
    kind: "fit",
    id: "revenue-large",
    label: "Revenue of 50 million or more",
    group: "company",
    when: { field: "company.revenue", op: "at-least", value: 50 * MILLION },
    points: 15,
  },
  {
    kind: "fit",
    id: "location-served",
    label: "In a country we serve",
    group: "company",
    when: {
      any: [
        { field: "country", op: "matches", list: SERVED_COUNTRIES.id },
        { field: "company.country", op: "matches", list: SERVED_COUNTRIES.id },
      ],
    },
    points: 5,
  },
];

/** Pages that show buying interest. */
const HIGH_INTENT_PATHS: readonly Condition[] = ["/pricing", "/compare", "/vs/", "/alternatives"].map(
  (value) => ({
    field: "property.path",
    op: "contains",
    value,
  }),
);

/** A page view that says nothing more: its path is unknown or is not one that shows buying interest. */
export const ORDINARY_PAGE: Condition = {
  any: [{ field: "property.path", op: "is-empty" }, { not: { any: HIGH_INTENT_PATHS } }],
};

export const HIGH_INTENT_PAGE: Condition = {
  any: [{ field: "type", op: "is", value: "pricing_viewed" }, ...HIGH_INTENT_PATHS],
};

/** What is sent to a lead or noted about it is not its own doing. */
export const NOT_ITS_OWN_DOING: NonNullable<InactivityRule["except"]> = [
  "email_sent",
  "email_delivered",
  "email_bounced",
  "call_made",
  "meeting_missed",
  "note_added",
];
