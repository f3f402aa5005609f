import { describe, expect, test } from "vitest";
import { toCsv } from "@/components/charts/csv";
import {
  changeOf,
  exactText,
  groundText,
  leftOutText,
  lengthText,
  partText,
  valueText,
} from "@/components/funnel/figure-text";
import type { Figure } from "@/lib/funnel/figure";

const figure = (told: Partial<Figure>): Figure => ({
  key: null,
  value: null,
  numerator: 0,
  denominator: 0,
  n: 0,
  unit: "fraction",
  time: null,
  pending: 0,
  imputed: 0,
  leftOut: {},
  ...told,
});
const plain = (text: string | null) => text?.replaceAll("\u202f", " ") ?? null;
const rate = (numerator: number, denominator: number, more: Partial<Figure> = {}) =>
  figure({ value: numerator / denominator, numerator, denominator, n: denominator, ...more });
const median = (p50: number, unit: "seconds" | "days") =>
  figure({ value: { p50, p90: p50, mean: p50, withinSla: null }, unit, n: 45 });

describe("a number in words", () => {
  test("a rate has one digit and its n beside it; the exact one is there to see", () => {
    const won = rate(842, 8000);
    expect(plain(valueText(won, "EUR"))).toBe("10.5 %");
    expect(plain(exactText(won))).toBe("10.525 %");
    expect(groundText(won)).toBe("842 of 8,000");
  });

  test("nothing to count is a dash and said, never 0 %", () => {
    expect(valueText(figure({}), "EUR")).toBe("–");
    expect(groundText(figure({}))).toBe("nothing to count in these days");
  });

  test("lengths of time keep the unit they were measured in, and their sign", () => {
    expect(plain(lengthText(18_000, "seconds"))).toBe("5 h");
    expect(plain(lengthText(14, "days"))).toBe("14 d");
    expect(plain(lengthText(48.441, "days"))).toBe("48.4 d");
    expect(plain(lengthText(-2, "days"))).toBe("−2 d");
    expect(lengthText(null, "days")).toBe("–");
  });

  test("a median says how many it rests on; an amount how many deals", () => {
    expect(groundText(median(300, "seconds"))).toBe("median of 45");
    const won = figure({ value: 120_050, unit: "minor-units", denominator: 1 });
    expect(groundText(won)).toBe("1 deal");
    expect(valueText(won, "EUR")).toBe("€1.2K");
  });

  test("what is left out is said by why", () => {
    expect(leftOutText({ imputed: 842, "no-clock": 3 })).toEqual([
      "842 with an imputed milestone",
      "3 imported without clocks",
    ]);
  });

  test("months and weeks are read as people say them", () => {
    expect(partText("month", "2018-04", new Map())).toBe("Apr 2018");
    expect(partText("week", "2018-W14", new Map())).toBe("W14 2018");
    expect(partText("channel", null, new Map())).toBe("No channel told");
  });
});

describe("the change against the period before", () => {
  test("is in points for rates and good or bad by what the number wants", () => {
    expect(changeOf(rate(60, 100), rate(50, 100), "more")).toMatchObject({
      direction: "up",
      text: "+10.0 pts",
      meaning: "good",
    });
    expect(changeOf(rate(60, 100), rate(50, 100), "less")).toMatchObject({ meaning: "bad" });
    expect(changeOf(rate(50, 100), rate(50, 100), "more")).toMatchObject({
      direction: "flat",
      meaning: "neutral",
    });
  });

  test("is in time for durations", () => {
    const change = changeOf(median(300, "seconds"), median(420, "seconds"), "less");
    expect(plain(change?.text ?? null)).toBe("−2 min");
    expect(change).toMatchObject({ direction: "down", meaning: "good" });
  });

  test("is not drawn from a cohort that may still convert: it would look like a decline", () => {
    expect(changeOf(rate(1, 100, { pending: 40 }), rate(50, 100), "more")).toBeNull();
  });

  test("is not said where one of the two has no value or another unit", () => {
    expect(changeOf(rate(1, 2), figure({}), "more")).toBeNull();
    expect(changeOf(median(3, "days"), median(300, "seconds"), "less")).toBeNull();
  });
});

describe("the table of a chart as a file", () => {
  test("quotes what needs it and starts no formula", () => {
    const csv = toCsv({
      columns: [{ label: "Channel" }, { label: "MQLs", numeric: true }],
      rows: [
        ['said "hi", twice', 12],
        ["=1+1", -3],
        ["plain", null],
      ],
    });
    expect(csv).toBe('\uFEFFChannel,MQLs\r\n"said ""hi"", twice",12\r\n\'=1+1,-3\r\nplain,\r\n');
  });
});
