import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  agreementOf,
  type HandScored,
  type Rating,
  type Standing,
  spearman,
} from "@/lib/scoring/hand/agreement";

const lead = (leadId: string, rating: Rating, score: number, standing: Standing = "below"): HandScored => ({
  leadId,
  rating,
  score,
  standing,
});

describe("the agreement of a person with the machine", () => {
  test("is Spearman's rank correlation, ties and all", () => {
    // scipy.stats.spearmanr of the same numbers.
    expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 12);
    expect(spearman([1, 1, 2, 3, 3, 5], [10, 20, 20, 15, 40, 35])).toBeCloseTo(0.5821543981758688, 12);
  });

  test("is 1 when both put the leads in the same order, −1 in the opposite one, whatever the scale", () => {
    const numbers = fc.uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(numbers, (drawn) => {
        expect(
          spearman(
            drawn,
            drawn.map((value) => value ** 3),
          ),
        ).toBeCloseTo(1, 10);
        expect(
          spearman(
            drawn,
            drawn.map((value) => -value),
          ),
        ).toBeCloseTo(-1, 10);
      }),
    );
  });

  test("says nothing of fewer than three leads, nor of a person who rates them all the same", () => {
    expect(agreementOf([lead("a", 5, 90), lead("b", 1, 10)]).correlation).toBeNull();
    expect(agreementOf([lead("a", 3, 90), lead("b", 3, 10), lead("c", 3, 50)]).correlation).toBeNull();
    expect(agreementOf([])).toMatchObject({ n: 0, correlation: null, same: 0, disagreements: [] });
  });

  test("counts the leads that both put on the same side of the lines", () => {
    const { same, confusion } = agreementOf([
      lead("a", 5, 90, "hot"),
      lead("b", 5, 60, "mql"),
      lead("c", 4, 60, "mql"),
      lead("d", 3, 10, "below"),
      lead("e", 1, 20, "below"),
      lead("f", 2, 70, "hot"),
    ]);
    expect(same).toBe(4);
    expect(confusion.map(({ rating, counts }) => [rating, counts.hot, counts.mql, counts.below])).toEqual([
      [5, 1, 1, 0],
      [4, 0, 1, 0],
      [3, 0, 0, 1],
      [2, 1, 0, 0],
      [1, 0, 0, 1],
    ]);
  });

  test("names who is farthest apart first, and which way", () => {
    const { disagreements } = agreementOf([
      lead("overrated", 1, 90),
      lead("underrated", 5, 5),
      lead("fine", 3, 50),
      lead("also fine", 4, 60),
    ]);
    expect(disagreements.map(({ leadId }) => leadId)).toEqual(["overrated", "underrated"]);
    expect(disagreements[0]!.apart).toBeLessThan(0);
    expect(disagreements[1]!.apart).toBeGreaterThan(0);
  });
});
