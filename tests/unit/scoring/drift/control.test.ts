import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sideOf, usualRange, type Week, weekValue } from "@/lib/scoring/drift/control";

const counts = (numbers: readonly number[]): Week[] =>
  numbers.map((numerator) => ({ week: "2026-01-05", numerator, denominator: null }));
const rates = (pairs: readonly (readonly [number, number])[]): Week[] =>
  pairs.map(([numerator, denominator]) => ({ week: "2026-01-05", numerator, denominator }));
const judge = (before: Week[], now: Week) => {
  const range = usualRange(before, now);
  return range && sideOf(now, range);
};

describe("the usual range", () => {
  test("of counts is three Poisson deviations around the mean of the weeks before", () => {
    const range = usualRange(counts(new Array(12).fill(16)), counts([16])[0]!)!;
    expect(range).toEqual({ center: 16, low: 4, high: 28 });
    expect(judge(counts(new Array(12).fill(16)), counts([29])[0]!)).toBe("above");
    expect(judge(counts(new Array(12).fill(16)), counts([28])[0]!)).toBeNull();
    expect(judge(counts(new Array(12).fill(16)), counts([3])[0]!)).toBe("below");
  });

  test("of rates is three binomial deviations of this week's n around the rate of the weeks before", () => {
    const before = rates(new Array(10).fill([20, 40]));
    const range = usualRange(before, rates([[0, 25]])[0]!)!;
    expect(range.center).toBe(0.5);
    expect(range.low).toBeCloseTo(0.2, 10);
    expect(range.high).toBeCloseTo(0.8, 10);
    expect(judge(before, rates([[4, 25]])[0]!)).toBe("below");
    expect(judge(before, rates([[5, 25]])[0]!)).toBeNull();
  });

  test("is wider where the weeks before spread wider than chance", () => {
    const calm = usualRange(counts([20, 20, 20, 20, 20, 20, 20, 20]), counts([20])[0]!)!;
    const wild = usualRange(counts([5, 35, 5, 35, 5, 35, 5, 35]), counts([20])[0]!)!;
    expect(wild.high - wild.center).toBeGreaterThan(3 * (calm.high - calm.center));
  });

  test("is not told of few weeks, thin weeks or a small n", () => {
    expect(usualRange(counts([9, 9, 9, 9, 9, 9, 9]), counts([9])[0]!)).toBeNull();
    expect(usualRange(counts(new Array(12).fill(4)), counts([50])[0]!)).toBeNull();
    expect(usualRange(rates(new Array(12).fill([2, 4])), rates([[5, 10]])[0]!)).toBeNull();
    expect(usualRange(rates(new Array(12).fill([20, 40])), rates([[0, 9]])[0]!)).toBeNull();
    expect(usualRange(rates(new Array(12).fill([40, 40])), rates([[30, 40]])[0]!)).toBeNull();
  });

  test("contains its centre, never promises the impossible, and does not depend on the order of the weeks", () => {
    const week = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(fc.array(week, { maxLength: 14 }), week, fc.boolean(), (before, now, isRate) => {
        const made = (pairs: (readonly [number, number])[]) =>
          isRate ? rates(pairs) : counts(pairs.map(([numerator]) => numerator));
        const [weeks, [current]] = [made(before), made([now])];
        const range = usualRange(weeks, current!);
        if (!range) return;
        expect(range.low).toBeLessThanOrEqual(range.center);
        expect(range.high).toBeGreaterThanOrEqual(range.center);
        expect(range.low).toBeGreaterThanOrEqual(0);
        if (isRate) expect(range.high).toBeLessThanOrEqual(1);
        const turned = usualRange(weeks.toReversed(), current!)!;
        expect(turned.low).toBeCloseTo(range.low, 9);
        expect(turned.high).toBeCloseTo(range.high, 9);
        const value = weekValue(current!)!;
        expect(sideOf(current!, range) === null).toBe(value >= range.low && value <= range.high);
      }),
      { numRuns: 2_000 },
    );
  });
});
