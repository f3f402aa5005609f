import type { z } from "zod";
import { AppError, type FieldError } from "@/lib/platform/errors";

// zod's findings in the words people read under a field, and as the rows programs act on.

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const isMissing = (issue: RawIssue) => issue.input === undefined || issue.input === null;

const UNIT: Record<string, string> = { string: " characters", array: " entries", set: " entries" };

const FORMAT: Record<string, string> = {
  email: "This is not an e-mail address.",
  url: "This is not a web address.",
  uuid: "This is not an id.",
  date: "Give a day as YYYY-MM-DD.",
  datetime: "Give a time as RFC 3339 in UTC, like 2026-05-01T09:30:00Z.",
};

/** One short sentence for a finding that has no message of its own. */
export const sentenceOf: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return isMissing(issue) ? "This is required." : `Expected ${issue.expected}.`;
    case "invalid_value":
      if (isMissing(issue)) return "This is required.";
      return issue.values.length === 1
        ? `Must be ${String(issue.values[0])}.`
        : `Must be one of ${issue.values.map(String).join(", ")}.`;
    case "too_small": {
      const unit = UNIT[issue.origin] ?? "";
      if (unit && Number(issue.minimum) === 1) return "This is required.";
      return issue.inclusive
        ? `Must be at least ${issue.minimum}${unit}.`
        : `Must be more than ${issue.minimum}${unit}.`;
    }
    case "too_big":
      return issue.inclusive
        ? `Must be at most ${issue.maximum}${UNIT[issue.origin] ?? ""}.`
        : `Must be less than ${issue.maximum}${UNIT[issue.origin] ?? ""}.`;
    case "invalid_format":
      return FORMAT[issue.format] ?? "This does not have the expected form.";
    case "unrecognized_keys":
      return `Unknown: ${issue.keys.join(", ")}.`;
    default:
      return undefined;
  }
};

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...path, key].join("."),
      rule: "unknown",
      message: "There is no such field.",
    }));
  return [{ path: path.join("."), rule: ruleOf(issue), message: issue.message }];
}

/** The rule that was broken, as a stable word: a format by its name, a check of our own by `params.rule`. */
function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_format") return issue.format;
  if (issue.code === "custom" && typeof issue.params?.rule === "string") return issue.params.rule;
  return issue.code;
}

/** The input as the shape's output; otherwise `invalid`, naming path, rule and message of each finding. */
export async function validated<Shape extends z.ZodType>(
  shape: Shape,
  input: unknown,
): Promise<z.output<Shape>> {
  const parsed = await shape.safeParseAsync(input, { error: sentenceOf });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(fieldErrors);
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : "";
  throw new AppError("invalid", first ? `${where}${first.message}` : "The input is not valid.", { errors });
}
