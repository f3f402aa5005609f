import { columnName } from "@/lib/platform/db/recordset";
import { Prisma } from "@/prisma/generated/client";

// Rows as lines of PostgreSQL's COPY, text format.

/** The tables of a lead's life, in an order in which each row finds what it refers to. */
export const LIFE_TABLES = [
  "lead",
  "lead_attribute_change",
  "stage_transition",
  "lead_score",
  "pass",
  "handoff",
  "handoff_event",
  "qualification_answer",
  "opportunity",
  "activity",
] as const;

export type LifeTable = (typeof LIFE_TABLES)[number];

export type Table = LifeTable | "company" | "company_attribute_change";

const JSON_COLUMNS = new Set(["custom", "value", "before", "packet", "routing", "properties", "data"]);
const DAY_COLUMNS = new Set(["scored_on", "changes_on", "wake_on", "expected_close", "actual_close"]);

export type Row = Readonly<Record<string, unknown>>;

/** The columns that any of the rows names; the others keep their defaults. */
export const columnsOf = (rows: Iterable<Row>): string[] => [
  ...new Set([...rows].flatMap((row) => Object.keys(row))),
];

/** One line, ending in its line feed; a key that the row leaves out is null. */
export const lineOf = (row: Row, keys: readonly string[]): string =>
  `${keys.map((key) => cell(columnName(key), row[key])).join("\t")}\n`;

function cell(column: string, value: unknown): string {
  if (value === null || value === undefined || value === Prisma.DbNull) return "\\N";
  if (JSON_COLUMNS.has(column)) return escaped(JSON.stringify(value));
  if (value instanceof Date) return value.toISOString().slice(0, DAY_COLUMNS.has(column) ? 10 : undefined);
  if (Array.isArray(value)) return escaped(`{${value.map((item) => JSON.stringify(item)).join()}}`);
  return escaped(String(value));
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char]!);
