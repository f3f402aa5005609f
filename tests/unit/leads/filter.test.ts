import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  filterParts,
  type LeadFilter,
  leadFilterParams,
  NO_FILTER,
  readLeadFilter,
} from "@/lib/leads/filter";
import { VIEWS, type ViewKey } from "@/lib/leads/views";
import { STAGES } from "@/lib/stages/stages";

const text = fc.option(
  fc
    .string({ minLength: 1, maxLength: 40 })
    .map((raw) => raw.trim())
    .filter((raw) => raw !== ""),
);
const points = fc.option(fc.integer({ min: -999, max: 999 }));

const filters: fc.Arbitrary<LeadFilter> = fc.record({
  view: fc.constantFrom(...(Object.keys(VIEWS) as ViewKey[])),
  stages: fc.uniqueArray(fc.constantFrom(...STAGES)),
  grades: fc.uniqueArray(fc.constantFrom("A", "B1", "C4", "2")),
  owner: text,
  source: text,
  channel: text,
  minScore: points,
  maxScore: points,
  missing: fc.boolean(),
  profile: text,
  q: text,
  ids: fc.uniqueArray(fc.uuid()),
});

describe("the filter of a list lives in its address", () => {
  test("whatever is written into an address is read back the same", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const address = new URLSearchParams(leadFilterParams(filter));
        expect(readLeadFilter(Object.fromEntries(address), "all")).toEqual(filter);
      }),
    );
  });

  test("what cannot be understood is left out, never an error", () => {
    const filter = readLeadFilter(
      { view: "nonsense", stage: "mql,boss", grade: "Z9", minScore: "many", missing: "yes", q: "   " },
      "mqls",
    );
    expect(filter).toEqual({ ...NO_FILTER, view: "mqls", stages: ["mql"] });
  });

  test("several boxes of one name and a comma-separated list mean the same", () => {
    const boxes = readLeadFilter({ stage: ["mql", "sal"] }, "all");
    const list = readLeadFilter({ stage: "mql,sal" }, "all");
    expect(boxes).toEqual(list);
  });
});

describe("the filters in force read as a sentence", () => {
  const parts = (filter: Partial<LeadFilter>) =>
    filterParts(
      { ...NO_FILTER, ...filter },
      (id) => (id === "7" ? "Rosa Lind" : null),
      () => null,
    );
  const said = (filter: Partial<LeadFilter>) =>
    parts(filter).map(({ relation, value }) => `${relation} ${value}`);

  test("each part names what it keeps", () => {
    expect(said({ stages: ["mql", "sal"], minScore: 40, owner: "7", q: "acme" })).toEqual([
      "stage is MQL or SAL",
      "score is at least 40",
      "owner is Rosa Lind",
      "text contains “acme”",
    ]);
    expect(said({ minScore: 10, maxScore: 20, owner: "none" })).toEqual([
      "score is 10 to 20",
      "owner is nobody",
    ]);
  });

  test("taking every part out, one after the other, leaves no filter", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        let left = filter;
        for (
          let part = filterParts(
            left,
            () => null,
            () => null,
          )[0];
          part;
          part = filterParts(
            left,
            () => null,
            () => null,
          )[0]
        )
          left = part.without;
        expect(left).toEqual({ ...NO_FILTER, view: filter.view });
      }),
    );
  });
});
