import { describe, expect, test } from "vitest";
import { conditionWords, valueWords } from "@/lib/conditions/words";
import { minorPerUnit } from "@/lib/shared/money";

describe("revenue, kept in minor units, is told in whole units of its currency", () => {
  test.each([
    ["EUR", 100, "50M", "50,000,000", "50,000,000.01"],
    ["JPY", 1, "5B", "5,000,000,000", "5,000,000,001"],
    ["KWD", 1_000, "5M", "5,000,000", "5,000,000.001"],
  ])("%s", (currency, perUnit, short, inFull, oneMore) => {
    expect(minorPerUnit(currency)).toBe(perUnit);
    const words = (value: number, full: boolean) =>
      conditionWords(
        { field: "company.revenue", op: "at-least", value },
        { lists: [], currency, inFull: full },
      );
    expect(words(5_000_000_000, false)).toBe(`annual revenue is at least ${short}`);
    expect(words(5_000_000_000, true)).toBe(`annual revenue is at least ${inFull}`);
    // Two conditions that differ by the smallest amount read differently.
    expect(words(5_000_000_001, true)).toBe(`annual revenue is at least ${oneMore}`);
    expect(valueWords("company.revenue", "5000000000", currency)).toBe(short);
  });

  test("other numbers have no currency", () => {
    expect(valueWords("company.employees", 1_200, "KWD")).toBe("1,200");
  });
});
