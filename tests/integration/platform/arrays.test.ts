import fc from "fast-check";
import { expect, test } from "vitest";
import { arrayOf } from "@/lib/platform/db/arrays";
import { db } from "@/lib/platform/db/client";
import { useDatabase } from "../../support/database";

useDatabase();

/** PostgreSQL stores no zero byte; half a surrogate pair is no character. */
const text = fc
  .oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("null", "NULL", "", " ", "{}", '"', "\\", '\\"', "a,b", "'", "a\nb"),
  )
  .map((value) => value.replaceAll("\u0000", ""));

test("a list arrives in PostgreSQL as it was, whatever its words", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { minLength: 1, maxLength: 60 }), async (words) => {
      const [row] = await db().$queryRaw<{ words: (string | null)[] }[]>`
        select to_json(${arrayOf(words)}::text[]) as words`;
      expect(row!.words).toEqual(words);
    }),
    { numRuns: 40 },
  );
});

test("times, numbers and JSON arrive as they were", async () => {
  const at = new Date("2026-03-29T01:30:00.123Z");
  const json = { path: '/a "b", {c}\\', count: 1, none: null };
  const [row] = await db().$queryRaw<
    { at: Date; number: bigint; truth: boolean; json: unknown; none: null }[]
  >`
    select (${arrayOf([at])}::timestamptz[])[1] as at, (${arrayOf([-12n])}::bigint[])[1] as number,
      (${arrayOf([true])}::boolean[])[1] as truth, (${arrayOf([JSON.stringify(json)])}::jsonb[])[1] as json,
      (${arrayOf([null])}::uuid[])[1] as none`;
  expect(row).toEqual({ at, number: -12n, truth: true, json, none: null });
  const [none] = await db().$queryRaw<{ count: number }[]>`
    select cardinality(${arrayOf([])}::uuid[]) as count`;
  expect(none!.count).toBe(0);
});
