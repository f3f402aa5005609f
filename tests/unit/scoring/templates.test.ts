import { describe, expect, test } from "vitest";
import { lint } from "@/lib/scoring/lint";
import { scoringModelDocument } from "@/lib/scoring/schema";
import { DEFAULT_TEMPLATE, TEMPLATE_KEYS, TEMPLATES } from "@/lib/scoring/templates";
import { DEFAULT_ACTIVITY_TYPES } from "@/lib/tracking/catalogue";

const KNOWN_TYPES = new Set(DEFAULT_ACTIVITY_TYPES.map(({ key }) => key));

describe.each(TEMPLATE_KEYS)("the template %s", (key) => {
  const { document } = TEMPLATES[key];

  test("is a document that the schema takes as it is", () => {
    expect(scoringModelDocument.parse(document)).toEqual(document);
  });

  test("can be published, and waits for no activity that the catalogue lacks", () => {
    const findings = lint(document, { types: KNOWN_TYPES });
    expect(findings.filter(({ level, code }) => level === "error" || code === "unknown-type")).toEqual([]);
  });

  test("calls a lead MQL from 35 engagement and hot from 60, with a fit of at least C where it has fit rules", () => {
    const fit = document.rules.some((rule) => rule.kind === "fit") ? { minFitBand: "C" } : {};
    expect(document.mql).toEqual([{ minEngagement: 35, ...fit }]);
    expect(document.hot).toEqual([{ minEngagement: 60, ...fit }]);
  });

  test("has fit bands exactly when it has fit rules", () => {
    expect(document.bands.fit !== null).toBe(document.rules.some((rule) => rule.kind === "fit"));
  });
});

describe("the default", () => {
  test("is Balanced, whose top-of-funnel content, opens and pages make no MQL alone", () => {
    expect(DEFAULT_TEMPLATE).toBe("balanced");
    const { document } = TEMPLATES[DEFAULT_TEMPLATE];
    expect(lint(document).filter(({ code }) => code === "cheap-mql")).toEqual([]);
  });
});
