export const STAGES = [
  "lead",
  "mql",
  "sal",
  "sql",
  "opportunity",
  "customer",
  "recycled",
  "disqualified",
] as const;

export type Stage = (typeof STAGES)[number];

/** The stages a pass goes through, in order. */
export const MILESTONES = ["mql", "sal", "sql", "opportunity", "customer"] as const;

export type Milestone = (typeof MILESTONES)[number];

/** Whether a pass goes through this stage. */
export const isMilestone = (stage: Stage): stage is Milestone =>
  (MILESTONES as readonly Stage[]).includes(stage);

export const STAGE_LABEL: Record<Stage, string> = {
  lead: "Lead",
  mql: "MQL",
  sal: "SAL",
  sql: "SQL",
  opportunity: "Opportunity",
  customer: "Customer",
  recycled: "Recycled",
  disqualified: "Disqualified",
};

export const STAGE_MEANING: Record<Stage, string> = {
  lead: "Known, not yet qualified",
  mql: "Marketing qualified",
  sal: "Accepted by sales",
  sql: "Confirmed by sales",
  opportunity: "A deal is open",
  customer: "Deal won",
  recycled: "Back to marketing, may wake",
  disqualified: "Will not be pursued",
};

/** The stages in which a pass is open. */
export const OPEN_STAGES: readonly Stage[] = ["mql", "sal", "sql", "opportunity"];

/** The stages in which sales holds the lead. */
export const SALES_STAGES: readonly Stage[] = ["sal", "sql", "opportunity"];

/** Whether a text names a stage. */
export function isStage(text: string): text is Stage {
  return (STAGES as readonly string[]).includes(text);
}
