import { assertNever } from "@/lib/shared/assert-never";
import type { Json } from "@/lib/shared/json";
import {
  type ActivityTest,
  type AskedActivities,
  type AttributeTest,
  isActivityTest,
  type LeadCondition,
  type Scalar,
  type Truth,
  wantedBy,
} from "./condition";
import { freeMailList } from "./free-mail";
import { globMatcher, pathOf } from "./glob";
import { foldCase, listMatcher, type NamedList } from "./lists";
import { numberIn } from "./number";

/** The value of a field; undefined and null mean that it is not known. */
export type Facts = (field: string) => Json | undefined;

/** One thing that a lead did. */
export type Deed = {
  /** The number of its day in the workspace's zone. */
  day: number;
  type: string;
  trust: string;
  /** Told by the lead, or observed; null when the catalogue does not know the type. */
  explicit: boolean | null;
  fact: Facts;
};

/** What a lead did, as of a day: later deeds do not exist for it. */
export type History = { day: number; deeds: readonly Deed[] };

/** A condition prepared for many subjects. Without a history, what a lead did is unknown. */
export type Question = (facts: Facts, history?: History) => Truth;

const freeMail = listMatcher(freeMailList);

/**
 * Prepares a condition. Kleene logic: a test of an unknown value (null, missing, empty text, a list or object) is
 * unknown, save is-empty, and all / any / not pass unknown on. Ordering something that is no number, or searching
 * something that is no text, is unknown too. A list that is not among `lists` matches nothing. Of activities the certain ones
 * decide; while those that may be meant could make a difference, the answer is unknown.
 */
export function prepare(condition: LeadCondition, lists: readonly NamedList[] = []): Question {
  if ("all" in condition) return conjunction(condition.all.map((part) => prepare(part, lists)));
  if ("any" in condition) return disjunction(condition.any.map((part) => prepare(part, lists)));
  if ("not" in condition) {
    const part = prepare(condition.not, lists);
    return (facts, history) => negate(part(facts, history));
  }
  if (isActivityTest(condition)) return deedsQuestion(condition, lists);
  const test = condition;
  if (test.op === "is-empty") return (facts) => isEmpty(facts(test.field));
  const holds = valueTest(test, lists);
  return (facts) => {
    const value = facts(test.field);
    return value === undefined || value === null || value === "" || typeof value === "object"
      ? null
      : holds(value);
  };
}

/** Asks one condition of one subject. */
export function evaluate(
  condition: LeadCondition,
  facts: Facts,
  lists: readonly NamedList[] = [],
  history?: History,
): Truth {
  return prepare(condition, lists)(facts, history);
}

function conjunction(parts: readonly Question[]): Question {
  return (facts, history) => {
    let truth: Truth = true;
    for (const part of parts) {
      const outcome = part(facts, history);
      if (outcome === false) return false;
      if (outcome === null) truth = null;
    }
    return truth;
  };
}

function disjunction(parts: readonly Question[]): Question {
  return (facts, history) => {
    let truth: Truth = false;
    for (const part of parts) {
      const outcome = part(facts, history);
      if (outcome === true) return true;
      if (outcome === null) truth = null;
    }
    return truth;
  };
}

function deedsQuestion(test: ActivityTest, lists: readonly NamedList[]): Question {
  const isAsked = deedTest(test.did, lists);
  const { atLeast, days = Number.POSITIVE_INFINITY } = wantedBy(test);
  return (_, history) => {
    if (!history) return null;
    let certain = 0;
    let possible = 0;
    for (const deed of history.deeds) {
      const age = history.day - deed.day;
      if (age < 0 || age >= days) continue;
      const truth = isAsked(deed);
      if (truth !== false) possible++;
      if (truth === true && ++certain >= atLeast) return true;
    }
    return possible >= atLeast ? null : false;
  };
}

function deedTest(
  { types, where, told, trust }: AskedActivities,
  lists: readonly NamedList[],
): (deed: Deed) => Truth {
  const asked = types && new Set(types);
  const holds = where && prepare(where, lists);
  return (deed) => {
    if (asked && !asked.has(deed.type)) return false;
    if (trust === undefined ? deed.trust === "suspect" : deed.trust !== trust) return false;
    const rightlyTold =
      told === undefined ? true : deed.explicit === null ? null : deed.explicit === (told === "explicit");
    if (rightlyTold === false || !holds) return rightlyTold;
    const truth = holds(deed.fact);
    return truth === true ? rightlyTold : truth;
  };
}

const negate = (truth: Truth): Truth => (truth === null ? null : !truth);

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null || value === "";

type ValueTest = (value: Scalar) => Truth;

function valueTest(test: Exclude<AttributeTest, { op: "is-empty" }>, lists: readonly NamedList[]): ValueTest {
  switch (test.op) {
    case "is":
      return equality(test.value);
    case "is-not": {
      const equal = equality(test.value);
      return (value) => !equal(value);
    }
    case "in": {
      const tests = test.values.map(equality);
      return (value) => holdsAny(tests, value);
    }
    case "not-in": {
      const tests = test.values.map(equality);
      return (value) => !holdsAny(tests, value);
    }
    case "contains":
      return textTest(test.value, (text, part) => text.includes(part));
    case "starts-with":
      return textTest(test.value, (text, part) => text.startsWith(part));
    case "ends-with":
      return textTest(test.value, (text, part) => text.endsWith(part));
    case "at-least":
      return numberTest((number) => number >= test.value);
    case "at-most":
      return numberTest((number) => number <= test.value);
    case "between":
      return numberTest((number) => number >= test.from && number <= test.to);
    case "matches": {
      const matches = matcherOf(test.list, lists);
      return (value) => (typeof value === "string" ? matches(value) : null);
    }
    case "path-like": {
      const matches = globMatcher(test.value);
      return (value) => (typeof value === "string" ? matches(pathOf(value)) : null);
    }
    default:
      return assertNever(test);
  }
}

function holdsAny(tests: readonly ((value: Scalar) => boolean)[], value: Scalar): boolean {
  for (const holds of tests) if (holds(value)) return true;
  return false;
}

function equality(expected: Scalar): (value: Scalar) => boolean {
  if (typeof expected === "number") return (value) => numberIn(value) === expected;
  const text = foldCase(String(expected));
  return typeof expected === "boolean"
    ? (value) => value === expected || (typeof value === "string" && foldCase(value) === text)
    : (value) => typeof value === "string" && foldCase(value) === text;
}

let lastText = "";
let lastFolded = "";

/** `foldCase`, remembered because many tests ask the same text one after the other. */
function foldedText(text: string): string {
  if (text !== lastText) {
    lastText = text;
    lastFolded = foldCase(text);
  }
  return lastFolded;
}

function textTest(part: string, holds: (text: string, part: string) => boolean): ValueTest {
  const folded = foldCase(part);
  return (value) => (typeof value === "string" ? holds(foldedText(value), folded) : null);
}

function numberTest(holds: (number: number) => boolean): ValueTest {
  return (value) => {
    const number = numberIn(value);
    return number === null ? null : holds(number);
  };
}

function matcherOf(id: string, lists: readonly NamedList[]): (text: string) => boolean {
  const list = lists.find((candidate) => candidate.id === id);
  if (list) return listMatcher(list);
  return id === freeMailList.id ? freeMail : () => false;
}
