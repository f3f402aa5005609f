import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decayed, settledAge } from "@/lib/scoring/decay";
import type { Decay } from "@/lib/scoring/model";

const kinds = ["half-life", "linear", "expiry"] as const;

describe("decay", () => {
  test("an activity gives its full points on its own day", () => {
    for (const kind of kinds) expect(decayed(1500, { kind, days: 14 }, 0)).toBe(1500);
    expect(decayed(1500, { kind: "none" }, 5000)).toBe(1500);
  });

  test("half of it is left after each half-life, a half hundredth rounded up", () => {
    const decay: Decay = { kind: "half-life", days: 14 };
    expect([14, 28, 42].map((age) => decayed(1500, decay, age))).toEqual([750, 375, 188]);
  });

  test("linear decay is gone on its last day, expiry keeps all until then", () => {
    expect([1, 5, 9, 10, 11].map((age) => decayed(1000, { kind: "linear", days: 10 }, age))).toEqual([
      900, 500, 100, 0, 0,
    ]);
    expect([9, 10].map((age) => decayed(1000, { kind: "expiry", days: 10 }, age))).toEqual([1000, 0]);
  });

  test("never gives more than the day before, and no longer moves once settled", () => {
    const decay = fc.record({ kind: fc.constantFrom(...kinds), days: fc.integer({ min: 1, max: 120 }) });
    fc.assert(
      fc.property(fc.integer({ min: -6000, max: 6000 }), decay, fc.nat(3000), (points, how, age) => {
        const [today, tomorrow] = [decayed(points, how, age), decayed(points, how, age + 1)];
        expect(Math.abs(tomorrow)).toBeLessThanOrEqual(Math.abs(today));
        if (age >= settledAge(points, how)) expect(tomorrow + 0).toBe(today + 0);
      }),
    );
  });
});
