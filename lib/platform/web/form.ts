import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { cleanText } from "./strict-json";

/** What was typed, to fill the form again. Passwords and files are never in it. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

const SECRET = /password|secret/i;

const isOwnField = (name: string) => !name.startsWith("$ACTION");

/** What was typed in a form, without passwords and files. */
export function typedValues(form: FormData): FormValues {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    if (!isOwnField(name) || SECRET.test(name)) continue;
    const texts = form.getAll(name).filter((value): value is string => typeof value === "string");
    if (texts.length > 0) values[name] = texts.length === 1 ? texts[0]! : texts;
  }
  return values;
}

/**
 * A form as the input of a shape: dotted names nest ("company.domain"), a field of the shape that is a list takes all
 * values of its name. An empty text field is left out, or null where the shape takes null (so that a field can be cleared).
 */
export function formInput(shape: z.ZodType, form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    if (!isOwnField(name)) continue;
    const path = name.split(".");
    if (path.some((step) => ["__proto__", "constructor", "prototype", ""].includes(step)))
      throw new AppError("invalid", `There is no field "${name}".`);
    const field = fieldOf(shape, path);
    const given = form
      .getAll(name)
      .map((value) => (typeof value === "string" ? cleanText(value, name) : value));
    const value = field && isList(field) ? given.filter((entry) => entry !== "") : single(field, given);
    if (value !== undefined) put(input, path, value);
  }
  return input;
}

function single(field: z.core.$ZodType | undefined, given: readonly FormDataEntryValue[]): unknown {
  // The last one counts: a hidden "off" before a checkbox is how a form says "not ticked".
  const value = given.at(-1);
  if (value !== "") return value;
  return field && z.safeParse(field, null).success ? null : undefined;
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = target;
  for (const step of path.slice(0, -1)) {
    if (typeof at[step] !== "object") at[step] = {};
    at = at[step] as Record<string, unknown>;
  }
  at[path.at(-1)!] = value;
}

/** The shape of one field, looking through optional, default and the like. */
function fieldOf(shape: z.core.$ZodType, path: readonly string[]): z.core.$ZodType | undefined {
  let at: z.core.$ZodType | undefined = shape;
  for (const step of path) {
    const inner: z.core.$ZodType | undefined = at && unwrapped(at);
    at = inner instanceof z.ZodObject ? (inner.shape as Record<string, z.core.$ZodType>)[step] : undefined;
  }
  return at;
}

function unwrapped(shape: z.core.$ZodType): z.core.$ZodType {
  const { innerType, in: input } = shape._zod.def as { innerType?: z.core.$ZodType; in?: z.core.$ZodType };
  const inner = innerType ?? input;
  return inner ? unwrapped(inner) : shape;
}

const isList = (shape: z.core.$ZodType): boolean => unwrapped(shape) instanceof z.ZodArray;
