import type { Day } from "@/lib/shared/day";
import type { Json, JsonObject } from "@/lib/shared/json";
import type { EngagementBand, FitBand, ProfileCitation } from "./model";

/** Everything the evaluator may look at. It keeps only what was known by the end of the scored day. */
export type ScoreSubject = {
  leadId: string;
  createdAt: Date;
  /** Attribute log of the lead and its company, oldest first. Fields: "email", "title", "country", "custom.x", "company.industry", … */
  attributes: readonly AttributeValue[];
  /** By occurrence time, then id. */
  activities: readonly ScoredActivity[];
  adjustments: readonly Adjustment[];
};

export type AttributeValue = { field: string; value: Json; at: Date };

export type ScoredActivity = {
  id: string;
  type: string;
  occurredAt: Date;
  trust: "human" | "automatic" | "suspect";
  channel: string | null;
  campaign: string | null;
  initiatedBy: "lead" | "rep" | "marketing" | null;
  properties: JsonObject;
};

/** Counts from `startsOn` to `expiresOn`, both inclusive. */
export type Adjustment = { id: string; points: number; reason: string; startsOn: Day; expiresOn: Day | null };

type ScoreRowKind = "rule" | "limit" | "cap" | "floor" | "rounding" | "adjustment" | "inactivity" | "clamp";

export type ScoreRow = {
  kind: ScoreRowKind;
  label: string;
  /** A multiple of 0.01. */
  points: number;
  part: "fit" | "engagement" | "total";
  ruleId?: string;
  groupId?: string;
  adjustmentId?: string;
  /** The activities behind the row, newest first, each with its decayed points. */
  evidence?: readonly {
    activityId: string;
    at: Date;
    points: number;
    ageDays: number;
    /** How its points came about: "15 × 0.5 after 14 days". */
    how: string;
  }[];
  /** How the points came about, in words: "2 × 15, half-life 14 days". */
  detail?: string;
  outcome?: "match" | "no-match" | "unknown";
  /** The buyer profile that the rule cites. */
  profile?: ProfileCitation;
  /** What an unknown fact could bring. */
  best?: number;
};

export type Score = {
  leadId: string;
  on: Day;
  total: number;
  fit: number;
  engagement: number;
  adjustment: number;
  fitBand: FitBand | null;
  engagementBand: EngagementBand;
  /** "B2"; just "2" when the model has no fit rules. */
  grade: string;
  /** Σ points = total, exactly. */
  rows: readonly ScoreRow[];
  meetsMql: boolean;
  /** Whether NEAR_POINTS more, in each part that a criterion names, would make it meet one. */
  nearMql: boolean;
  isHot: boolean;
  /** The one-line reason: what contributes most, in words. */
  reason: string;
  /** The first later day on which the score changes by itself; null when it never does. */
  changesOn: Day | null;
};
