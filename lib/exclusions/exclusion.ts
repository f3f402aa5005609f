import { foldCase } from "@/lib/conditions/lists";
import type { JsonObject } from "@/lib/shared/json";
import type { Trust } from "@/lib/tracking/activity";
import { isInNetwork } from "./network";

// What does not count although it happened. The same judgement exists once more in SQL (`exclusion_matches`, by which the
// view `counted_activity` reads); a property test holds the two together.

export const PATTERN_TESTS = ["is", "contains", "starts-with", "in-network"] as const;
export type PatternTest = (typeof PATTERN_TESTS)[number];

/** Fields that every activity has; others are "property.<key>". */
export const PATTERN_FIELDS = ["source", "channel", "campaign"] as const;

export const PROPERTY = "property.";

/** What excluded activities look like. */
export type Pattern = {
  field: string;
  test: PatternTest;
  value: string;
  /** null: of every type. */
  activityType: string | null;
  /** Occurred from this instant on, and before that one. */
  occurredFrom: Date | null;
  occurredTo: Date | null;
};

/** As much of an activity as a pattern looks at. */
type Looked = {
  type: string;
  occurredAt: Date;
  source: string;
  channel: string | null;
  campaign: string | null;
  properties: JsonObject;
};

/** Whether an activity looks like the pattern says. A field it lacks, or that is no text, never does. */
export function matchesPattern(pattern: Pattern, activity: Looked): boolean {
  if (pattern.activityType !== null && pattern.activityType !== activity.type) return false;
  if (pattern.occurredFrom && activity.occurredAt < pattern.occurredFrom) return false;
  if (pattern.occurredTo && activity.occurredAt >= pattern.occurredTo) return false;
  const found = fieldOf(activity, pattern.field);
  return found !== null && holds(pattern, found);
}

/** A new activity as scoring and the gate see it: what is excluded is suspect to them. What is stored stays as it was told. */
export const asCounted = <Told extends Looked & { trust: Trust }>(
  activity: Told,
  patterns: readonly Pattern[],
): Told =>
  activity.trust !== "suspect" && patterns.some((pattern) => matchesPattern(pattern, activity))
    ? { ...activity, trust: "suspect" }
    : activity;

function fieldOf(activity: Looked, field: string): string | null {
  switch (field) {
    case "source":
    case "channel":
    case "campaign":
      return activity[field];
    default: {
      const value = field.startsWith(PROPERTY) ? activity.properties[field.slice(PROPERTY.length)] : null;
      return typeof value === "string" ? value : null;
    }
  }
}

function holds({ test, value }: Pattern, found: string): boolean {
  switch (test) {
    case "is":
      return foldCase(found) === foldCase(value);
    case "contains":
      return foldCase(found).includes(foldCase(value));
    case "starts-with":
      return foldCase(found).startsWith(foldCase(value));
    case "in-network":
      return isInNetwork(found, value);
  }
}

/** "source", "channel", or the key of a property. */
export const fieldWords = (field: string): string =>
  field.startsWith(PROPERTY) ? field.slice(PROPERTY.length) : field;

const TEST_WORDS: Record<PatternTest, string> = {
  is: "is",
  contains: "contains",
  "starts-with": "starts with",
  "in-network": "lies in",
};

/** What a pattern excludes, in words: "userAgent contains “HeadlessChrome”". */
export function patternWords({ field, test, value }: Pick<Pattern, "field" | "test" | "value">): string {
  return `${fieldWords(field)} ${TEST_WORDS[test]} “${value}”`;
}
