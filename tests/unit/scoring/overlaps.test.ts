import { describe, expect, test } from "vitest";
import type { EngagementRule, FitRule, Rule, ScoringModelDocument } from "@/lib/scoring/model";
import { overlaps } from "@/lib/scoring/overlaps";
import { TEMPLATES } from "@/lib/scoring/templates";
import { SIMPLE } from "@/lib/scoring/templates/simple";

const group = { id: "g", label: "G", kind: "engagement" as const };
const model = (rules: readonly Rule[], cap?: number): ScoringModelDocument => ({
  ...SIMPLE,
  groups: [cap === undefined ? group : { ...group, cap }, { id: "f", label: "F", kind: "fit" }],
  rules,
});
const seen = (id: string, points: number, more: Partial<EngagementRule> = {}): EngagementRule => ({
  kind: "engagement",
  id,
  label: id,
  group: "g",
  activity: { types: ["page_viewed"] },
  points,
  decay: { kind: "none" },
  ...more,
});
const pricing = {
  types: ["page_viewed"],
  where: { field: "property.path", op: "contains", value: "/pricing" },
} as const;
const fit = (id: string, points: number, when: FitRule["when"]): FitRule => ({
  kind: "fit",
  id,
  label: id,
  group: "f",
  when,
  points,
});
const found = (document: ScoringModelDocument) =>
  overlaps(document).map(({ code, ruleId }) => [code, ruleId]);

describe("two rules", () => {
  test("that ask the same and give opposite points contradict each other", () => {
    expect(found(model([seen("a", 10), seen("b", -5)]))).toEqual([["conflicting-rules", "b"]]);
    const banker = { field: "title", op: "contains", value: "bank" } as const;
    expect(found(model([fit("a", 10, banker), fit("b", -10, { all: [banker] })]))).toEqual([
      ["conflicting-rules", "b"],
    ]);
  });

  test("that ask the same in any order of words count twice", () => {
    const types = ["page_viewed", "email_opened"];
    const both = [
      seen("a", 1, { activity: { types } }),
      seen("b", 2, { activity: { types: types.toReversed() } }),
    ];
    expect(found(model(both))).toEqual([["same-twice", "b"]]);
  });

  test("of which the narrower takes back what the wider gives are worth nothing together", () => {
    expect(found(model([seen("wide", 5), seen("narrow", -5, { activity: pricing })]))).toEqual([
      ["conflicting-rules", "narrow"],
    ]);
    expect(found(model([seen("wide", 5), seen("narrow", -4, { activity: pricing })]))).toEqual([]);
  });

  test("of which the wider fills their group alone leave nothing to the narrower", () => {
    const rules = [seen("wide", 15), seen("narrow", 5, { activity: pricing })];
    expect(found(model(rules, 15))).toEqual([["shadowed", "narrow"]]);
    expect(found(model(rules, 16))).toEqual([]);
    expect(found(model(rules))).toEqual([]);
    // Something that takes points away in the group makes room again.
    expect(found(model([...rules, seen("bad", -5, { activity: { types: ["unsubscribed"] } })], 15))).toEqual(
      [],
    );
    const slower = seen("narrow", 5, { activity: pricing, decay: { kind: "half-life", days: 9 } });
    expect(found(model([rules[0]!, slower], 15))).toEqual([]);
  });

  test("that only look alike are left alone", () => {
    expect(found(model([seen("a", 5), seen("b", 15, { activity: pricing })]))).toEqual([]);
    expect(
      found(model([seen("a", 5, { endsOn: "2026-01-01" }), seen("b", -5, { startsOn: "2026-01-02" })])),
    ).toEqual([]);
  });
});

test.each(Object.values(TEMPLATES).map(({ document }) => [document.name, document] as const))(
  "%s as it ships has none",
  (_, document) => {
    expect(overlaps(document)).toEqual([]);
  },
);
