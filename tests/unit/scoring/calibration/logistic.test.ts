import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitLogistic, type LogisticRow } from "@/lib/scoring/calibration/logistic";

// The space shuttle's O-rings (Dalal, Fowlkes and Hoadley 1989): temperature at launch, whether a ring was damaged.
const LAUNCHES = [
  [66, 0], [70, 1], [69, 0], [68, 0], [67, 0], [72, 0], [73, 0], [70, 0], [57, 1], [63, 1], [70, 1], [78, 0],
  [67, 0], [53, 1], [67, 0], [75, 0], [70, 0], [81, 0], [76, 0], [79, 0], [75, 1], [76, 0], [58, 1],
] as const; // biome-ignore format: one line a dozen

// Motor Trend 1974 (R's mtcars): weight, horsepower, whether the gearbox is manual.
const CARS = [
  [2.62, 110, 1], [2.875, 110, 1], [2.32, 93, 1], [3.215, 110, 0], [3.44, 175, 0], [3.46, 105, 0], [3.57, 245, 0],
  [3.19, 62, 0], [3.15, 95, 0], [3.44, 123, 0], [3.44, 123, 0], [4.07, 180, 0], [3.73, 180, 0], [3.78, 180, 0],
  [5.25, 205, 0], [5.424, 215, 0], [5.345, 230, 0], [2.2, 66, 1], [1.615, 52, 1], [1.835, 65, 1], [2.465, 97, 0],
  [3.52, 150, 0], [3.435, 150, 0], [3.84, 245, 0], [3.845, 175, 0], [1.935, 66, 1], [2.14, 91, 1], [1.513, 113, 1],
  [3.17, 264, 1], [2.77, 175, 1], [3.57, 335, 1], [2.78, 109, 1],
] as const; // biome-ignore format: as above

const launches = LAUNCHES.map(([heat, damaged]) => ({
  columns: [0],
  values: [heat],
  converted: damaged === 1,
}));
const cars = CARS.map(([weight, power, manual]) => ({
  columns: [0, 1],
  values: [weight, power / 100],
  converted: manual === 1,
}));

describe("a logistic regression", () => {
  test("without a penalty gives the coefficients and errors that R's glm prints", () => {
    const rings = fitLogistic(launches, 1, 0);
    expect(rings.intercept).toBeCloseTo(15.0429, 4);
    expect(rings.coefficients[0]).toBeCloseTo(-0.2322, 4);
    expect(rings.errors[0]).toBeCloseTo(0.1082, 4);
    const gearbox = fitLogistic(cars, 2, 0);
    expect(gearbox.intercept).toBeCloseTo(18.8663, 4);
    expect(gearbox.coefficients[0]).toBeCloseTo(-8.08348, 5);
    expect(gearbox.coefficients[1]).toBeCloseTo(3.626, 3);
    expect(gearbox.errors[0]).toBeCloseTo(3.06868, 4);
  });

  test("with a ridge gives the coefficients of scikit-learn 1.9.1 (C = 1 / ridge)", () => {
    const rings = fitLogistic(launches, 1, 1);
    expect([rings.intercept, ...rings.coefficients]).toEqual([
      expect.closeTo(14.86192723, 6),
      expect.closeTo(-0.22950052, 7),
    ]);
    for (const [ridge, expected] of [
      [1, [5.68841673, -2.26287629, 0.63513456]],
      [10, [1.67793714, -0.62948859, -0.04930048]],
    ] as const) {
      const { intercept, coefficients } = fitLogistic(cars, 2, ridge);
      expect([intercept, ...coefficients]).toEqual(expected.map((value) => expect.closeTo(value, 6)));
    }
  });

  test("stands where no small step improves the penalised likelihood, whatever the rows", () => {
    const row = fc.record({
      values: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }),
      converted: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 4, maxLength: 60 }),
        fc.constantFrom(0.1, 1, 10),
        (drawn, ridge) => {
          fc.pre(drawn.some(({ converted }) => converted) && drawn.some(({ converted }) => !converted));
          const rows = drawn.map((each) => ({ ...each, columns: [0, 1, 2] }));
          const fit = fitLogistic(rows, 3, ridge);
          const best = penalised(rows, [fit.intercept, ...fit.coefficients], ridge);
          for (let part = 0; part < 4; part++)
            for (const step of [-1e-3, 1e-3]) {
              const beside = [fit.intercept, ...fit.coefficients].map((value, at) =>
                at === part ? value + step : value,
              );
              expect(penalised(rows, beside, ridge)).toBeLessThan(best);
            }
        },
      ),
    );
  });

  test("is refused without rows of both outcomes", () => {
    expect(() => fitLogistic([{ columns: [0], values: [1], converted: true }], 1, 1)).toThrow(RangeError);
  });
});

function penalised(rows: readonly LogisticRow[], theta: readonly number[], ridge: number): number {
  const fit = rows.reduce((sum, { columns, values, converted }) => {
    const odds = columns.reduce((total, column, at) => total + values[at]! * theta[column + 1]!, theta[0]!);
    return sum - Math.log1p(Math.exp(converted ? -odds : odds));
  }, 0);
  return fit - (ridge / 2) * theta.slice(1).reduce((sum, value) => sum + value ** 2, 0);
}
