import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreLead } from "@/lib/scoring/evaluate";
import type { Rule, ScoringModelDocument } from "@/lib/scoring/model";
import type { ScoreSubject } from "@/lib/scoring/score";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { usageFindings, usageOf } from "@/lib/scoring/usage";
import { day, model, subject, zone } from "../../oracle/arbitraries";

const TODAY = "2026-06-30";
const LEADS = 60;

const rules: Rule[] = [
  {
    kind: "fit",
    id: "title",
    label: "Title",
    group: "company",
    when: { field: "title", op: "contains", value: "x" },
    points: 5,
  },
  {
    kind: "fit",
    id: "plan",
    label: "Plan",
    group: "company",
    when: { field: "custom.plan", op: "is", value: "pro" },
    points: 5,
  },
  {
    kind: "engagement",
    id: "page",
    label: "Page",
    group: "pages",
    activity: { types: ["page_viewed"] },
    points: 1,
    decay: { kind: "none" },
  },
  {
    kind: "engagement",
    id: "fair",
    label: "Fair",
    group: "pages",
    activity: { types: ["event_attended"] },
    points: 1,
    decay: { kind: "none" },
  },
  {
    kind: "engagement",
    id: "asset",
    label: "Asset",
    group: "pages",
    activity: { types: ["page_viewed"], where: { field: "property.asset", op: "is", value: "a" } },
    points: 1,
    decay: { kind: "none" },
  },
  {
    kind: "engagement",
    id: "paid",
    label: "Paid page",
    group: "pages",
    activity: { types: ["page_viewed"], where: { field: "channel", op: "is", value: "paid" } },
    points: 1,
    decay: { kind: "none" },
  },
  {
    kind: "engagement",
    id: "often",
    label: "Often",
    group: "pages",
    activity: { types: ["page_viewed"] },
    points: 1,
    frequency: { atLeast: 2, days: 7 },
    decay: { kind: "none" },
  },
  {
    kind: "engagement",
    id: "over",
    label: "Last spring",
    group: "pages",
    activity: { types: ["page_viewed"] },
    points: 1,
    decay: { kind: "none" },
    endsOn: "2026-06-19",
  },
];
const document: ScoringModelDocument = { ...BALANCED, rules };

/** Everybody looked at a page; the fair was half a year ago; nobody has a plan. */
const lead = (index: number): ScoreSubject => ({
  leadId: `l${index}`,
  createdAt: new Date("2025-12-01T10:00:00Z"),
  attributes: [{ field: "title", value: index % 2 ? "x" : "y", at: new Date("2025-12-01T10:00:00Z") }],
  activities: [["event_attended", "2025-12-05"] as const, ["page_viewed", "2026-06-20"] as const].map(
    ([type, on]) => ({
      id: `${index}-${type}`,
      type,
      occurredAt: new Date(`${on}T10:00:00Z`),
      trust: "human",
      channel: null,
      campaign: null,
      initiatedBy: null,
      properties: { path: "/" },
    }),
  ),
  adjustments: [],
});
const leads = (count: number) => Array.from({ length: count }, (_, index) => lead(index));
const found = (count: number, all = count) =>
  usageFindings(usageOf(leads(count), document, TODAY, "UTC"), document, all);

describe("over 60 leads, the lint says", () => {
  test("which rule never and which always matched in the last 90 days, and which asks what nobody knows", () => {
    expect(found(LEADS).map(({ code, ruleId }) => [code, ruleId])).toEqual([
      ["empty-field", "plan"],
      ["always-fires", "page"],
      ["never-fires", "fair"],
      ["empty-field", "asset"],
      ["empty-field", "paid"],
      ["never-fires", "often"],
      ["never-fires", "over"],
    ]);
    const of = (ruleId: string) => found(LEADS).find((finding) => finding.ruleId === ruleId)!.message;
    expect(of("plan")).toContain("plan, which none of 60 leads has");
    expect(of("fair")).toContain("none of 60 leads that did something in the last 90 days");
  });

  test("that a rule of frequency matched only where its count was reached in its days", () => {
    const visits = (...on: string[]) =>
      leads(LEADS).map((one) => ({
        ...one,
        activities: on.map((day, nth) => ({
          ...one.activities[1]!,
          id: `${one.leadId}-${nth}`,
          occurredAt: new Date(`${day}T10:00:00Z`),
        })),
      }));
    const often = (several: ScoreSubject[]) =>
      usageFindings(usageOf(several, document, TODAY, "UTC"), document, LEADS).find(
        ({ ruleId }) => ruleId === "often",
      )?.code;
    expect(often(visits("2026-06-01", "2026-06-07"))).toBe("always-fires");
    expect(often(visits("2026-06-01", "2026-06-08"))).toBe("never-fires");
    // It held on the first of the 90 days by what lies before them: 2 April is that day.
    expect(often(visits("2026-03-30", "2026-04-01", "2026-06-08"))).toBe("always-fires");
  });

  test("that it looked at a sample only, and how sure it can be", () => {
    const never = found(LEADS, 1_000_000).find(({ code }) => code === "never-fires")!;
    expect(never.message).toContain("a sample of 60 leads");
    expect(never.message).toContain("at most about 50 in 1,000");
  });

  test("nothing of too few", () => {
    expect(found(29)).toEqual([]);
  });
});

test("what the groups give on average is what the explanations' rows give", () => {
  fc.assert(
    fc.property(
      fc.array(subject, { minLength: 1, maxLength: 3 }),
      model,
      day,
      zone,
      (several, any, on, inZone) => {
        const { groups } = usageOf(several, any, on, inZone);
        for (const { id } of any.groups) {
          const sums = several.map((one) =>
            scoreLead(one, any, on, inZone, "EUR")
              .rows.filter(({ groupId }) => groupId === id)
              .reduce((sum, { points }) => sum + points, 0),
          );
          expect(groups.get(id)).toBeCloseTo(sums.reduce((a, b) => a + b, 0) / several.length, 6);
        }
      },
    ),
  );
});
