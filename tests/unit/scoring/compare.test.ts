import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareScores } from "@/lib/scoring/compare";
import { withGroup, withoutRule, withPoints, withRule } from "@/lib/scoring/edit";
import { scoreLead } from "@/lib/scoring/evaluate";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import type { ScoredActivity, ScoreSubject } from "@/lib/scoring/score";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { addDays, type Day } from "@/lib/shared/day";
import { day, model, subject, zone } from "../../oracle/arbitraries";

const ZONE = "UTC";
const vocabulary = { typeLabel: (key: string) => key, currency: "EUR" };

const happened = (id: string, type: string, on: Day, properties = {}): ScoredActivity => ({
  id,
  type,
  occurredAt: new Date(`${on}T10:00:00Z`),
  trust: "human",
  channel: null,
  campaign: null,
  initiatedBy: "lead",
  properties,
});

const lead: ScoreSubject = {
  leadId: "lead",
  createdAt: new Date("2026-03-01T08:00:00Z"),
  attributes: [
    { field: "title", value: "Analyst", at: new Date("2026-03-01T08:00:00Z") },
    { field: "title", value: "Chief Executive Officer", at: new Date("2026-03-10T08:00:00Z") },
  ],
  activities: [
    happened("w", "webinar_attended", "2026-03-02"),
    happened("p1", "pricing_viewed", "2026-03-02"),
    happened("p2", "pricing_viewed", "2026-03-14"),
  ],
  adjustments: [{ id: "a", points: 5, reason: "Met", startsOn: "2026-03-15", expiresOn: null }],
};

const side = (on: Day, document = BALANCED, version = 1) => ({
  score: scoreLead(lead, document, on, ZONE, "EUR"),
  document,
  version,
});
const whyOf = (rows: ReturnType<typeof compareScores>, label: string) =>
  rows.find((row) => row.label.startsWith(label))?.why;

describe("two days of a lead differ because", () => {
  const rows = compareScores(side("2026-03-02"), side("2026-03-16"), vocabulary);
  test("more happened and the rest aged", () => {
    expect(whyOf(rows, "Viewed pricing")).toBe("1 more activity; 14 days older");
    expect(whyOf(rows, "Attended a webinar")).toBe("14 days older");
  });
  test("more became known", () => {
    expect(whyOf(rows, "Decision maker")).toBe("did not count → title: Chief Executive Officer");
  });
  test("a person gave points", () => {
    expect(whyOf(rows, "Adjusted by hand")).toBe("given by hand since");
    const back = compareScores(side("2026-03-16"), side("2026-03-02"), vocabulary);
    expect(whyOf(back, "Adjusted by hand")).toBe("no longer counts");
    expect(whyOf(back, "Viewed pricing")).toBe("1 activity fewer; 14 days younger");
  });
});

describe("two versions differ because", () => {
  const under = (document: ScoringModelDocument) =>
    compareScores(side("2026-03-02"), side("2026-03-02", document, 2), vocabulary);
  const webinar = BALANCED.rules.find(({ id }) => id === "webinar")!;
  test("a rule has other points, is gone or new", () => {
    expect(whyOf(under(withRule(BALANCED, withPoints(webinar, 25))), "Attended a webinar")).toBe("+15 → +25");
    expect(whyOf(under(withoutRule(BALANCED, "webinar")), "Attended a webinar")).toMatch(
      /^not in version 2: .*\+15 each time/,
    );
    const back = compareScores(
      side("2026-03-02", withoutRule(BALANCED, "webinar")),
      side("2026-03-02", BALANCED, 2),
      vocabulary,
    );
    expect(whyOf(back, "Attended a webinar")).toContain("not in version 1");
  });
  test("a group is capped", () => {
    const events = BALANCED.groups.find(({ id }) => id === "events")!;
    expect(whyOf(under(withGroup(BALANCED, { ...events, cap: 10 })), "Events: at most")).toBe(
      "cap none → 10",
    );
  });
});

test("whatever is compared, both columns sum to their totals, and what a rule changed by itself has its reason", () => {
  fc.assert(
    fc.property(
      subject,
      model,
      model,
      day,
      fc.integer({ min: 0, max: 30 }),
      zone,
      (one, a, b, on, days, inZone) => {
        const scored = (document: ScoringModelDocument, day: Day, version: number) => ({
          score: scoreLead(one, document, day, inZone, "EUR"),
          document,
          version,
        });
        for (const [before, after] of [
          [scored(a, on, 1), scored(a, addDays(on, days), 1)],
          [scored(a, on, 1), scored(b, on, 2)],
        ] as const) {
          const rows = compareScores(before, after, vocabulary);
          const sum = (of: "before" | "after") =>
            rows.reduce((total, row) => total + Math.round((row[of] ?? 0) * 100), 0);
          expect(sum("before")).toBe(before.score.total * 100);
          expect(sum("after")).toBe(after.score.total * 100);
          if (before.document !== after.document) continue;
          for (const row of rows)
            if (/^(rule|inactivity|adjustment) /.test(row.key) && (row.before ?? 0) !== (row.after ?? 0))
              expect(row.why, JSON.stringify(row)).not.toBeNull();
        }
      },
    ),
  );
});
