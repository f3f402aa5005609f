import type { ActionResult } from "./action";

// What a form shows of the result of its action.

type Failed = Extract<ActionResult<unknown>, { ok: false }>;
type Shown = ActionResult<unknown> | null;

const failed = (result: Shown): Failed | null => (result && !result.ok ? result : null);

/** What is wrong with one field. */
export const errorOf = (result: Shown, name: string): string | undefined =>
  failed(result)?.errors.find((error) => error.path === name)?.message;

/** What was typed into a field before the action refused, else what it holds at first. */
export function typedIn(result: Shown, name: string, first = ""): string {
  const value = failed(result)?.values[name];
  return typeof value === "string" ? value : first;
}

/** The message for the head of the form: none where the fields themselves say all that is wrong. */
export function summaryOf(result: Shown, fields: readonly string[]): string | undefined {
  const failure = failed(result);
  const saidByFields = failure?.errors.length && failure.errors.every(({ path }) => fields.includes(path));
  return failure && !saidByFields ? failure.message : undefined;
}
