/**
 * A question as plain JSON, shared by scoring, segments, routing, definitions and buyer profiles. Without activities it asks
 * about the fields of one subject: a lead with its company, or one activity (on fields such as `property.path`).
 */
export type Condition = ConditionOf<AttributeTest>;

/** A question about a lead: what is known of it, and what it did. */
export type LeadCondition = ConditionOf<AttributeTest | ActivityTest>;

type ConditionOf<Test> =
  | { all: readonly ConditionOf<Test>[] }
  | { any: readonly ConditionOf<Test>[] }
  | { not: ConditionOf<Test> }
  | Test;

export type Scalar = string | number | boolean;

/** A test of one field. Texts compare without regard to case. */
export type AttributeTest =
  | { field: string; op: "is" | "is-not"; value: Scalar }
  | { field: string; op: "in" | "not-in"; values: readonly Scalar[] }
  | { field: string; op: "contains" | "starts-with" | "ends-with"; value: string }
  | { field: string; op: "at-least" | "at-most"; value: number }
  /** Both ends included. */
  | { field: string; op: "between"; from: number; to: number }
  | { field: string; op: "is-empty" }
  /** The field matches an entry of a named list. */
  | { field: string; op: "matches"; list: string }
  /** The path of the text (of an address or a path) is like the pattern, in which * stands for any text. */
  | { field: string; op: "path-like"; value: string };

export type TestOperator = AttributeTest["op"];

/** Three-valued: null is "cannot be told". */
export type Truth = boolean | null;

/** Which activities are asked about. Suspect ones (bots, prefetch) only when `trust` says so. */
export type AskedActivities = {
  /** Any of these types; every type when absent. */
  types?: readonly string[];
  /** What must hold of an activity: its fields and properties. */
  where?: Condition;
  /** Told by the lead, or observed; as the catalogue of types says. */
  told?: "explicit" | "implicit";
  trust?: "human" | "automatic" | "suspect";
};

/** A test of what a lead did. Days are whole days of the workspace, the asked day being the last of them. */
export type ActivityTest = { did: AskedActivities } & (
  | { atLeast: number; inDays?: number }
  /** The last one was so many days before the asked day at most; 0 is that day itself. */
  | { lastWithinDays: number }
);

export const isTest = (condition: LeadCondition): condition is AttributeTest => "field" in condition;
export const isActivityTest = (condition: LeadCondition): condition is ActivityTest => "did" in condition;

/** How many activities a test wants within how many days; of whatever day when `days` is undefined. */
export const wantedBy = (test: ActivityTest): { atLeast: number; days: number | undefined } =>
  "atLeast" in test
    ? { atLeast: test.atLeast, days: test.inDays }
    : { atLeast: 1, days: test.lastWithinDays + 1 };

/** Every test of the subject's own fields, in reading order. */
export function testsOf(condition: LeadCondition): AttributeTest[] {
  if ("all" in condition) return condition.all.flatMap(testsOf);
  if ("any" in condition) return condition.any.flatMap(testsOf);
  if ("not" in condition) return testsOf(condition.not);
  return isTest(condition) ? [condition] : [];
}

/** Every test of what a lead did. */
export function activityTestsOf(condition: LeadCondition): ActivityTest[] {
  if ("all" in condition) return condition.all.flatMap(activityTestsOf);
  if ("any" in condition) return condition.any.flatMap(activityTestsOf);
  if ("not" in condition) return activityTestsOf(condition.not);
  return isActivityTest(condition) ? [condition] : [];
}

/** The fields of the subject that a condition looks at, each once, in reading order. */
export function fieldsOf(condition: LeadCondition): string[] {
  return [...new Set(testsOf(condition).map((test) => test.field))];
}

/** The lists a condition names, each once. */
export function listsOf(condition: LeadCondition): string[] {
  const inside = activityTestsOf(condition).flatMap(({ did }) => (did.where ? testsOf(did.where) : []));
  const named = [...testsOf(condition), ...inside].flatMap((test) =>
    test.op === "matches" ? test.list : [],
  );
  return [...new Set(named)];
}
