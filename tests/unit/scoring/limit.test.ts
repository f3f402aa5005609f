import { describe, expect, test } from "vitest";
import { limited } from "@/lib/scoring/limit";

describe("a limit counts undecayed, by occurrence", () => {
  test("the first n activities of the window count, the next one counts again when one has left it", () => {
    expect(limited([1, 2, 3, 10, 11], 500, { activities: 2, days: 10 })).toEqual([500, 500, 0, 0, 500]);
  });

  test("the window of d days ends on the activity's own day", () => {
    expect(limited([1, 7], 500, { activities: 1, days: 7 })).toEqual([500, 0]);
    expect(limited([1, 8], 500, { activities: 1, days: 7 })).toEqual([500, 500]);
  });

  test("an activity that did not count does not take the place of a later one", () => {
    expect(limited([1, 5, 8], 500, { activities: 1, days: 7 })).toEqual([500, 0, 500]);
  });

  test("without a window it counts ever", () => {
    expect(limited([1, 1000, 2000], 500, { activities: 2 })).toEqual([500, 500, 0]);
  });

  test("the activity that reaches p points gives what is left up to p, so that a lead never has more", () => {
    expect(limited([1, 2, 3, 4], 1500, { points: 40 })).toEqual([1500, 1500, 1000, 0]);
    expect(limited([1, 2, 3, 4], -1500, { points: 40 })).toEqual([-1500, -1500, -1000, 0]);
  });

  test("both bounds hold when both are given", () => {
    expect(limited([1, 2, 3], 1500, { activities: 2, points: 20 })).toEqual([1500, 500, 0]);
  });
});
