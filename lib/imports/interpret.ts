import { CSV_FLAW, type CsvRecord } from "./csv";
import { columnKey, type Mapping, type Target } from "./mapping";
import type { InterpretContext, Interpreted, RowProblem } from "./row";
import { cellText, RowReading } from "./row-reading";

// One row of a file, read by its mapping: the lead it tells of, or everything that is wrong with it.

export type Interpreter = (record: CsvRecord) => Interpreted;

/** Prepares the reading of one file: its columns, in their order, under the mapping. */
export function interpreter(
  mapping: Mapping,
  columns: readonly string[],
  context: InterpretContext,
): Interpreter {
  const targets = targetsOf(mapping, columns);
  return (record) => {
    if (record.flaw !== null)
      return broken(record, {
        column: null,
        rule: record.flaw,
        message: `Line ${record.line}: ${CSV_FLAW[record.flaw]}`,
      });
    if (record.cells.length !== columns.length)
      return broken(record, {
        column: null,
        rule: "cells",
        message: `The row has ${record.cells.length} cells where the header has ${columns.length}`,
      });
    const reading = new RowReading(record, columns, mapping, context);
    for (const [index, list] of targets.entries()) {
      const cell = cellText(record.cells[index]!);
      if (cell !== "") for (const target of list) reading.take(columns[index]!, cell, target);
    }
    return reading.lead();
  };
}

const broken = (record: CsvRecord, problem: RowProblem): Interpreted => ({
  ok: false,
  line: record.line,
  problems: [problem],
});

/** The targets of each column, by position. Columns the mapping does not name become custom fields, where asked. */
export function targetsOf(mapping: Mapping, columns: readonly string[]): Target[][] {
  const named = new Map<string, Target[]>();
  for (const { column, to } of mapping.columns) {
    const key = columnKey(column);
    named.set(key, [...(named.get(key) ?? []), to]);
  }
  return columns.map((column) => {
    const told = named.get(columnKey(column));
    if (told) return told;
    return mapping.unmapped === "custom" ? [{ kind: "custom", field: customName(column), type: "auto" }] : [];
  });
}

/** A column's name as the key of a custom field: "Time spent (s)" → "time_spent_s". */
export function customName(column: string): string {
  const name = column
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  return name.slice(0, 60).toWellFormed() || "column";
}

/** The columns a mapping names that the file does not have. */
export function missingColumns(mapping: Mapping, columns: readonly string[]): string[] {
  const present = new Set(columns.map(columnKey));
  return [...new Set(mapping.columns.map(({ column }) => column))].filter(
    (name) => !present.has(columnKey(name)),
  );
}
