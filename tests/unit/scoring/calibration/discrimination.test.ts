import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areaUnderCurve, calibrationCurve, wilson } from "@/lib/scoring/calibration/discrimination";
import { placesOf } from "@/lib/scoring/ranks";

/** The definition, pair by pair, and the interval from the components of every row (DeLong 1988, equations 3 to 5). */
function byDefinition(yes: readonly number[], no: readonly number[]) {
  const wins = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
  const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const variance = (numbers: number[]) =>
    numbers.reduce((sum, number) => sum + (number - mean(numbers)) ** 2, 0) / (numbers.length - 1);
  const ofYes = yes.map((a) => mean(no.map((b) => wins(a, b))));
  const ofNo = no.map((b) => mean(yes.map((a) => wins(a, b))));
  return { area: mean(ofYes), variance: variance(ofYes) / yes.length + variance(ofNo) / no.length };
}

describe("the area under the curve", () => {
  test("is the share of pairs that stand in the right order, its interval DeLong's", () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(numbers, numbers, (yes, no) => {
        const { value, low, high } = areaUnderCurve(
          [...yes, ...no],
          [...yes.map(() => true), ...no.map(() => false)],
        );
        const expected = byDefinition(yes, no);
        expect(value).toBeCloseTo(expected.area, 10);
        if (value > 0 && value < 1 && expected.variance > 1e-12) {
          const reach = (1.959963984540054 * Math.sqrt(expected.variance)) / (value * (1 - value));
          const logit = Math.log(expected.area / (1 - expected.area));
          expect(low).toBeCloseTo(1 / (1 + Math.exp(reach - logit)), 8);
          expect(high).toBeCloseTo(1 / (1 + Math.exp(-reach - logit)), 8);
        }
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  test("is a half for a number that says nothing, and one for a number that says all", () => {
    expect(areaUnderCurve([1, 1, 1, 1], [true, true, false, false]).value).toBe(0.5);
    expect(areaUnderCurve([3, 4, 1, 2], [true, true, false, false])).toEqual({ value: 1, low: 1, high: 1 });
  });
});

test("equal numbers share the mean of their places", () => {
  expect(placesOf([10, 30, 10, 20])).toEqual([1.5, 4, 1.5, 3]);
});

test("the curve puts every row into one of ten groups, lowest chances first", () => {
  const told = Array.from({ length: 103 }, (_, index) => (index * 37) % 103).map((rank) => rank / 103);
  const curve = calibrationCurve(
    told,
    told.map((chance) => chance > 0.5),
  );
  expect(curve).toHaveLength(10);
  expect(curve.reduce((sum, { n }) => sum + n, 0)).toBe(103);
  expect(curve.map(({ told: mean }) => mean)).toEqual(
    curve.map(({ told: mean }) => mean).toSorted((a, b) => a - b),
  );
  expect(curve[0]?.share.value).toBe(0);
  expect(curve[9]?.share.value).toBe(1);
});

test("a share's interval is Wilson's: 8 of 10 lies between 49.0 % and 94.3 %", () => {
  const { low, high } = wilson(8, 10);
  expect(low).toBeCloseTo(0.4902, 4);
  expect(high).toBeCloseTo(0.9433, 4);
  expect(wilson(0, 10).low).toBe(0);
});
