import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition } from "@/lib/conditions/condition";
import { evaluate } from "@/lib/conditions/evaluate";
import { conditionOf, linesOf } from "@/lib/conditions/lines";
import { leadCondition, leadValues } from "@/tests/oracle/arbitraries";

const title = { field: "title", op: "contains", value: "vp" } as const;
const country = { field: "country", op: "is", value: "Germany" } as const;

describe("a condition as lines", () => {
  test("shown and put back asks the same of everybody, however deep it is nested", () => {
    fc.assert(
      fc.property(leadCondition, leadValues, (condition, values) => {
        const back = conditionOf(linesOf(condition));
        const facts = (field: string) => values[field as keyof typeof values];
        expect(back === undefined || evaluate(back, facts)).toBe(evaluate(condition, facts));
      }),
      { numRuns: 2000 },
    );
  });

  test("tests, groups and what is turned round keep their place", () => {
    const condition: Condition = { all: [title, { not: { any: [country, { not: title }] } }] };
    expect(linesOf(condition)).toEqual({
      join: "all",
      lines: [
        { kind: "test", test: title, negated: false },
        {
          kind: "group",
          negated: true,
          group: {
            join: "any",
            lines: [
              { kind: "test", test: country, negated: false },
              { kind: "test", test: title, negated: true },
            ],
          },
        },
      ],
    });
    expect(conditionOf(linesOf(condition))).toEqual(condition);
  });

  test("no line is no condition; one line needs no joining", () => {
    expect(conditionOf(linesOf(undefined))).toBeUndefined();
    expect(conditionOf(linesOf({ any: [country] }))).toEqual(country);
  });
});
