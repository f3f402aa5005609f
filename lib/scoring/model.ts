import type { Condition } from "@/lib/conditions/condition";
import type { NamedList } from "@/lib/conditions/lists";
import type { Day } from "@/lib/shared/day";

/** The document of one version of the scoring model. Points are data: nothing of a model is in code. */
export type ScoringModelDocument = {
  name: string;
  /** The total is clamped to this range; the clamp is a row of the explanation. */
  range: { min: number; max: number };
  /** What the conditions of the rules name: target industries, competitors, decision makers' titles. */
  lists: readonly NamedList[];
  groups: readonly RuleGroup[];
  rules: readonly Rule[];
  bands: {
    /** Lowest rounded fit of each band; below C is D. null when the model has no fit rules. */
    fit: { A: number; B: number; C: number } | null;
    /** Lowest rounded engagement of each band; below 3 is 4. */
    engagement: { 1: number; 2: number; 3: number };
  };
  /** Who is marketing qualified by score: any of the criteria. */
  mql: readonly Criterion[];
  /** Who is handed to sales at once: any of the criteria. */
  hot: readonly Criterion[];
};

export type RuleGroup = {
  id: string;
  label: string;
  kind: "fit" | "engagement";
  /** Highest and lowest points the group may contribute. */
  cap?: number;
  floor?: number;
};

export type Rule = FitRule | EngagementRule | InactivityRule;

type RuleBase = { id: string; label: string; group: string };

/** Looks at who the lead is. */
export type FitRule = RuleBase & {
  kind: "fit";
  when: Condition;
  points: number;
  /** Points when it does not match, and when it cannot be told; 0 when absent. */
  otherwise?: number;
  unknown?: number;
  /** The buyer profile that the rule is made of. It changes no score: `when` says all that is asked. */
  profile?: ProfileCitation;
};

/** One published version of a buyer profile, with the name it had, so that a version of the model reads alone. */
export type ProfileCitation = { id: string; version: number; name: string };

/** Looks at what the lead did. */
export type EngagementRule = RuleBase & {
  kind: "engagement";
  activity: ActivityMatch;
  points: number;
  /** Within the `days` days ending on an activity's day (ever, when absent); the last one counts up to `points`. */
  limit?: { activities?: number; points?: number; days?: number };
  /** Points once while the window holds enough matching activities; such a rule has neither limit nor decay. */
  frequency?: { atLeast: number; days: number; distinctDays?: boolean };
  decay: Decay;
  /** A match by a new activity qualifies the lead by itself. */
  trigger?: Trigger;
  /** Activities outside these days do not count for the rule. */
  startsOn?: Day;
  endsOn?: Day;
};

/** hand-raise: the lead asks to talk to sales. pql: its use of the product qualifies it. */
export type Trigger = "hand-raise" | "pql";

type ActivityMatch = {
  /** Activity types, any of them. */
  types: readonly string[];
  /** Conditions on the activity: `type`, `property.path`, `channel`, `campaign`, `initiatedBy`, `trust`. */
  where?: Condition;
};

/** −points for each full `everyDays` days since the last human activity that the lead itself began, else since its creation. */
export type InactivityRule = RuleBase & {
  kind: "inactivity";
  points: number;
  everyDays: number;
  /** Types that are not the lead's own doing: a mail sent to it, a note about it. */
  except?: readonly string[];
};

/** By whole days of age in the workspace zone; factor 1 on the activity's own day. */
export type Decay =
  | { kind: "none" }
  | { kind: "half-life"; days: number }
  | { kind: "linear"; days: number }
  /** Full points while the age is less than `days`, then none. */
  | { kind: "expiry"; days: number };

export type FitBand = "A" | "B" | "C" | "D";
export type EngagementBand = 1 | 2 | 3 | 4;

/** All named parts must hold. Bands and subtotals are the rounded ones, before adjustments and clamp. */
export type Criterion = {
  minFit?: number;
  minEngagement?: number;
  minTotal?: number;
  minFitBand?: Exclude<FitBand, "D">;
  minEngagementBand?: Exclude<EngagementBand, 4>;
};
