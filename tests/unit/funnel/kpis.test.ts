import { describe, expect, test } from "vitest";
import { BASES, basisOf, formulaOf, isKpi, KPI_NAMES, kpi } from "@/lib/funnel/kpis";

describe("the registry of numbers", () => {
  test("answers every name that programs rely on and that the data can answer exactly", () => {
    expect(KPI_NAMES).toEqual(
      expect.arrayContaining([
        "mql-to-handoff",
        "mql-to-sal",
        "mql-to-sql",
        "sal-to-sql",
        "sql-to-opportunity",
        "opportunity-to-customer",
        "mql-to-customer",
        "acceptance",
        "coverage",
        "recycle",
        "recycled-yield",
        "speed-to-lead",
        "sla-answer",
        "sla-contact",
        "time-in-stage",
        "volume",
        "velocity",
        "score-distribution",
        "reject-reasons",
        "win-rate",
      ]),
    );
  });

  test("knows no name that only objects have", () => {
    expect(isKpi("mql-to-sal")).toBe(true);
    expect(isKpi("toString")).toBe(false);
    expect(isKpi("cac")).toBe(false);
  });

  test.each(KPI_NAMES)("%s says what it counts, how, and in which basis", (name) => {
    const { label, meaning, numerator, denominator, stageBasis, bases } = kpi(name);
    for (const text of [label, numerator, denominator, stageBasis]) expect(text.trim()).not.toBe("");
    expect(meaning).toMatch(/\.$/);
    expect(stageBasis).toMatch(/^by the day /);
    expect(formulaOf(name)).toContain(numerator);
    expect(new Set(bases).size).toBe(bases.length);
  });

  test("a number that is dated by one event keeps its own basis, whatever is asked", () => {
    for (const asked of BASES) {
      expect(basisOf("acceptance", asked)).toBe("stage");
      expect(basisOf("recycle", asked)).toBe("stage");
      expect(basisOf("mql-to-sal", asked)).toBe(asked);
    }
  });
});
