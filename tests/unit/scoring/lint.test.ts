import { describe, expect, test } from "vitest";
import { type Finding, lint, refusesPublishing } from "@/lib/scoring/lint";
import type { EngagementRule, FitRule, ScoringModelDocument } from "@/lib/scoring/model";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { SIMPLE } from "@/lib/scoring/templates/simple";

const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);

const changed = (change: Partial<ScoringModelDocument>, base = BALANCED): ScoringModelDocument => ({
  ...base,
  ...change,
});

const demo: EngagementRule = {
  kind: "engagement",
  id: "demo",
  label: "Asked for a demo",
  group: "behaviour",
  activity: { types: ["demo_requested"] },
  points: 50,
  decay: { kind: "none" },
};

describe("a model cannot be published when", () => {
  test("the rules cannot reach its MQL line", () => {
    const groups = BALANCED.groups.map((group) => (group.kind === "fit" ? group : { ...group, cap: 2 }));
    const findings = lint(changed({ groups }));
    expect(findings[0]).toMatchObject({ level: "error", code: "unreachable" });
    expect(findings[0]!.message).toContain("at most");
    expect(refusesPublishing(findings)).toBe(true);
  });

  test("a limit that counts ever keeps the only rule below the line", () => {
    const rules = [{ ...demo, points: 10, limit: { activities: 3 } }];
    expect(codes(lint(changed({ rules }, SIMPLE)))).toContain("unreachable");
    const renewing = [{ ...demo, points: 10, limit: { activities: 3, days: 30 } }];
    expect(codes(lint(changed({ rules: renewing }, SIMPLE)))).not.toContain("unreachable");
  });

  test("its line asks for a fit that it has no rules for", () => {
    const findings = lint(changed({ mql: [{ minEngagement: 35, minFitBand: "C" }] }, SIMPLE));
    expect(findings[0]).toMatchObject({ level: "error", code: "no-fit-rules" });
  });

  test("its bands do not fall from best to worst", () => {
    const bands = { ...BALANCED.bands, engagement: { 1: 30, 2: 35, 3: 15 } };
    expect(codes(lint(changed({ bands })))).toContain("bands-out-of-order");
    expect(refusesPublishing(lint(changed({ bands })))).toBe(true);
  });

  test("a rule looks into a list that does not exist, inside any nesting", () => {
    const rule: FitRule = {
      kind: "fit",
      id: "new",
      label: "New",
      group: "company",
      when: { not: { any: [{ field: "title", op: "matches", list: "nowhere" }] } },
      points: 1,
    };
    const findings = lint(changed({ rules: [...BALANCED.rules, rule] }));
    expect(findings[0]).toMatchObject({ level: "error", code: "unknown-list", ruleId: "new" });
  });
});

describe("a model is doubtful, but can be published, when", () => {
  test("cheap signals alone reach the line", () => {
    const findings = lint(SIMPLE).filter(({ code }) => code === "cheap-mql");
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining("Top-of-funnel content alone"),
      expect.stringContaining("Opened e-mails alone"),
    ]);
    expect(refusesPublishing(lint(SIMPLE))).toBe(false);
  });

  test("a rule gives no points and triggers nothing; a trigger without points is fine", () => {
    const silent = { ...demo, points: 0 };
    expect(codes(lint(changed({ rules: [...SIMPLE.rules, { ...silent, id: "x" }] }, SIMPLE)))).toContain(
      "no-effect",
    );
    const raising = { ...silent, id: "x", trigger: "hand-raise" as const };
    expect(codes(lint(changed({ rules: [...SIMPLE.rules, raising] }, SIMPLE)))).not.toContain("no-effect");
  });

  test("a list is empty, an activity type unknown, a group without rules", () => {
    expect(codes(lint(BALANCED))).toEqual(["empty-list"]);
    expect(codes(lint(SIMPLE, { types: new Set(["email_opened"]) }))).toContain("unknown-type");
    const groups = [...SIMPLE.groups, { id: "empty", label: "Empty", kind: "fit" as const }];
    expect(codes(lint(changed({ groups }, SIMPLE)))).toContain("empty-group");
  });
});
