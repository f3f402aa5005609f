import type { Milestone } from "@/lib/stages/stages";

// The registry of numbers: tile, tooltip, API and documentation read it, queries compile it.

/** How passes are dated: by their MQL day, or by the day of the number's own starting point. */
export const BASES = ["cohort", "stage"] as const;
export type Basis = (typeof BASES)[number];

/** Points of a pass that a rate can start or end at. */
export type Point = Milestone | "handed";

/** Stages whose volume can be asked for. */
export const VOLUME_STAGES = [
  "mql",
  "handed",
  "sal",
  "sql",
  "opportunity",
  "customer",
  "recycled",
  "disqualified",
] as const;
export type VolumeStage = (typeof VOLUME_STAGES)[number];

/** Stages a pass can spend time in. */
export const STAY_STAGES = ["mql", "sal", "sql", "opportunity"] as const;
export type StayStage = (typeof STAY_STAGES)[number];

/** The way from capture to contact, in pieces; `contact` is the headline: clock start to first genuine contact. */
export const SPEED_LEGS = [
  "contact",
  "captured-to-qualified",
  "qualified-to-assigned",
  "assigned-to-seen",
  "seen-to-attempt",
  "attempt-to-contact",
] as const;
export type SpeedLeg = (typeof SPEED_LEGS)[number];

export const SPEED_LEG_LABEL: Record<SpeedLeg, string> = {
  contact: "Clock start → first contact",
  "captured-to-qualified": "Captured → qualified",
  "qualified-to-assigned": "Qualified → assigned",
  "assigned-to-seen": "Assigned → seen",
  "seen-to-attempt": "Seen → first attempt",
  "attempt-to-contact": "First attempt → first contact",
};

/** What a number measures; `queries/measures.ts` turns each into SQL. */
type Measure =
  | { kind: "step"; from: Point; to: Point }
  | { kind: "overall"; from: "mql"; to: Milestone }
  | { kind: "acceptance" }
  | { kind: "coverage" }
  | { kind: "recycle" }
  | { kind: "recycled-yield" }
  | { kind: "speed" }
  | { kind: "sla-answer" }
  | { kind: "sla-contact" }
  | { kind: "stay" }
  | { kind: "volume" }
  | { kind: "velocity"; from: "mql"; to: "customer" }
  | { kind: "score-at-mql" }
  | { kind: "rejected" }
  | { kind: "win-rate" }
  | { kind: "pipeline"; status: "open" | "won" };

/** rate: a fraction · duration: quantiles in seconds or days · count · money: minor units of the workspace currency. */
type Unit = "rate" | "duration" | "count" | "money";

/** What one row behind the number is. */
export type Subject = "pass" | "handoff" | "opportunity";

export type KpiDefinition = {
  label: string;
  /** What it tells, in one sentence. */
  meaning: string;
  numerator: string;
  denominator: string;
  /** How `stage` dates it. */
  stageBasis: string;
  bases: readonly [Basis, ...Basis[]];
  unit: Unit;
  subject: Subject;
  measure: Measure;
  /** Whether more of it is better: decides on the words and the colour of a change. Null: neither. */
  better: "more" | "less" | null;
  /** The grouping a distribution is answered by when none is asked for. */
  groupBy?: "score" | "reason";
};

const STEP = "Passes with an imputed start or end are left out, and their number is said.";

const step = (
  label: string,
  from: Point,
  to: Point,
  words: { meaning: string; numerator: string; denominator: string; stageBasis: string },
): KpiDefinition => ({
  label,
  ...words,
  meaning: `${words.meaning} ${STEP}`,
  bases: ["cohort", "stage"],
  unit: "rate",
  subject: "pass",
  measure: { kind: "step", from, to },
  better: "more",
});

