import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "@/lib/scoring/diff";
import { withBound, withGroup, withList, withNewRule, withoutRule, withRule } from "@/lib/scoring/edit";
import type { FitRule, Rule, ScoringModelDocument } from "@/lib/scoring/model";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { same } from "@/lib/shared/same";
import { model } from "../../oracle/arbitraries";

const ruleOf = (id: string, document = BALANCED) => document.rules.find((rule) => rule.id === id)!;
const vocabulary = { typeLabel: (key: string) => key, currency: "EUR" };
const words = (after: ScoringModelDocument) =>
  differences(BALANCED, after, vocabulary).map((difference) => difference.words);

test("a document differs from itself in nothing, in whatever order its keys stand", () => {
  const turned = JSON.parse(JSON.stringify(BALANCED), (_, value) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );
  expect(words(turned)).toEqual([]);
});

test("changed points are told as before and after", () => {
  const rule = { ...ruleOf("high-intent-page"), points: 20 };
  expect(words(withRule(BALANCED, rule as typeof rule & { kind: "engagement" }))).toEqual([
    "“Viewed pricing or a comparison”: +15 → +20",
  ]);
});

test("changed terms are told in full", () => {
  const rule = { ...ruleOf("high-intent-page"), decay: { kind: "none" as const } };
  expect(words(withRule(BALANCED, rule as typeof rule & { kind: "engagement" }))).toEqual([
    "“Viewed pricing or a comparison”: +15 each time, half-life 14 days → +15 each time",
  ]);
});

test("a removed and an added rule, a moved cap, a longer list and a new line each have their sentence", () => {
  const competitors = BALANCED.lists.find(({ id }) => id === "competitors")!;
  const pages = BALANCED.groups.find(({ id }) => id === "pages")!;
  let after = withoutRule(BALANCED, "blog");
  after = withNewRule(after, {
    kind: "engagement",
    id: "referral",
    label: "Referred somebody",
    group: "requests",
    activity: { types: ["referral_made"] },
    points: 30,
    decay: { kind: "none" },
  });
  after = withGroup(after, withBound(pages, "cap", null));
  after = withList(after, { ...competitors, entries: ["acme.com"] });
  after = { ...after, mql: [{ minEngagement: 40, minFitBand: "C" }] };
  expect(words(after)).toEqual([
    "Added “Referred somebody”: +30 each time",
    "Removed “Subscribed to the blog” (+7 each time, half-life 90 days)",
    "“Pages” gives at most any number (was 15)",
    "“competitors' domains”: added acme.com",
    "MQL: engagement at least 40 and fit C or better (was engagement at least 35 and fit C or better)",
  ]);
});

test("a new rule stands behind the last one of its group", () => {
  const added = withNewRule(BALANCED, { ...ruleOf("plan-limit"), id: "second-limit" });
  const ids = added.rules.filter(({ group }) => group === "product").map(({ id }) => id);
  expect(ids.at(-1)).toBe("second-limit");
});

describe("every field of a document has its sentence", () => {
  const rule = (id: string, change: object) => withRule(BALANCED, { ...ruleOf(id), ...change } as Rule);
  const industries = Array.from({ length: 9 }, (_, index) => `industry ${index}`);
  const asks = (values: readonly string[]) =>
    rule("target-industry", {
      when: { field: "company.industry", op: "in", values },
    }) as ScoringModelDocument;
  const revenue = (value: number): ScoringModelDocument =>
    rule("target-industry", { when: { field: "company.revenue", op: "at-least", value } });
  const between = (before: ScoringModelDocument, after: ScoringModelDocument) =>
    differences(before, after, vocabulary).map((difference) => difference.words);

  test.each<[string, ScoringModelDocument, string]>([
    [
      "dates",
      rule("webinar", { startsOn: "2026-01-01", endsOn: "2026-12-31" }),
      "from 2026-01-01 to 2026-12-31",
    ],
    ["limit", rule("webinar", { limit: { activities: 2, days: 30 } }), "at most 2 activities in 30 days"],
    ["trigger", rule("webinar", { trigger: "pql" }), "qualifies at once (product usage)"],
    ["types", rule("webinar", { activity: { types: ["event_attended"] } }), "counts event_attended"],
    ["no match", rule("target-industry", { otherwise: -5 }), "else −5"],
    ["unknown", rule("target-industry", { unknown: 2 }), "+2 when not known"],
    ["group", rule("webinar", { group: "requests" }), "moved from"],
    ["label", rule("webinar", { label: "Webinar" }), "called “Webinar”"],
    ["what quiet leaves out", rule("inactive", { except: ["email_opened"] }), "email_opened"],
    ["floor", withGroup(BALANCED, { ...BALANCED.groups[0]!, floor: -20 }), "at least -20 (was any number)"],
    [
      "kind of a group",
      withGroup(BALANCED, { ...BALANCED.groups[0]!, kind: "engagement" }),
      "a group of engagement rules (was fit)",
    ],
    ["range", { ...BALANCED, range: { min: -10, max: 100 } }, "-10 to 100 (was 0 to 100)"],
    ["name", { ...BALANCED, name: "Ours" }, "Name: Ours"],
    ["bands", { ...BALANCED, bands: { ...BALANCED.bands, fit: null } }, "Fit bands: none"],
    ["hot", { ...BALANCED, hot: [] }, "Hot: never"],
    ["order", { ...BALANCED, rules: [...BALANCED.rules].reverse() }, "The rules stand in another order"],
    ["list's name", withList(BALANCED, { ...BALANCED.lists[0]!, label: "Names" }), "called “Names”"],
  ])("%s", (_, after, part) => {
    expect(between(BALANCED, after)).toEqual([expect.stringContaining(part)]);
  });

  test("the ninth of many values, the last digit of an amount", () => {
    expect(between(asks(industries), asks(industries.with(8, "another")))[0]).toContain("another");
    expect(between(revenue(100_000_000), revenue(100_000_100))[0]).toContain("1,000,001");
  });

  test("what says the same as its absence does not", () => {
    expect(words(rule("target-industry", { otherwise: 0 } satisfies Partial<FitRule>))).toEqual([]);
  });

  test("whatever two models say", () => {
    const meaning = (document: ScoringModelDocument) =>
      JSON.parse(JSON.stringify(document), (key, value) =>
        (key === "otherwise" || key === "unknown") && value === 0
          ? undefined
          : key === "distinctDays" && value === false
            ? undefined
            : value,
      );
    fc.assert(
      fc.property(model, model, (before, after) => {
        const found = differences(before, after, vocabulary);
        expect(found.length === 0).toBe(same(meaning(before), meaning(after)));
        for (const { words } of found) expect(words.trim()).not.toBe("");
      }),
    );
  });
});
