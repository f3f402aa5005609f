import type { ColumnMapping, CustomType, DatedStage, Target, TextField } from "../mapping";

// Short forms for the tables of the presets. A product names the same column in more than one way (screen, API, connector):
// all of them are listed; a file has one of them, and where it has two, the first that is filled counts.

const all = (to: Target, columns: readonly string[]): ColumnMapping[] =>
  columns.map((column) => ({ column, to }));

export const field = (name: TextField, ...columns: string[]) => all({ kind: "field", field: name }, columns);

export const captured = (...columns: string[]) => all({ kind: "captured" }, columns);

export const milestone = (stage: DatedStage, ...columns: string[]) =>
  all({ kind: "milestone", stage, precision: "instant" }, columns);

export const custom = (name: string, type: CustomType, ...columns: string[]) =>
  all({ kind: "custom", field: name, type }, columns);

export const owner = (...columns: string[]) => all({ kind: "owner", keepAs: "owner" }, columns);

/** Each of the columns tells when something was done. */
export const dated = (type: string, ...columns: string[]) =>
  all({ kind: "activity", reads: "date", type }, columns);

/** Each of the columns tells whether something was done. */
export const ticked = (type: string, ...columns: string[]) =>
  all({ kind: "activity", reads: "yes", type }, columns);
