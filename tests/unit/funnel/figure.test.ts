import { describe, expect, test } from "vitest";
import { figureOf, inReadingOrder, type Tally } from "@/lib/funnel/figure";

const tally = (told: Partial<Tally>): Tally => ({
  key: null,
  counted: 0,
  reached: 0,
  pending: 0,
  imputed: 0,
  leftOut: {},
  measured: 0,
  dayOnly: 0,
  inSeconds: null,
  inDays: null,
  amount: 0,
  ...told,
});

const rate = { kpi: "mql-to-sal", speedLeg: "contact" } as const;
const speed = { kpi: "speed-to-lead", speedLeg: "contact" } as const;
const seconds = { p50: 60, p90: 120, mean: 80 };
const days = { p50: 1, p90: 2, mean: 1.5 };

describe("a figure", () => {
  test("divides the numerator by the denominator and says both", () => {
    expect(figureOf(rate, tally({ counted: 902, reached: 380 }))).toMatchObject({
      value: 380 / 902,
      numerator: 380,
      denominator: 902,
      n: 902,
      unit: "fraction",
    });
  });

  test("has no value where there is nothing to divide by: neither 0 nor infinity", () => {
    expect(figureOf(rate, tally({})).value).toBeNull();
    expect(figureOf(speed, tally({})).value).toBeNull();
  });

  test("a rate of nothing reached is 0, not missing", () => {
    expect(figureOf(rate, tally({ counted: 12 })).value).toBe(0);
  });

  test("untouched leads are late: within SLA is 0 although no time was measured", () => {
    expect(figureOf(speed, tally({ counted: 4 })).value).toEqual({
      p50: null,
      p90: null,
      mean: null,
      withinSla: 0,
    });
  });

  test("one duration known to the day only makes all of them days", () => {
    const timed = tally({ counted: 5, reached: 5, measured: 5, inSeconds: seconds, inDays: days });
    expect(figureOf(speed, timed)).toMatchObject({ unit: "seconds", value: { p50: 60 } });
    expect(figureOf(speed, { ...timed, dayOnly: 1 })).toMatchObject({ unit: "days", value: { p50: 1 } });
  });

  test("a part is read in the unit of its whole", () => {
    const part = tally({ counted: 5, reached: 5, measured: 5, inSeconds: seconds, inDays: days });
    expect(figureOf(speed, part, { ...part, dayOnly: 3 }).unit).toBe("days");
  });

  test("a leg of the way to contact has no SLA share", () => {
    const leg = tally({ counted: 5, reached: 4, measured: 4, inSeconds: seconds, inDays: days });
    expect(figureOf({ ...speed, speedLeg: "assigned-to-seen" }, leg).value).toMatchObject({
      withinSla: null,
    });
  });

  test("an amount is its own numerator, over the number of deals", () => {
    const deals = tally({ counted: 3, reached: 3, amount: 120_050 });
    expect(figureOf({ kpi: "pipeline-won", speedLeg: "contact" }, deals)).toMatchObject({
      value: 120_050,
      numerator: 120_050,
      denominator: 3,
      unit: "minor-units",
    });
  });
});

describe("groups stand in the order people read them", () => {
  const groups = (...keys: (string | null)[]) => keys.map((key, index) => ({ key, denominator: index }));
  const keys = (list: { key: string | null }[]) => list.map((group) => group.key);

  test("months by the calendar, scores by height, versions by number; missing last", () => {
    expect(keys(inReadingOrder("month", groups("2018-04", null, "2017-12")))).toEqual([
      "2017-12",
      "2018-04",
      null,
    ]);
    expect(keys(inReadingOrder("week", groups("2018-W14", "2018-W02", "2017-W52")))).toEqual([
      "2017-W52",
      "2018-W02",
      "2018-W14",
    ]);
    expect(keys(inReadingOrder("score", groups("100–109", "-10–-1", "0–9", "20–29")))).toEqual([
      "-10–-1",
      "0–9",
      "20–29",
      "100–109",
    ]);
    expect(keys(inReadingOrder("model", groups("10", "9")))).toEqual(["9", "10"]);
  });

  test("channels by size, and a missing one last however large", () => {
    expect(keys(inReadingOrder("channel", groups("email", "social", null)))).toEqual([
      "social",
      "email",
      null,
    ]);
  });
});
