import { conditionWords, type Vocabulary } from "@/lib/conditions/words";
import { assertNever } from "@/lib/shared/assert-never";
import { decayFactor } from "./decay";
import type { Decay, EngagementRule, ProfileCitation, Rule, ScoringModelDocument } from "./model";

/** "+15", "−10", "0": a true minus sign, so that columns of numbers line up. */
export const signed = (points: number): string =>
  points > 0 ? `+${points}` : points < 0 ? `−${Math.abs(points)}` : "0";

const dayCount = (days: number): string => (days === 1 ? "1 day" : `${days} days`);

/**
 * When a rule gives its points: the part of its sentence before them. In short, long lists of values end in "and 3 more"
 * and large amounts are rounded; in full, two rules that ask something else read differently.
 */
export function whenWords(
  rule: Rule,
  { lists }: ScoringModelDocument,
  { typeLabel, currency }: Vocabulary,
  length: "in short" | "in full" = "in short",
): string {
  const inFull = length === "in full";
  switch (rule.kind) {
    case "fit":
      return `When ${conditionWords(rule.when, { lists, currency, inFull })}${rule.profile ? `, as ${citationWords(rule.profile)} says` : ""}`;
    case "inactivity": {
      const except = rule.except?.length ? ` (${rule.except.map(typeLabel).join(", ")} do not count)` : "";
      return `After each ${dayCount(rule.everyDays)} without a human activity of the lead${except}`;
    }
    case "engagement": {
      const types = rule.activity.types.map(typeLabel).join(" or ");
      const wording = {
        lists,
        currency,
        inFull,
        valueName: (field: string, value: unknown) =>
          field === "type" ? `“${typeLabel(String(value))}”` : undefined,
      };
      const where = rule.activity.where ? ` where ${conditionWords(rule.activity.where, wording)}` : "";
      return `${types}${where}${frequencyWords(rule)}${periodWords(rule)}`;
    }
    default:
      return assertNever(rule);
  }
}

/** "the profile “Decision maker” (version 2)": what a rule refers to. */
export const citationWords = ({ name, version }: ProfileCitation): string =>
  `the profile “${name}” (version ${version})`;

/** A rule as one sentence. "Viewed a page where path contains “/pricing”: +15 each time, half-life 14 days". */
export function ruleWords(rule: Rule, document: ScoringModelDocument, vocabulary: Vocabulary): string {
  return `${whenWords(rule, document, vocabulary)}: ${pointsWords(rule)}`;
}

/** What a rule gives: the part of its sentence after the colon. */
export function pointsWords(rule: Rule): string {
  return `${signed(pointsOf(rule))}${termsWords(rule)}`;
}

/** The points of a rule with the sign they have in a score: an inactivity rule takes its points away. */
export const pointsOf = (rule: Rule): number => (rule.kind === "inactivity" ? -rule.points : rule.points);

/** On which terms it gives them: how they age, what bounds them, what they are otherwise. */
export function termsWords(rule: Rule): string {
  switch (rule.kind) {
    case "fit": {
      const otherwise = rule.otherwise ? `, else ${signed(rule.otherwise)}` : "";
      return `${otherwise}${rule.unknown ? `, ${signed(rule.unknown)} when not known` : ""}`;
    }
    case "inactivity":
      return "";
    case "engagement": {
      const each = rule.frequency ? "" : " each time";
      const limit = rule.limit ? `, ${limitWords(rule.limit)}` : "";
      const trigger = rule.trigger ? `, ${triggerWords(rule.trigger)}` : "";
      return `${each}${decayWords(rule.decay)}${limit}${trigger}`;
    }
    default:
      return assertNever(rule);
  }
}

const triggerWords = (trigger: NonNullable<EngagementRule["trigger"]>): string =>
  trigger === "hand-raise" ? "qualifies at once (hand-raise)" : "qualifies at once (product usage)";

function frequencyWords({ frequency }: EngagementRule): string {
  if (!frequency) return "";
  const { atLeast, days, distinctDays } = frequency;
  return distinctDays
    ? ` on at least ${atLeast} days of ${days}`
    : ` at least ${atLeast} times in ${dayCount(days)}`;
}

function periodWords({ startsOn, endsOn }: EngagementRule): string {
  if (startsOn && endsOn) return ` from ${startsOn} to ${endsOn}`;
  if (startsOn) return ` from ${startsOn} on`;
  return endsOn ? ` until ${endsOn}` : "";
}

/** ", half-life 14 days": how a decay continues a sentence; nothing for none. */
export function decayWords(decay: Decay): string {
  switch (decay.kind) {
    case "none":
      return "";
    case "half-life":
      return `, half-life ${dayCount(decay.days)}`;
    case "linear":
      return `, fading to nothing in ${dayCount(decay.days)}`;
    case "expiry":
      return `, counts for ${dayCount(decay.days)}`;
    default:
      return assertNever(decay);
  }
}

/** "that day", "1 day before". */
export const ageWords = (ageDays: number): string =>
  ageDays === 0 ? "that day" : `${dayCount(ageDays)} before`;

/** "15 × 0.5 after 14 days": how decay leaves its points to an activity; the factor to three digits. */
export function decayArithmetic(points: number, decay: Decay, ageDays: number): string {
  if (decay.kind === "none" || ageDays === 0)
    return `${points} ${decay.kind === "none" ? "" : "that day"}`.trim();
  const factor = Number(decayFactor(decay, ageDays).toPrecision(3));
  return `${points} × ${factor < 1e-4 ? 0 : factor} after ${dayCount(ageDays)}`;
}

/** "at most 3 activities in 30 days". */
export function limitWords({ activities, points, days }: NonNullable<EngagementRule["limit"]>): string {
  const most = [
    activities === undefined ? null : `${activities} ${activities === 1 ? "activity" : "activities"}`,
    points === undefined ? null : `${points} points`,
  ].filter((part) => part !== null);
  return `at most ${most.join(" and ")}${days === undefined ? "" : ` in ${dayCount(days)}`}`;
}
