import fc from "fast-check";
import { expect, test } from "vitest";
import { type BinaryRow, BinaryRows } from "@/lib/platform/db/binary-rows";
import type { Json } from "@/lib/shared/json";

// What PostgreSQL sends for `copy … to stdout with (format binary)`, written by hand.

const HEADER = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const END = Buffer.from([0xff, 0xff]);

function rowOf(...fields: (Buffer | null)[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(fields.length);
  const parts = fields.flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(field === null ? -1 : field.length);
    return field === null ? [length] : [length, field];
  });
  return Buffer.concat([count, ...parts]);
}

function smallOf(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

const jsonb = (value: Json) => Buffer.from(`\x01${JSON.stringify(value)}`);

/** All rows, with the stream cut into pieces of a size. */
function read<T>(rows: readonly Buffer[], size: number, readRow: (row: BinaryRow) => T): T[] {
  const found: T[] = [];
  const stream = Buffer.concat([HEADER, ...rows, END]);
  const reader = new BinaryRows();
  for (let at = 0; at < stream.length; at += size) {
    reader.take(stream.subarray(at, at + size));
    for (let row = reader.next(); row; row = reader.next()) found.push(readRow(row));
  }
  return found;
}

const size = fc.integer({ min: 1, max: 200 });
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('"', "\\", "é", "ab", "ba"),
);

test("words are what was sent, however often and next to whatever they come", () => {
  fc.assert(
    fc.property(fc.array(fc.option(text), { maxLength: 30 }), size, (texts, piece) => {
      const sent = texts.map((one) => rowOf(one === null ? null : Buffer.from(one)));
      const kept = texts.map((one) => one && Buffer.from(one).toString());
      expect(read([...sent, ...sent], piece, (row) => row.word())).toEqual([...kept, ...kept]);
    }),
  );
});

test("JSON is what was sent: texts with and without escapes, numbers, lists and objects, again and again", () => {
  const value = fc.oneof(
    text.map((one): Json => one),
    fc.jsonValue() as fc.Arbitrary<Json>,
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 20 }), size, (values, piece) => {
      const sent = values.map((one) => rowOf(jsonb(one)));
      const kept = values.map((one) => JSON.parse(JSON.stringify(one)) as Json);
      expect(read([...sent, ...sent], piece, (row) => row.json())).toEqual([...kept, ...kept]);
    }),
  );
});

test("small integers keep their sign, and null is null", () => {
  const sent = [-32_767, -1, 0, 1, 32_767].map(smallOf);
  expect(read([rowOf(...sent, null)], 7, (row) => sent.map(() => row.small()).concat(row.small()))).toEqual([
    [-32_767, -1, 0, 1, 32_767, null],
  ]);
});
