import type { Json } from "@/lib/shared/json";

/** Texts that read as numbers: up to 18 digits before the point, because amounts of money are kept as decimal texts. */
export const DECIMAL = "^-?[0-9]{1,18}([.][0-9]{1,15})?$";

const decimal = new RegExp(DECIMAL);

/** Reads a value as a number: a number, or a text that is a plain decimal. */
export function numberIn(value: Json): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && decimal.test(value) ? Number(value) : null;
}
