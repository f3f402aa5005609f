import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvReader } from "@/lib/imports/csv";
import { readHead } from "@/lib/imports/rows";
import { csvLine, unescapeFormula } from "@/lib/shared/csv-line";

const read = (text: string, delimiter = ",", pieceLength = text.length || 1) => {
  const reader = new CsvReader(delimiter);
  const records = [];
  for (let at = 0; at < text.length; at += pieceLength)
    records.push(...reader.push(text.slice(at, at + pieceLength)));
  return [...records, ...reader.end()];
};
const cells = (text: string, delimiter?: string) => read(text, delimiter).map((record) => record.cells);

test("a column is named without a zero byte, which nothing could store", async () => {
  const head = await readHead(
    [Buffer.from("E-mail,a\0b,\0\nx,y,z\n")],
    { encoding: "utf-8", delimiter: "," },
    5,
  );
  expect(head?.header).toEqual({
    columns: ["E-mail", "a\uFFFDb", "\uFFFD"],
    cells: ["E-mail", "a\uFFFDb", "\uFFFD"],
  });
});

describe("reading CSV", () => {
  test("takes LF, CRLF and CR alike, mixed in one file", () => {
    expect(cells("a,b\n1,2\r\n3,4\r5,6")).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ]);
  });

  test("keeps line ends, delimiters and doubled quotes inside quotes", () => {
    expect(cells('a,"x,\r\ny ""z""",c')).toEqual([["a", 'x,\r\ny "z"', "c"]]);
  });

  test("names the line on which each record starts", () => {
    expect(read('a\n\n"x\ny"\nz').map(({ line, cells: [first] }) => [line, first])).toEqual([
      [1, "a"],
      [3, "x\ny"],
      [5, "z"],
    ]);
  });

  test("a quote that is never closed costs its own line only", () => {
    expect(read('a,b\n1,"open\n3,4\n5,6').map(({ line, flaw, cells: row }) => [line, flaw, row])).toEqual([
      [1, null, ["a", "b"]],
      [2, "open_quote", ['1,"open']],
      [3, null, ["3", "4"]],
      [4, null, ["5", "6"]],
    ]);
  });

  test("a quote that is never closed is given up after a million characters, not at the end of a huge file", () => {
    const reader = new CsvReader(",");
    const records = reader.push(`a,b\n1,"open\n${"3,4\n".repeat(300_000)}`);
    expect(records[1]).toMatchObject({ line: 2, flaw: "open_quote" });
    expect(records.length + reader.end().length).toBe(300_002);
  });

  test("a quote that is not doubled is a row error, not a guess", () => {
    expect(read('a,b\n"say "hi"",2\n3,4').map(({ flaw }) => flaw)).toEqual([null, "stray_quote", null]);
  });

  test("quotes inside unquoted text are text", () => {
    expect(cells("37°36'37.8\"N,x")).toEqual([["37°36'37.8\"N", "x"]]);
  });

  test("a line without an end is given up after a million characters and the next one is read", () => {
    const records = read(`a,b\n${"x".repeat(2_500_000)}\n3,4\n`, ",", 65_536);
    expect(records.map(({ flaw, line }) => [line, flaw])).toEqual([
      [1, null],
      [2, "too_long"],
      [3, null],
    ]);
  });

  test("reads the same in pieces of any length", () => {
    const text = 'a,b,c\r\n1,"x\r\ny",""\r\n"q""q",,z\n\n"open,2\n3,4,5\r';
    for (let length = 1; length <= text.length; length += 1)
      expect(read(text, ",", length)).toEqual(read(text));
  });
});

describe("writing CSV", () => {
  test("reads back to the same cells, whatever they hold", () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("=1+1", "'=1", "''@x", " +49", "-5", "\tx", "a\r\nb", '"', "'", "＝1"),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (row) => {
        const back = read(csvLine(row)).map((record) => record.cells.map(unescapeFormula));
        expect(back).toEqual([row]);
      }),
    );
  });

  test("no cell starts like a formula, also after spaces, in full width or behind an apostrophe", () => {
    for (const cell of ["=1", "+1", "-1", "@a", "\t=1", "  =1", "＝1", "'=1"])
      expect(csvLine([cell, "x"])).toMatch(/^"?'/);
    expect(csvLine(["O'Neil", "'quoted'"])).toBe("O'Neil,'quoted'\r\n");
  });
});
