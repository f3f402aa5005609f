// The ways to cut a number: filters narrow what is counted, a grouping splits it into parts that add up to it.

/** Filters of a page or a request. They apply to every number on it. */
export const FILTERS = [
  "source",
  "channel",
  "campaign",
  "asset",
  "trigger",
  "owner",
  "team",
  "industry",
  "model",
  "definition",
  "reason",
  "left",
  "pass",
] as const;

export type Filter = (typeof FILTERS)[number];

/** What each filter lets through; a filter that is not named lets everything through. */
export type Filters = Readonly<Partial<Record<Filter, string>>>;

export const GROUPINGS = [
  "channel",
  "source",
  "campaign",
  "asset",
  "trigger",
  "owner",
  "team",
  "industry",
  "month",
  "week",
  "model",
  "definition",
  "reason",
  "pass",
  "left",
  "score",
] as const;

export type Grouping = (typeof GROUPINGS)[number];

/** One part of a number: the key it has in each grouping (null: where the value is missing). */
export type Part = Readonly<Partial<Record<Grouping, string | null>>>;

export const GROUPING_LABEL: Record<Grouping, string> = {
  channel: "Channel",
  source: "Source",
  campaign: "Campaign",
  asset: "Converting asset",
  trigger: "Trigger",
  owner: "Owner",
  team: "Team",
  industry: "Industry",
  month: "Month",
  week: "Week",
  model: "Scoring model",
  definition: "Definition",
  reason: "Reason",
  pass: "First or later pass",
  left: "Stage left",
  score: "Score at MQL",
};

/** Groupings whose keys have an order of their own; the others are listed by size. */
export const ORDERED_GROUPINGS: readonly Grouping[] = [
  "month",
  "week",
  "model",
  "definition",
  "pass",
  "score",
];

/** Keys that are codes, in words. */
export const KEY_LABEL: Partial<Record<Grouping, Readonly<Record<string, string>>>> = {
  trigger: {
    score: "Score",
    hand_raise: "Hand-raise",
    pql: "Product usage",
    manual: "By hand",
    wake: "Woken",
    import: "Imported",
  },
  pass: { first: "First passes", later: "Later passes" },
  left: { mql: "MQL", sal: "SAL", sql: "SQL", opportunity: "Opportunity", customer: "Customer" },
};

/** What a missing value is called on a screen. The API answers null. */
export const MISSING_LABEL: Record<Grouping, string> = {
  channel: "No channel told",
  source: "No source told",
  campaign: "No campaign",
  asset: "No converting asset",
  trigger: "No trigger",
  owner: "No owner",
  team: "No team",
  industry: "No industry",
  month: "No date",
  week: "No date",
  model: "No model",
  definition: "No definition",
  reason: "No reason",
  pass: "No pass",
  left: "Still open",
  score: "No score",
};
