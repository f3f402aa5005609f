import {
  type ActivityTest,
  type AttributeTest,
  isActivityTest,
  isTest,
  type LeadCondition,
  type TestOperator,
} from "./condition";

// A condition as a form shows it: lines, all or any of which must hold; a line is a test or lines of its own, as they are
// or turned round.

export type Line = (
  | { kind: "test"; test: AttributeTest }
  | { kind: "activity"; test: ActivityTest }
  | { kind: "group"; group: Lines }
) & {
  negated: boolean;
};
export type Lines = { join: "all" | "any"; lines: readonly Line[] };

/** The lines of a condition; none where there is no condition. */
export function linesOf(condition: LeadCondition | undefined): Lines {
  if (condition === undefined) return { join: "all", lines: [] };
  if ("all" in condition) return { join: "all", lines: condition.all.map(lineOf) };
  if ("any" in condition) return { join: "any", lines: condition.any.map(lineOf) };
  return { join: "all", lines: [lineOf(condition)] };
}

function lineOf(condition: LeadCondition): Line {
  if (isActivityTest(condition)) return { kind: "activity", test: condition, negated: false };
  if (isTest(condition)) return { kind: "test", test: condition, negated: false };
  if (!("not" in condition)) return { kind: "group", group: linesOf(condition), negated: false };
  if (isActivityTest(condition.not)) return { kind: "activity", test: condition.not, negated: true };
  if (isTest(condition.not)) return { kind: "test", test: condition.not, negated: true };
  return { kind: "group", group: linesOf(condition.not), negated: true };
}

/** The condition that lines show, with the same truth for everybody; undefined when it asks nothing. */
export function conditionOf({ join, lines }: Lines): LeadCondition | undefined {
  const parts = lines.map(partOf);
  if (parts.length === 1) return parts[0];
  if (join === "any") return { any: parts };
  return parts.length === 0 ? undefined : { all: parts };
}

function partOf(line: Line): LeadCondition {
  const part = line.kind === "group" ? (conditionOf(line.group) ?? { all: [] }) : line.test;
  return line.negated ? { not: part } : part;
}

export const OPERATOR_LABELS: Record<TestOperator, string> = {
  is: "is",
  "is-not": "is not",
  in: "is one of",
  "not-in": "is none of",
  contains: "contains",
  "starts-with": "starts with",
  "ends-with": "ends with",
  "at-least": "is at least",
  "at-most": "is at most",
  between: "is between",
  "is-empty": "is empty",
  matches: "is among",
  "path-like": "is a path like",
};

/** Stands where a value is still to be told: a test is never without one. */
const TO_FILL_IN = "?";

/** The same field asked another way, keeping as much of the value as makes sense there. */
export function withOperator(test: AttributeTest, op: TestOperator, anyList: string): AttributeTest {
  const { field } = test;
  const text = textOf(test) || TO_FILL_IN;
  const number = Number(text) || 0;
  switch (op) {
    case "is":
    case "is-not":
      return { field, op, value: text };
    case "in":
    case "not-in":
      return { field, op, values: [text] };
    case "contains":
    case "starts-with":
    case "ends-with":
    case "path-like":
      return { field, op, value: text };
    case "at-least":
    case "at-most":
      return { field, op, value: number };
    case "between":
      return { field, op, from: number, to: number };
    case "is-empty":
      return { field, op };
    case "matches":
      return { field, op, list: anyList };
  }
}

function textOf(test: AttributeTest): string {
  if ("value" in test) return String(test.value);
  if ("values" in test) return String(test.values[0] ?? "");
  return "from" in test ? String(test.from) : "";
}