const KPIS = {
  "mql-to-handoff": step("MQL → handed", "mql", "handed", {
    meaning: "How much of what marketing qualifies is offered to sales.",
    numerator: "passes ever handed to sales",
    denominator: "passes that entered MQL in the period",
    stageBasis: "by the day the pass entered MQL",
  }),
  "mql-to-sal": step("MQL → SAL", "mql", "sal", {
    meaning: "How much of what marketing qualifies is accepted by sales.",
    numerator: "passes that ever reached SAL",
    denominator: "passes that entered MQL in the period",
    stageBasis: "by the day the pass entered MQL",
  }),
  "mql-to-sql": {
    label: "MQL → SQL",
    meaning: "How much of what marketing qualifies sales confirms. Imputed milestones count.",
    numerator: "passes that ever reached SQL",
    denominator: "passes that entered MQL in the period",
    stageBasis: "by the day the pass entered MQL",
    bases: ["cohort", "stage"],
    unit: "rate",
    subject: "pass",
    measure: { kind: "overall", from: "mql", to: "sql" },
    better: "more",
  },
  "sal-to-sql": step("SAL → SQL", "sal", "sql", {
    meaning: "How much of what sales accepted it confirms.",
    numerator: "passes that ever reached SQL",
    denominator: "passes that reached SAL",
    stageBasis: "by the day the pass reached SAL",
  }),
  "sql-to-opportunity": step("SQL → opportunity", "sql", "opportunity", {
    meaning: "How much of what sales confirmed becomes a deal.",
    numerator: "passes that ever reached opportunity",
    denominator: "passes that reached SQL",
    stageBasis: "by the day the pass reached SQL",
  }),
  "opportunity-to-customer": step("Opportunity → customer", "opportunity", "customer", {
    meaning: "How many deals are won, of all that were opened.",
    numerator: "passes that became customer",
    denominator: "passes that reached opportunity",
    stageBasis: "by the day the pass reached opportunity",
  }),
  "mql-to-customer": {
    label: "MQL → customer",
    meaning: "How much of what marketing qualifies is won. Imputed milestones count.",
    numerator: "passes that became customer",
    denominator: "passes that entered MQL in the period",
    stageBasis: "by the day the pass entered MQL",
    bases: ["cohort", "stage"],
    unit: "rate",
    subject: "pass",
    measure: { kind: "overall", from: "mql", to: "customer" },
    better: "more",
  },
  acceptance: {
    label: "Acceptance",
    meaning:
      "How often sales says yes when it decides; one decision per handoff, credited to whoever answered. Expired, returned and withdrawn handoffs are no decisions and are shown apart.",
    numerator: "handoffs accepted",
    denominator: "handoffs accepted or rejected in the period",
    stageBasis: "by the day of the decision",
    bases: ["stage"],
    unit: "rate",
    subject: "handoff",
    measure: { kind: "acceptance" },
    better: "more",
  },
  coverage: {
    label: "Coverage",
    meaning: "How many of the offered handoffs got a decision. Imports without clocks stay outside.",
    numerator: "handoffs accepted or rejected",
    denominator: "handoffs opened in the period",
    stageBasis: "by the day the handoff was opened",
    bases: ["stage"],
    unit: "rate",
    subject: "handoff",
    measure: { kind: "coverage" },
    better: "more",
  },
  recycle: {
    label: "Recycle rate",
    meaning: "How many of the passes that ended went back to marketing.",
    numerator: "passes closed as recycled",
    denominator: "passes closed in the period, customers included",
    stageBasis: "by the day the pass closed",
    bases: ["stage"],
    unit: "rate",
    subject: "pass",
    measure: { kind: "recycle" },
    better: "less",
  },
  "recycled-yield": {
    label: "Recycled yield",
    meaning: "How many recycled passes came back and were confirmed by sales.",
    numerator: "recycled passes whose next pass reached SQL",
    denominator: "passes closed as recycled in the period",
    stageBasis: "by the day the pass was recycled",
    bases: ["stage"],
    unit: "rate",
    subject: "pass",
    measure: { kind: "recycled-yield" },
    better: "more",
  },
  "speed-to-lead": {
    label: "Speed to lead",
    meaning:
      "Time from the hand-raise or MQL to the first genuine human contact, in wall time. The share within SLA has every due lead in its denominator: untouched ones count as late. Imports without clocks stay outside.",
    numerator: "passes contacted by the time contact was due",
    denominator: "passes whose contact was made or is due",
    stageBasis: "by the day the clock started",
    bases: ["cohort", "stage"],
    unit: "duration",
    subject: "pass",
    measure: { kind: "speed" },
    better: "less",
  },
  "sla-answer": {
    label: "Answered in time",
    meaning:
      "How many handoffs sales answered (accepted, rejected or returned) by their due time; silence counts as late. Imports without clocks stay outside.",
    numerator: "handoffs answered by their due time",
    denominator: "handoffs due in the period",
    stageBasis: "by the day the answer was due",
    bases: ["stage"],
    unit: "rate",
    subject: "handoff",
    measure: { kind: "sla-answer" },
    better: "more",
  },
  "sla-contact": {
    label: "Contacted in time",
    meaning:
      "How many leads were contacted by the time contact was due; untouched ones count as late. Imports without clocks stay outside.",
    numerator: "passes contacted by their due time",
    denominator: "passes whose first contact was due in the period",
    stageBasis: "by the day contact was due",
    bases: ["stage"],
    unit: "rate",
    subject: "pass",
    measure: { kind: "sla-contact" },
    better: "more",
  },
  "time-in-stage": {
    label: "Time in stage",
    meaning:
      "How long passes stay in a stage before they move on or close. Stays with an imputed start or end are left out; stays that go on are not counted yet.",
    numerator: "stays whose length is known",
    denominator: "stays in the stage that ended",
    stageBasis: "by the day the stay began",
    bases: ["cohort", "stage"],
    unit: "duration",
    subject: "pass",
    measure: { kind: "stay" },
    better: "less",
  },
  volume: {
    label: "Volume",
    meaning: "How many passes reached a stage (MQL unless another is asked for).",
    numerator: "passes that reached the stage",
    denominator: "the same passes",
    stageBasis: "by the day the stage was reached",
    bases: ["stage", "cohort"],
    unit: "count",
    subject: "pass",
    measure: { kind: "volume" },
    better: "more",
  },
  velocity: {
    label: "Velocity",
    meaning: "Time from MQL to customer, of the passes that were won. Imputed ends are left out.",
    numerator: "won passes whose time is known",
    denominator: "passes that became customer",
    stageBasis: "by the day the pass entered MQL",
    bases: ["cohort", "stage"],
    unit: "duration",
    subject: "pass",
    measure: { kind: "velocity", from: "mql", to: "customer" },
    better: "less",
  },
  "score-distribution": {
    label: "Score at MQL",
    meaning: "How high passes scored when they entered MQL, in bands of ten points.",
    numerator: "passes that entered MQL in the period",
    denominator: "the same passes",
    stageBasis: "by the day the pass entered MQL",
    bases: ["cohort", "stage"],
    unit: "count",
    subject: "pass",
    measure: { kind: "score-at-mql" },
    better: null,
    groupBy: "score",
  },
  "reject-reasons": {
    label: "Reject reasons",
    meaning: "Why sales rejected handoffs.",
    numerator: "handoffs rejected in the period",
    denominator: "the same handoffs",
    stageBasis: "by the day of the rejection",
    bases: ["stage"],
    unit: "count",
    subject: "handoff",
    measure: { kind: "rejected" },
    better: "less",
    groupBy: "reason",
  },
  "win-rate": {
    label: "Win rate",
    meaning: "How many of the deals that closed were won.",
    numerator: "opportunities won",
    denominator: "opportunities won or lost in the period",
    stageBasis: "by the day the deal closed",
    bases: ["stage", "cohort"],
    unit: "rate",
    subject: "opportunity",
    measure: { kind: "win-rate" },
    better: "more",
  },
  "pipeline-open": {
    label: "Open pipeline",
    meaning: "What the deals that are still open would bring.",
    numerator: "amount of the open opportunities",
    denominator: "open opportunities opened in the period (their number)",
    stageBasis: "by the day the deal was opened",
    bases: ["stage", "cohort"],
    unit: "money",
    subject: "opportunity",
    measure: { kind: "pipeline", status: "open" },
    better: "more",
  },
  "pipeline-won": {
    label: "Won",
    meaning: "What the won deals brought.",
    numerator: "amount of the won opportunities",
    denominator: "opportunities won in the period (their number)",
    stageBasis: "by the day the deal closed",
    bases: ["stage", "cohort"],
    unit: "money",
    subject: "opportunity",
    measure: { kind: "pipeline", status: "won" },
    better: "more",
  },
} as const satisfies Record<string, KpiDefinition>;

