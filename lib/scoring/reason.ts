import { assertNever } from "@/lib/shared/assert-never";
import { countInWindow, type Points, quietPeriods, worthOf } from "./standing";
import type { EngagementTally, Tally } from "./tally";

/**
 * What a reason is made of, as numbers: the places of the two rules that give most with how often they count, the place of
 * what speaks loudest against it and how often. Equal grounds are equal words; forecasting compares many of them.
 */
export type Grounds = {
  /** Places among the engagement rules; −1 for none. */
  did: number;
  didCount: number;
  alsoDid: number;
  alsoDidCount: number;
  /** Places among the fit rules, which fill up; −1 for none. */
  is: number;
  alsoIs: number;
  /** −1 for nothing that weighs enough. */
  against: number;
  againstIn: "engagement" | "inactivity" | "fit";
  againstCount: number;
};

/** The grounds of the reason that the points of a day give. */
export function groundsOf(tally: Tally, standing: Points): Grounds {
  const { engagementRules, inactivityRules, fitRules, day } = standing;
  const did = largest(engagementRules, -1);
  const alsoDid = did < 0 ? -1 : largest(engagementRules, did);
  const is = alsoDid < 0 ? largest(fitRules, -1) : -1;
  const alsoIs = did < 0 && is >= 0 ? largest(fitRules, is) : -1;
  let loudest = 0;
  let against = -1;
  let againstIn: Grounds["againstIn"] = "engagement";
  for (let at = 0; at < engagementRules.length; at++)
    if (-engagementRules[at]! > loudest) [loudest, against] = [-engagementRules[at]!, at];
  for (let at = 0; at < inactivityRules.length; at++)
    if (-inactivityRules[at]! > loudest)
      [loudest, against, againstIn] = [-inactivityRules[at]!, at, "inactivity"];
  for (let at = 0; at < fitRules.length; at++)
    if (-fitRules[at]! > loudest) [loudest, against, againstIn] = [-fitRules[at]!, at, "fit"];
  const first = did >= 0 ? engagementRules[did]! : is >= 0 ? fitRules[is]! : 0;
  if (2 * loudest < first) against = -1;
  return {
    did,
    didCount: countAt(tally, did, day),
    alsoDid,
    alsoDidCount: countAt(tally, alsoDid, day),
    is,
    alsoIs,
    against,
    againstIn: against < 0 ? "fit" : againstIn,
    againstCount: against < 0 ? 0 : countAgainst(tally, against, againstIn, day),
  };
}

export const sameGrounds = (a: Grounds, b: Grounds): boolean =>
  a.did === b.did &&
  a.didCount === b.didCount &&
  a.alsoDid === b.alsoDid &&
  a.alsoDidCount === b.alsoDidCount &&
  a.is === b.is &&
  a.alsoIs === b.alsoIs &&
  a.against === b.against &&
  a.againstIn === b.againstIn &&
  a.againstCount === b.againstCount;

/**
 * Why a lead has its score, in one line: the two engagement rules that give most (fit rules fill up), and what speaks
 * loudest against it when it weighs at least half of the first. "Asked for a demo · pricing viewed 3 times · but unsubscribed".
 */
export function reasonOf(tally: Tally, grounds: Grounds): string {
  const { did, didCount, alsoDid, alsoDidCount, is, alsoIs, against } = grounds;
  let words = "";
  if (did >= 0) words = engagementWords(tally, did, didCount);
  if (alsoDid >= 0) words = joined(words, engagementWords(tally, alsoDid, alsoDidCount));
  if (is >= 0) words = joined(words, tally.fit[is]!.rule.rule.label);
  if (alsoIs >= 0) words = joined(words, tally.fit[alsoIs]!.rule.rule.label);
  if (against >= 0) {
    const loud = wordsAgainst(tally, grounds);
    words = words === "" ? loud : `${words} · but ${lowerFirst(loud)}`;
  }
  if (words !== "") return words;
  return tally.engagement.length > 0 ? "What it did no longer counts" : "Nothing that counts yet";
}

const joined = (words: string, next: string): string =>
  words === "" ? next : `${words} · ${lowerFirst(next)}`;

/** The place of the largest positive value besides one place; of equal ones the first. −1 when there is none. */
function largest(values: readonly number[], besides: number): number {
  let place = -1;
  let most = 0;
  for (let at = 0; at < values.length; at++)
    if (values[at]! > most && at !== besides) {
      most = values[at]!;
      place = at;
    }
  return place;
}

const countAt = (tally: Tally, at: number, day: number): number =>
  at < 0 ? 0 : countThatCounts(tally.engagement[at]!, day);

function countAgainst(tally: Tally, at: number, list: Grounds["againstIn"], day: number): number {
  switch (list) {
    case "engagement":
      return countAt(tally, at, day);
    case "inactivity":
      return quietPeriods(tally.inactivity[at]!, day);
    case "fit":
      return 1;
    default:
      return assertNever(list);
  }
}

function wordsAgainst(tally: Tally, { against, againstIn, againstCount }: Grounds): string {
  switch (againstIn) {
    case "engagement":
      return engagementWords(tally, against, againstCount);
    case "inactivity":
      return `Quiet for ${againstCount * tally.inactivity[against]!.rule.rule.everyDays} days`;
    case "fit":
      return tally.fit[against]!.rule.rule.label;
    default:
      return assertNever(againstIn);
  }
}

const engagementWords = (tally: Tally, at: number, count: number): string =>
  timesWords(tally.engagement[at]!.rule.rule.label, count);

/** Activities that still give points on the day; 1 for a frequency rule, whose label says how often. */
function countThatCounts(part: EngagementTally, day: number): number {
  const { rule } = part.rule;
  if (rule.frequency) return Math.min(1, countInWindow(part, day));
  let count = 0;
  for (const run of part.runs) if (worthOf(part.rule, run.kept, day - run.day) !== 0) count += run.count;
  return count;
}

export const timesWords = (label: string, count: number): string =>
  count === 2 ? `${label} twice` : count > 2 ? `${label} ${count} times` : label;

/** Lower case for a label inside a line, unless it starts with an abbreviation. */
const lowerFirst = (label: string): string =>
  ABBREVIATION.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

const ABBREVIATION = /^\p{Lu}\p{Lu}/u;
