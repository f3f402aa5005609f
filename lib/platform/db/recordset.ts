/**
 * Rows as the JSON that `jsonb_populate_recordset(null::table, …)` reads: keys named as columns are. For tables too large
 * for one INSERT a model at a time; what a row leaves out is null, not the column's default.
 */
export function recordset(rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [columnName(key), value])),
    ),
  );
}

/** "occurredAt" → "occurred_at" */
export const columnName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
