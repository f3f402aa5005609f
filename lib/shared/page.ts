/** One page of a keyset-paged list. `nextCursor` is opaque; null on the last page. */
export type Page<T> = { data: T[]; nextCursor: string | null };

export const MAX_PAGE_SIZE = 200;

/** What one sort key of a list is; "text" is any that a database takes. */
export type CursorPart = "instant" | "integer" | "id" | "text";

type PartValue = { instant: string; integer: number; id: string; text: string };

/** The sort keys of a row, in the order of its list. */
export type CursorValues<Parts extends readonly CursorPart[]> = {
  -readonly [Index in keyof Parts]: PartValue[Parts[Index]];
};

/** The sort keys of the last row, as an opaque text for the next request. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/**
 * The sort keys of a cursor, or null when it is not one of ours: cursors come back from strangers, and each value is what
 * its list asks for or none.
 */
export function decodeCursor<const Parts extends readonly CursorPart[]>(
  cursor: string,
  parts: Parts,
): CursorValues<Parts> | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(values) || values.length !== parts.length) return null;
    return parts.every((part, index) => FITS[part](values[index])) ? (values as CursorValues<Parts>) : null;
  } catch {
    return null;
  }
}

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** As Date writes it within the years that PostgreSQL reads in this form. */
const INSTANT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const LARGEST_INTEGER = 2 ** 31 - 1;

const FITS: Record<CursorPart, (value: unknown) => boolean> = {
  instant: (value) => typeof value === "string" && INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INTEGER,
  id: (value) => typeof value === "string" && ID.test(value),
  text: (value) => typeof value === "string" && value.isWellFormed() && !value.includes("\0"),
};
