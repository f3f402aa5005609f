import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Asset, contentReader } from "@/lib/assets/asset";
import {
  HALF_LIFE_DAYS,
  interestsOn,
  LEAST_WEIGHT,
  stageWords,
  type UsedActivity,
} from "@/lib/assets/interests";
import { assetForm, assetInput } from "@/lib/assets/schema";
import type { JsonObject } from "@/lib/shared/json";
import { SAMPLE_ASSETS } from "@/prisma/seed/assets";

const ZONE = "Europe/Berlin";
const asset = (name: string, more: Partial<Asset> = {}): Asset => ({
  id: name,
  name,
  pattern: null,
  tags: [],
  depth: null,
  ...more,
});

const CATALOGUE = [
  asset("Blog", { pattern: "/blog/*", tags: ["general"], depth: "tofu" }),
  asset("Month-end", { pattern: "/blog/month-end*", tags: ["month-end"], depth: "mofu" }),
  asset("Savings calculator", { tags: ["price"], depth: "bofu" }),
];

let count = 0;
const used = (day: string, properties: JsonObject, more: Partial<UsedActivity> = {}): UsedActivity => ({
  id: `activity-${count++}`,
  type: "page_viewed",
  occurredAt: new Date(`${day}T12:00:00Z`),
  trust: "human",
  initiatedBy: null,
  properties,
  ...more,
});

describe("what an activity was about", () => {
  const read = contentReader(CATALOGUE);

  test("is told by the name before the path, and by the longer pattern before the shorter", () => {
    expect(read({ title: "savings CALCULATOR", path: "/blog/x" })?.asset?.name).toBe("Savings calculator");
    expect(read({ path: "/blog/month-end-checklist" })?.asset?.name).toBe("Month-end");
    expect(read({ url: "https://relay.example/blog/other?utm=1" })?.asset?.name).toBe("Blog");
    expect(read({ path: "/careers" })).toBeNull();
  });

  test("keeps the depth and tags it tells itself; the catalogue only adds", () => {
    expect(read({ title: "Savings calculator", depth: "ToFu", tags: ["ERP", "price"] })).toMatchObject({
      depth: "tofu",
      tags: ["erp", "price"],
    });
    expect(read({ title: "Unlisted", tags: "a, b," })).toMatchObject({
      asset: null,
      tags: ["a", "b"],
      depth: null,
    });
    expect(read({ title: "Savings calculator", depth: "nonsense" })?.depth).toBe("bofu");
  });
});

describe("interests and stage", () => {
  test("the deepest content that is recent enough tells the stage, and says which use did", () => {
    const story = [
      used("2026-01-10", { title: "Savings calculator" }),
      used("2026-03-01", { path: "/blog/month-end-checklist", title: "The checklist" }),
      used("2026-03-09", { path: "/blog/limits" }),
    ];
    const march = interestsOn(story, CATALOGUE, "2026-03-11", ZONE);
    expect(march.stage).toBe("mofu");
    expect(stageWords(march)).toBe("Used “The checklist” 10 days ago.");
    expect(march.interests.map(({ tag }) => tag)).toEqual(["general", "month-end", "price"]);
    // On an earlier day the later uses do not exist.
    expect(interestsOn(story, CATALOGUE, "2026-02-01", ZONE)).toMatchObject({
      stage: "bofu",
      interests: [{ tag: "price", share: 1 }],
    });
    expect(interestsOn(story, CATALOGUE, "2025-12-31", ZONE)).toMatchObject({ stage: null, interests: [] });
    const later = interestsOn(story, CATALOGUE, "2026-12-31", ZONE);
    expect(later.stage).toBeNull();
    expect(stageWords(later)).toBe("What it used is too long ago to tell.");
  });

  test("one use counts for a half-life to the day", () => {
    const once = [used("2026-01-01", { title: "Savings calculator" })];
    expect(interestsOn(once, CATALOGUE, "2026-01-31", ZONE).depths.bofu.weight).toBe(LEAST_WEIGHT);
    expect(HALF_LIFE_DAYS).toBe(30);
    expect(interestsOn(once, CATALOGUE, "2026-01-31", ZONE).stage).toBe("bofu");
    expect(interestsOn(once, CATALOGUE, "2026-02-01", ZONE).stage).toBeNull();
  });

  test("what machines did, what sales or marketing began, tells nothing", () => {
    const others = [
      used("2026-03-01", { title: "Savings calculator" }, { trust: "suspect" }),
      used("2026-03-01", { title: "Savings calculator" }, { trust: "automatic" }),
      used("2026-03-01", { title: "Savings calculator" }, { initiatedBy: "rep" }),
    ];
    expect(interestsOn(others, CATALOGUE, "2026-03-11", ZONE)).toMatchObject({ stage: null, interests: [] });
  });

  test("shares sum to one, each weight to its evidence, in whatever order the activities come", () => {
    const titles = fc.constantFrom("Blog", "Month-end", "Savings calculator", "Unlisted");
    const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, "0")}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(titles, days), { minLength: 1, maxLength: 20 }), (uses) => {
        const story = uses.map(([title, day]) => used(day, { title }));
        const told = interestsOn(story, CATALOGUE, "2026-02-28", ZONE);
        expect(interestsOn(story.toReversed(), CATALOGUE, "2026-02-28", ZONE)).toEqual(told);
        const shares = told.interests.reduce((sum, { share }) => sum + share, 0);
        if (told.interests.length > 0) expect(shares).toBeCloseTo(1, 9);
        for (const { weight, evidence } of [...told.interests, ...Object.values(told.depths)])
          expect(evidence.reduce((sum, use) => sum + use.weight, 0)).toBeCloseTo(weight, 9);
      }),
    );
  });
});

describe("an entry of the catalogue", () => {
  test("reads tags from one line, each once and in lower case; what is left empty is nothing", () => {
    expect(assetForm.parse({ name: "Guide", pattern: "", tags: "ERP, audit, erp, ", depth: "" })).toEqual({
      name: "Guide",
      pattern: null,
      tags: ["erp", "audit"],
      depth: null,
    });
  });

  test("has a path that begins with a slash or a star", () => {
    expect(assetInput.safeParse({ name: "Guide", pattern: "blog" }).success).toBe(false);
    expect(assetInput.parse({ name: "Guide", pattern: "*/vs/*" }).pattern).toBe("*/vs/*");
  });

  test("of the sample is one that people could write", () => {
    for (const entry of SAMPLE_ASSETS) expect(assetInput.parse(entry)).toEqual(entry);
    expect(new Set(SAMPLE_ASSETS.map(({ name }) => name.toLowerCase())).size).toBe(SAMPLE_ASSETS.length);
  });
});
