import { AppError } from "@/lib/platform/errors";
import { plainText } from "@/lib/shared/text";

/** Deepest nesting that is read. */
export const MAX_DEPTH = 32;

const refuse = (rule: string, message: string, path = ""): never => {
  throw new AppError("invalid", message, { errors: [{ path, rule, message }] });
};

/**
 * Reads JSON text as plain data. Refused with `invalid`: a syntax error, nesting deeper than 32, a key given twice, a
 * number that is not finite, U+0000, a lone surrogate, a `__proto__` key. All text comes back as it is stored (see `plainText`).
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("json", "The body is not valid JSON.");
  }
  refuseDeepOrRepeated(text);
  return cleanData(value);
}

/** Walks JSON text that is known to be valid: depth and repeated keys cannot be seen in what JSON.parse returns. */
function refuseDeepOrRepeated(text: string): void {
  const keys: (Set<string> | null)[] = [];
  let expectKey = false;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case "{":
      case "[":
        expectKey = text[at] === "{";
        keys.push(expectKey ? new Set() : null);
        if (keys.length > MAX_DEPTH) refuse("depth", `Nested deeper than ${MAX_DEPTH} levels.`);
        break;
      case "}":
      case "]":
        keys.pop();
        expectKey = false;
        break;
      case ",":
        expectKey = keys.at(-1) instanceof Set;
        break;
      case '"': {
        const start = at;
        for (at++; text[at] !== '"'; at++) if (text[at] === "\\") at++;
        if (!expectKey) break;
        const key = JSON.parse(text.slice(start, at + 1)) as string;
        const seen = keys.at(-1)!;
        if (seen.has(key)) refuse("repeated", `The key "${key}" is given twice.`, key);
        seen.add(key);
        expectKey = false;
      }
    }
  }
}

/** Most values one input may hold: a server action's argument can refer to one part many times over. */
const MAX_VALUES = 200_000;

/**
 * The same plain data with its text in NFC, refusing what the database or a program behind us cannot hold. Files, dates
 * and big integers (arguments of server actions) pass through.
 */
export function cleanData(value: unknown): unknown {
  let values = 0;
  const clean = (part: unknown, path: string, depth: number): unknown => {
    if (++values > MAX_VALUES) return refuse("size", "Too many values.");
    if (depth > MAX_DEPTH) return refuse("depth", `Nested deeper than ${MAX_DEPTH} levels.`);
    if (typeof part === "string") return cleanText(part, path);
    if (typeof part === "number" && !Number.isFinite(part))
      return refuse("number", "Not a finite number.", path);
    const below = (key: string | number) => (path ? `${path}.${key}` : String(key));
    if (Array.isArray(part)) return part.map((item, index) => clean(item, below(index), depth + 1));
    if (typeof part === "object" && part !== null && isPlain(part)) {
      const copy: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(part)) {
        if (key === "__proto__") refuse("key", 'The key "__proto__" is not accepted.', path);
        copy[cleanText(key, path)] = clean(item, below(key), depth + 1);
      }
      return copy;
    }
    return part;
  };
  return clean(value, "", 0);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Text as it is stored (see `plainText`); U+0000 and half a surrogate pair are refused with `invalid`. */
export function cleanText(text: string, path = ""): string {
  if (text.includes("\0")) refuse("text", "Contains the character U+0000.", path);
  if (!text.isWellFormed()) refuse("text", "Contains half of a surrogate pair.", path);
  return plainText(text);
}
