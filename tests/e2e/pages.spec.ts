import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "../support/e2e";

const PAGES = [
  "/leads",
  "/leads/new",
  "/inbox",
  "/funnel",
  "/scoring",
  "/scoring/backtest",
  "/scoring/calibrate",
  "/scoring/hand",
  "/scoring/profiles",
  "/scoring/profiles/decision-maker",
  "/scoring/profiles/decision-maker/edit",
  "/scoring/assets",
  "/scoring/exclusions",
  "/scoring/shadow",
  "/scoring/drift",
  "/scoring/promote",
  "/definitions",
  "/imports",
  "/imports/new",
  "/settings/account",
  "/settings/people",
  "/settings/keys",
  "/settings/workspace",
  "/settings/outbox",
  "/settings/jobs",
  "/settings/doctor",
  "/audit",
  "/developers",
];

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

for (const colorScheme of ["light", "dark"] as const)
  test(`every page keeps WCAG 2.2 AA (${colorScheme})`, async ({ page }) => {
    test.setTimeout(480_000);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signIn(page);
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await expect(page).toHaveTitle(/Baton/);
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      expect(violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes[0]?.target}`)).toEqual([]);
    }
  });

test("no page is wider than a phone of 360 pixels", async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page);
  for (const path of PAGES) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, `${path} scrolls sideways`).toBeLessThanOrEqual(360);
  }
});

test("signed out, every page leads to sign-in and back", async ({ page }) => {
  test.setTimeout(120_000);
  for (const path of PAGES) {
    await page.goto(path);
    expect(new URL(page.url()).pathname, path).toBe("/sign-in");
  }
});
