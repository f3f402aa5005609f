import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import {
  type CursorPart,
  type CursorValues,
  decodeCursor,
  encodeCursor,
  MAX_PAGE_SIZE,
  type Page,
} from "@/lib/shared/page";

export const DEFAULT_PAGE_SIZE = 50;

/** `limit` and `cursor` of every list; spread it into a route's query shape. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE_SIZE)
    .default(DEFAULT_PAGE_SIZE)
    .meta({ description: `Rows of a page, at most ${MAX_PAGE_SIZE}.` }),
  cursor: z
    .string()
    .max(1000)
    .optional()
    .meta({ description: "The `nextCursor` of the page before. Opaque." }),
};

/** The envelope of every list: `{ data, nextCursor }`. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ data: z.array(row), nextCursor: z.string().nullable() });

/** The sort keys that a page starts after; null for the first page. A cursor that is not ours is `invalid`. */
export function cursorValues<const Parts extends readonly CursorPart[]>(
  cursor: string | undefined,
  parts: Parts,
): CursorValues<Parts> | null {
  if (cursor === undefined) return null;
  const values = decodeCursor(cursor, parts);
  if (values) return values;
  const message = "This cursor is not one that Baton gave for this list.";
  throw new AppError("invalid", message, { errors: [{ path: "cursor", rule: "cursor", message }] });
}

/** The row that a page of a list by time starts after; null for the first page. A cursor that is not ours is `invalid`. */
export function instantCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const values = cursorValues(cursor, ["instant", "id"]);
  return values && { at: new Date(values[0]), id: values[1] };
}

/** A page from `limit + 1` rows: the extra one says that there is a next page. */
export function pageFrom<Row>(
  rows: readonly Row[],
  limit: number,
  sortKeyOf: (row: Row) => readonly (string | number)[],
): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last ? encodeCursor(sortKeyOf(last)) : null };
}
