/** The sets of rows a number can open. `denominator` is what it divides by; the others are parts of it or beside it. */
export const ROW_SETS = [
  "denominator",
  "numerator",
  "rest",
  "pending",
  "imputed",
  "measured",
  "left-out",
] as const;

export type RowSet = (typeof ROW_SETS)[number];
