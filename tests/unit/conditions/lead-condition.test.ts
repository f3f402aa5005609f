import { describe, expect, test } from "vitest";
import type { LeadCondition } from "@/lib/conditions/condition";
import { evaluate, type History } from "@/lib/conditions/evaluate";
import { conditionOf, linesOf } from "@/lib/conditions/lines";
import { leadCondition } from "@/lib/conditions/schema";
import { conditionWords } from "@/lib/conditions/words";
import { scoringModelDocument, scoringModelJsonSchema } from "@/lib/scoring/schema";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import type { Json } from "@/lib/shared/json";

const PRICES: LeadCondition = {
  did: {
    types: ["page_viewed"],
    where: { field: "property.path", op: "path-like", value: "/pricing*" },
    told: "implicit",
    trust: "human",
  },
  atLeast: 2,
  inDays: 30,
};

const deed = (
  day: number,
  properties: Record<string, Json> = {},
  more: Partial<History["deeds"][number]> = {},
) => ({
  day,
  type: "page_viewed",
  trust: "human",
  explicit: false,
  fact: (field: string) => properties[field],
  ...more,
});

const ask = (condition: LeadCondition, deeds: History["deeds"], day = 100) =>
  evaluate(condition, () => undefined, [], { day, deeds });

describe("a test of what a lead did", () => {
  const view = (day: number) => deed(day, { "property.path": "/pricing/eu" });

  test("counts certain activities, and leaves it open while uncertain ones could make the difference", () => {
    expect(ask(PRICES, [view(100), view(71)])).toBe(true);
    expect(ask(PRICES, [view(100), view(70)])).toBe(false);
    expect(ask(PRICES, [view(100), deed(100)])).toBeNull();
    expect(ask(PRICES, [deed(100)])).toBe(false);
    expect(
      ask(PRICES, [view(100), deed(100, { "property.path": "/pricing" }, { explicit: null })]),
    ).toBeNull();
    expect(ask(PRICES, [view(100), view(101)])).toBe(false);
    expect(evaluate(PRICES, () => undefined)).toBeNull();
  });

  test("leaves suspect activities out unless it asks for them", () => {
    const bot = [deed(100, {}, { trust: "suspect" })];
    expect(ask({ did: {}, atLeast: 1 }, bot)).toBe(false);
    expect(ask({ did: { trust: "suspect" }, atLeast: 1 }, bot)).toBe(true);
  });

  test("of the last one counts the asked day as none ago", () => {
    const last = (lastWithinDays: number): LeadCondition => ({ did: {}, lastWithinDays });
    expect(ask(last(0), [deed(100)])).toBe(true);
    expect(ask(last(0), [deed(99)])).toBe(false);
    expect(ask(last(1), [deed(99)])).toBe(true);
  });

  test("reads as a sentence", () => {
    const wording = { lists: [], currency: "EUR", valueName: () => "“Viewed a page”" };
    expect(conditionWords(PRICES, wording)).toBe(
      "at least 2 of “Viewed a page” (by a human, observed) where path is a path like “/pricing*” in 30 days",
    );
    expect(conditionWords({ not: { did: {}, lastWithinDays: 1 } }, wording)).toBe(
      "not (the last of any activity is at most 1 day ago)",
    );
  });

  test("is a line of its own in a form, and comes back as it was", () => {
    const condition: LeadCondition = { any: [PRICES, { not: PRICES }, { field: "title", op: "is-empty" }] };
    expect(linesOf(condition).lines.map(({ kind, negated }) => [kind, negated])).toEqual([
      ["activity", false],
      ["activity", true],
      ["test", false],
    ]);
    expect(conditionOf(linesOf(condition))).toEqual(condition);
    expect(leadCondition.parse(condition)).toEqual(condition);
  });

  test("is bounded: no test inside of itself, no more than ten", () => {
    expect(leadCondition.safeParse({ did: { where: PRICES }, atLeast: 1 }).success).toBe(false);
    expect(leadCondition.safeParse({ all: Array.from({ length: 11 }, () => PRICES) }).success).toBe(false);
  });
});

describe("the scoring model", () => {
  const withWhen = (when: unknown) => ({
    ...BALANCED,
    rules: BALANCED.rules.map((rule) => (rule.id === "decision-maker" ? { ...rule, when } : rule)),
  });

  test("takes path patterns, and points at a fit rule that asks what a lead did", () => {
    const pattern = { field: "custom.page", op: "path-like", value: "/a*" };
    expect(scoringModelDocument.safeParse(withWhen(pattern)).success).toBe(true);
    const refused = scoringModelDocument.safeParse(withWhen(PRICES));
    expect(refused.error?.issues[0]?.path.slice(0, 3)).toEqual([
      "rules",
      BALANCED.rules.findIndex(({ id }) => id === "decision-maker"),
      "when",
    ]);
    expect(refused.error?.issues[0]?.message).toContain("engagement rule");
    expect(JSON.stringify(scoringModelJsonSchema())).toContain('"path-like"');
  });
});
