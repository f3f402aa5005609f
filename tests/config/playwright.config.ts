import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { BROWSER_FLAGS, findBrowser } from "../support/browser";

const root = fileURLToPath(new URL("../../", import.meta.url));
const report = process.env.BATON_TEST_REPORT;
const executablePath = findBrowser();

export default defineConfig({
  testDir: `${root}tests/e2e`,
  outputDir: `${root}.test/e2e`,
  globalSetup: "../support/e2e-app.ts",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: false,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: report ? [["list"], ["json", { outputFile: report }]] : [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { args: BROWSER_FLAGS, ...(executablePath ? { executablePath } : {}) },
  },
});
