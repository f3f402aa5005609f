import { describe, expect, test } from "vitest";
import { scoreLead } from "@/lib/scoring/evaluate";
import { pathToMql } from "@/lib/scoring/path-to-mql";
import type { ScoredActivity, ScoreSubject } from "@/lib/scoring/score";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { triggeredBy } from "@/lib/scoring/trigger";
import type { Json, JsonObject } from "@/lib/shared/json";

const ZONE = "Europe/Berlin";
const TODAY = "2026-05-15";

function activity(
  id: string,
  type: string,
  at: string,
  more: Partial<ScoredActivity> & { properties?: JsonObject } = {},
): ScoredActivity {
  return {
    id,
    type,
    occurredAt: new Date(at),
    trust: "human",
    channel: null,
    campaign: null,
    initiatedBy: null,
    properties: {},
    ...more,
  };
}

function subject(activities: ScoredActivity[], facts: Record<string, Json> = {}): ScoreSubject {
  const createdAt = new Date("2026-05-01T08:00:00Z");
  return {
    leadId: "lead",
    createdAt,
    attributes: Object.entries(facts).map(([field, value]) => ({ field, value, at: createdAt })),
    activities,
    adjustments: [],
  };
}

const score = (lead: ScoreSubject, on = TODAY) => scoreLead(lead, BALANCED, on, ZONE, "EUR");

describe("the one-line reason", () => {
  test("names the two strongest things the lead did, and how often", () => {
    const lead = subject([
      activity("1", "pricing_viewed", "2026-05-13T10:00:00Z"),
      activity("2", "pricing_viewed", "2026-05-14T10:00:00Z"),
      activity("3", "pricing_viewed", "2026-05-15T10:00:00Z"),
      activity("4", "demo_requested", "2026-05-15T11:00:00Z"),
      activity("5", "email_opened", "2026-05-15T11:00:00Z"),
    ]);
    expect(score(lead).reason).toBe(
      "Asked for a demo, quote or talk · viewed pricing or a comparison 3 times",
    );
  });

  test("says what speaks loudly against it, and leaves out what hardly weighs", () => {
    const requested = activity("1", "demo_requested", "2026-05-15T10:00:00Z");
    const gone = subject([requested, activity("2", "unsubscribed", "2026-05-15T11:00:00Z")]);
    expect(score(gone).reason).toBe("Asked for a demo, quote or talk · but unsubscribed");
    expect(score(subject([requested], { email: "ada@gmail.com" })).reason).toBe(
      "Asked for a demo, quote or talk",
    );
  });

  test("falls back on who the lead is, and says when there is nothing", () => {
    expect(score(subject([], { "company.employees": 300 })).reason).toBe("250 employees or more");
    expect(score(subject([])).reason).toBe("Nothing that counts yet");
    const expired = subject([activity("1", "demo_requested", "2026-01-15T10:00:00Z")]);
    expect(score(expired, "2026-05-20").reason).toBe("Quiet for 120 days");
  });
});

describe("the explanation", () => {
  test("says once what is not known of the company and what it could bring", () => {
    const unknown = score(subject([], { "company.employees": 300 })).rows.filter(
      ({ outcome }) => outcome === "unknown",
    );
    expect(unknown.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      "Not known: industry: could bring up to 10",
      "Not known: annual revenue: could bring up to 15",
      "Not known: country, company country: could bring up to 5",
      "Not known: title: could bring up to 10",
    ]);
  });

  test("shows the arithmetic, the cap and the rounding as rows", () => {
    const lead = subject([
      ...["1", "2", "3", "4"].map((id) => activity(id, "pricing_viewed", "2026-05-14T10:00:00Z")),
      activity("5", "email_opened", "2026-05-14T10:00:00Z"),
    ]);
    const rows = score(lead).rows.filter(({ part }) => part === "engagement");
    expect(rows.map(({ kind, label, points, detail }) => ({ kind, label, points, detail }))).toEqual([
      {
        kind: "rule",
        label: "Viewed pricing or a comparison 4 times",
        points: 57.12,
        detail: "4 × 15, half-life 14 days",
      },
      { kind: "cap", label: "High intent: at most 45 points", points: -12.12, detail: undefined },
      {
        kind: "rule",
        label: "Opened an e-mail",
        points: 1.95,
        detail: "2 × 0.977 after 1 day, half-life 30 days",
      },
      { kind: "rounding", label: "Rounded to whole points", points: 0.05, detail: "46.95 to 47" },
    ]);
  });

  test("does not count what a machine did", () => {
    const lead = subject([
      activity("1", "email_clicked", "2026-05-15T10:00:00Z", { trust: "suspect" }),
      activity("2", "email_clicked", "2026-05-15T10:00:00Z"),
    ]);
    expect(score(lead).engagement).toBe(5);
  });

  test("does not know of a day what was told or done after it", () => {
    const lead = subject([activity("1", "demo_requested", "2026-05-14T22:30:00Z")], { title: "CEO" });
    // 00:30 on the 15th in Berlin.
    expect(score(lead, "2026-05-14")).toMatchObject({ engagement: 0, fit: 10 });
    expect(score(lead, "2026-05-15")).toMatchObject({ engagement: 50, fit: 10 });
    expect(score(lead, "2026-04-30")).toMatchObject({ engagement: 0, fit: 0 });
  });
});

describe("the way to MQL", () => {
  test("names the missing points of each part and what would bring them within caps", () => {
    const lead = subject([activity("1", "pricing_viewed", "2026-05-15T10:00:00Z")], {
      "company.employees": 20,
    });
    const path = pathToMql(score(lead), BALANCED);
    expect(path.met).toBe(false);
    expect(path.ways[0]!.gaps.map(({ words }) => words)).toEqual([
      "5 more fit points",
      "20 more engagement points",
    ]);
    expect(path.ways[0]!.gaps[1]!.helps[0]).toEqual({ label: "Asked for a demo, quote or talk", points: 50 });
    expect(path.atOnce).toContain("Reached a plan limit");
  });

  test("does not promise points that a full group would not give", () => {
    const lead = subject(["1", "2", "3"].map((id) => activity(id, "pricing_viewed", "2026-05-15T10:00:00Z")));
    const helps = pathToMql(score(lead), { ...BALANCED, mql: [{ minEngagement: 100 }] }).ways[0]!.gaps[0]!
      .helps;
    expect(helps.map(({ label }) => label)).not.toContain("Viewed pricing or a comparison");
  });
});

describe("what sets a lead off at once", () => {
  const trigger = (lead: ScoreSubject, id: string) =>
    triggeredBy(lead, BALANCED, lead.activities.find((each) => each.id === id)!, ZONE).map(
      (found) => found.trigger,
    );

  test("is the lead's own request, not one that a rep made for it", () => {
    const own = subject([activity("1", "demo_requested", "2026-05-15T10:00:00Z")]);
    const reps = subject([activity("1", "demo_requested", "2026-05-15T10:00:00Z", { initiatedBy: "rep" })]);
    expect(trigger(own, "1")).toEqual(["hand-raise"]);
    expect(trigger(reps, "1")).toEqual([]);
  });

  test("is the day on which regular use completes, not the days before", () => {
    const lead = subject(
      ["11", "13", "15"].map((day) => activity(day, "product_used", `2026-05-${day}T10:00:00Z`)),
    );
    expect([trigger(lead, "13"), trigger(lead, "15")]).toEqual([[], ["pql"]]);
  });
});
