import { assertNever } from "@/lib/shared/assert-never";
import type { Json } from "@/lib/shared/json";
import { minorPerUnit } from "@/lib/shared/money";
import {
  type ActivityTest,
  type AttributeTest,
  isActivityTest,
  isTest,
  type LeadCondition,
  type Scalar,
  type TestOperator,
} from "./condition";
import { fieldLabel } from "./fields";
import { BUILT_IN_LIST_LABELS, type NamedList } from "./lists";
import { numberIn } from "./number";

const MOST_VALUES = 4;

/** How a workspace calls things: activity types by its catalogue, money by its currency (ISO code). */
export type Vocabulary = { typeLabel: (type: string) => string; currency: string };

export type Wording = {
  lists: readonly NamedList[];
  /** ISO code of the workspace currency: revenue is kept in its minor units. */
  currency: string;
  /** What people call a value, where it is not the value itself: an activity type. */
  valueName?: (field: string, value: Scalar) => string | undefined;
  /** Every value, and amounts to the last digit: for telling two conditions apart. */
  inFull?: boolean;
};

/** A condition as part of a sentence: "industry is among target industries and number of employees is at least 50". */
export function conditionWords(condition: LeadCondition, wording: Wording): string {
  return wordsOf(condition, wording, false);
}

/** A stored value as people read it beside its field's name. */
export function valueWords(field: string, value: Json, currency: string): string {
  if (typeof value === "object") return JSON.stringify(value);
  const number = field === "company.revenue" || field === "company.employees" ? numberIn(value) : null;
  return number === null ? String(value) : amount(field, number, currency);
}

function wordsOf(condition: LeadCondition, wording: Wording, inside: boolean): string {
  if ("all" in condition) return joined(condition.all, " and ", "always", wording, inside);
  if ("any" in condition) return joined(condition.any, " or ", "never", wording, inside);
  if ("not" in condition)
    return negatedWords(condition.not, wording) ?? `not (${wordsOf(condition.not, wording, false)})`;
  return isActivityTest(condition) ? activityWords(condition, wording) : testWords(condition, wording);
}

/** "at least 3 of “Viewed a page” where path is like “/pricing*” in 30 days". */
function activityWords(test: ActivityTest, wording: Wording): string {
  const { types, where, told, trust } = test.did;
  const name = (type: string) => wording.valueName?.("type", type) ?? quoted(type);
  const kinds = [
    trust === undefined ? null : TRUST_WORDS[trust],
    told === undefined ? null : told === "explicit" ? "told by the lead" : "observed",
  ].filter((kind) => kind !== null);
  const what =
    (types ? types.map(name).join(" or ") : "any activity") +
    (kinds.length > 0 ? ` (${kinds.join(", ")})` : "") +
    (where ? ` where ${wordsOf(where, wording, false)}` : "");
  if ("lastWithinDays" in test)
    return test.lastWithinDays === 0
      ? `the last of ${what} is of the same day`
      : `the last of ${what} is at most ${daysWords(test.lastWithinDays)} ago`;
  return `at least ${test.atLeast} of ${what}${test.inDays === undefined ? "" : ` in ${daysWords(test.inDays)}`}`;
}

const TRUST_WORDS = { human: "by a human", automatic: "automatic", suspect: "suspect" } as const;
const daysWords = (days: number): string => (days === 1 ? "1 day" : `${days} days`);

/** Tests whose opposite has words of its own. */
const NEGATED: Partial<Record<TestOperator, [words: string, negated: string]>> = {
  contains: [" contains ", " does not contain "],
  "starts-with": [" starts with ", " does not start with "],
  "ends-with": [" ends with ", " does not end with "],
  "is-empty": [" is empty", " is not empty"],
  matches: [" is among ", " is not among "],
  "path-like": [" is a path like ", " is not a path like "],
};

function negatedWords(condition: LeadCondition, wording: Wording): string | null {
  const pair = isTest(condition) ? NEGATED[condition.op] : undefined;
  if (!pair || !isTest(condition)) return null;
  const field = fieldLabel(condition.field);
  return field + testWords(condition, wording).slice(field.length).replace(pair[0], pair[1]);
}

function joined(
  parts: readonly LeadCondition[],
  word: string,
  empty: string,
  wording: Wording,
  inside: boolean,
): string {
  if (parts.length === 0) return empty;
  const text = parts.map((part) => wordsOf(part, wording, parts.length > 1)).join(word);
  return inside && parts.length > 1 ? `(${text})` : text;
}

function testWords(test: AttributeTest, { lists, currency, valueName, inFull = false }: Wording): string {
  const field = fieldLabel(test.field);
  const scalar = (value: Scalar) => valueName?.(test.field, value) ?? quoted(value);
  const oneOf = (values: readonly Scalar[]) =>
    oneOfWords(values.map(scalar), inFull ? values.length : MOST_VALUES);
  const amountOf = (value: number) => amount(test.field, value, currency, inFull);
  switch (test.op) {
    case "is":
      return `${field} is ${scalar(test.value)}`;
    case "is-not":
      return `${field} is not ${scalar(test.value)}`;
    case "in":
      return `${field} is ${oneOf(test.values)}`;
    case "not-in":
      return `${field} is not ${oneOf(test.values)}`;
    case "contains":
      return `${field} contains ${scalar(test.value)}`;
    case "starts-with":
      return `${field} starts with ${scalar(test.value)}`;
    case "ends-with":
      return `${field} ends with ${scalar(test.value)}`;
    case "at-least":
      return `${field} is at least ${amountOf(test.value)}`;
    case "at-most":
      return `${field} is at most ${amountOf(test.value)}`;
    case "between":
      return `${field} is from ${amountOf(test.from)} to ${amountOf(test.to)}`;
    case "is-empty":
      return `${field} is empty`;
    case "matches":
      return `${field} is among ${listLabel(test.list, lists)}`;
    case "path-like":
      return `${field} is a path like ${quoted(test.value)}`;
    default:
      return assertNever(test);
  }
}

const listLabel = (id: string, lists: readonly NamedList[]): string =>
  lists.find((list) => list.id === id)?.label ??
  BUILT_IN_LIST_LABELS[id]?.toLowerCase() ??
  `the unknown list ${id}`;

const quoted = (value: Scalar): string => (typeof value === "string" ? `“${value}”` : String(value));

function oneOfWords(values: readonly string[], most: number): string {
  const more = values.length - most;
  return `one of ${values.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 3 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** Revenue is kept in minor units; people read whole ones, in short. */
function amount(field: string, value: number, currency: string, inFull = false): string {
  if (field !== "company.revenue") return inFull ? String(value) : grouped.format(value);
  return (inFull ? grouped : short).format(value / minorPerUnit(currency));
}
