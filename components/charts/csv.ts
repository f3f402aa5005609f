import { BYTE_ORDER_MARK, csvLine } from "@/lib/shared/csv-line";

export type Cell = string | number | null;

/** What a chart shows, as a table: the same numbers, readable by anybody and by a spreadsheet. */
export type ChartTable = {
  columns: readonly { label: string; numeric?: boolean }[];
  rows: readonly (readonly Cell[])[];
};

/** The table as RFC 4180 CSV with a byte order mark, so that spreadsheets read its letters right. */
export function toCsv({ columns, rows }: ChartTable): string {
  return BYTE_ORDER_MARK + [columns.map(({ label }) => label), ...rows].map(csvLine).join("");
}
