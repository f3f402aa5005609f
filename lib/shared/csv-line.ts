// How Baton writes CSV, wherever it does.

/** A cell that a spreadsheet would run as a formula, also after spaces, in full width, or with our own mark before it. */
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;
const MARKED_FORMULA = /^'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** Takes back the `'` that an export (ours or another's) put before a cell a spreadsheet would run. */
export function unescapeFormula(cell: string): string {
  return MARKED_FORMULA.test(cell) ? cell.slice(1) : cell;
}

const escapeFormula = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/**
 * One line of a CSV file that no spreadsheet runs and that reads back to the same cells; a number stands as it is, null is
 * an empty cell. Ends in CRLF.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(fieldOf).join(",")}\r\n`;
}

function fieldOf(cell: string | number | null): string {
  if (cell === null) return "";
  return typeof cell === "number" ? String(cell) : quote(escapeFormula(cell));
}

function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** What spreadsheets take as "this is UTF-8". */
export const BYTE_ORDER_MARK = "\uFEFF";