export type KpiName = keyof typeof KPIS;

export const KPI_NAMES = Object.keys(KPIS) as readonly KpiName[];

/** Whether the registry has a number of this name. */
export function isKpi(name: string): name is KpiName {
  return Object.hasOwn(KPIS, name);
}

/** The registry entry, with the optional parts visible. */
export const kpi = (name: KpiName): KpiDefinition => KPIS[name];

/** The asked basis where the number has it; a number that is dated by one event only (a decision, a close) keeps its own. */
export function basisOf(name: KpiName, asked: Basis): Basis {
  const { bases } = kpi(name);
  return bases.includes(asked) ? asked : bases[0];
}

/** "accepted ÷ decided" in words. */
export function formulaOf(name: KpiName): string {
  const { numerator, denominator, unit } = kpi(name);
  switch (unit) {
    case "rate":
      return `${numerator} ÷ ${denominator}`;
    case "duration":
      return `median, 90th percentile and mean; ${numerator} of ${denominator}`;
    case "count":
      return `number of ${numerator}`;
    case "money":
      return `sum of the ${numerator}`;
  }
}

/** The sentence that goes with every number: how it was dated. */
export function basisSentence(name: KpiName, basis: Basis): string {
  return basis === "cohort"
    ? "By the day the pass entered MQL, whenever the rest happened."
    : `Dated ${kpi(name).stageBasis}.`;
}
