import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { guessDelimiter } from "@/lib/imports/dialect";
import { readHead } from "@/lib/imports/rows";
import { sharedData } from "@/tests/support/shared-data";

const folder = sharedData("csv_edge_cases");

async function table(
  file: string,
): Promise<{ columns: string[]; rows: string[][]; flaws: (string | null)[] } | null> {
  const bytes = readFileSync(file);
  const delimiter = guessDelimiter(bytes.toString("utf8"));
  const head = await readHead([bytes], { encoding: "utf-8", delimiter }, 10_000);
  return (
    head && {
      columns: head.header.cells,
      rows: head.rows.map(({ cells }) => cells),
      flaws: head.rows.map(({ flaw }) => flaw),
    }
  );
}

describe.skipIf(!folder)("the collected edge cases (skipped where ../shared/data is absent)", () => {
  const spectrum =
    folder && existsSync(`${folder}/csv-spectrum/csvs`) ? readdirSync(`${folder}/csv-spectrum/csvs`) : [];
  test.each(spectrum)("csv-spectrum %s reads as its answer says", async (name) => {
    const read = await table(`${folder}/csv-spectrum/csvs/${name}`);
    const answer = JSON.parse(
      readFileSync(`${folder}/csv-spectrum/json/${name.replace(/\.csv$/, ".json")}`, "utf8"),
    );
    const objects = read!.rows.map((row) =>
      Object.fromEntries(read!.columns.map((column, at) => [column, row[at]])),
    );
    // This answer is one object and tells another phone number than its file; the hard column is the point of it.
    if (name === "location_coordinates.csv")
      return expect(objects[0]!["Location Coordinates"]).toBe(answer["Location Coordinates"]);
    expect(normalised(objects)).toEqual(normalised(answer));
  });

  const cases = folder ? readdirSync(`${folder}/csv-test-data/csv`) : [];
  const answered = cases.filter((name) =>
    existsSync(`${folder}/csv-test-data/json/${name.replace(/\.csv$/, ".json")}`),
  );
  test.each(answered)("csv-test-data %s reads as its answer says", async (name) => {
    const read = await table(`${folder}/csv-test-data/csv/${name}`);
    const answer: unknown[] = JSON.parse(
      readFileSync(`${folder}/csv-test-data/json/${name.replace(/\.csv$/, ".json")}`, "utf8"),
    );
    // Lines without any text are no rows here; the answers count them as rows of one empty cell.
    const filled = answer.filter((row) => !(Array.isArray(row) && row.length === 1 && row[0] === ""));
    if (name === "header-no-rows.csv")
      return expect(read).toMatchObject({ columns: ["foo", "bar", "baz"], rows: [] });
    if (name === "header-simple.csv")
      return expect([
        Object.fromEntries(read!.columns.map((column, at) => [column, read!.rows[0]![at]])),
      ]).toEqual(answer);
    expect(read ? [read.columns, ...read.rows] : []).toEqual(filled);
  });

  test.each([
    ["csv-test-data/csv/bad-missing-quote.csv", ["open_quote"]],
    ["csv-test-data/csv/bad-quotes-with-unescaped-quote.csv", ["stray_quote"]],
    ["csv-test-data/csv/bad-unescaped-quote.csv", [null]],
    ["papaparse/malformed.tsv", [null, null, null, null, null, null, null, "open_quote", null]],
  ])("%s damages no other row", async (name, flaws) => {
    expect((await table(`${folder}/${name}`))!.flaws).toEqual(flaws);
  });

  test("ragged rows keep their own width, so that the import can refuse them", async () => {
    expect((await table(`${folder}/csv-test-data/csv/bad-header-less-fields.csv`))!.rows).toEqual([
      ["1", "2"],
    ]);
    expect((await table(`${folder}/csv-test-data/csv/bad-header-more-fields.csv`))!.rows).toEqual([
      ["1", "2", "3", "4"],
    ]);
  });

  test("byte order marks, leading blank lines and long files", async () => {
    expect(await table(`${folder}/papaparse/utf-8-bom-sample.csv`)).toMatchObject({
      columns: ["A", "B", "C"],
      rows: [["X", "Y", "Z"]],
    });
    expect(await table(`${folder}/papaparse/sample-header.csv`)).toMatchObject({
      columns: ["title", "name"],
      rows: [
        ["test title 01", "test name 01"],
        ["", "test name 02"],
      ],
    });
    const long = await table(`${folder}/papaparse/verylong-sample.csv`);
    expect(long!.rows.filter((row) => row.length !== 3)).toHaveLength(4);
    expect(long!.rows).toHaveLength(2_000);
  });
});

const normalised = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll("\\r\\n", "\\n"));
