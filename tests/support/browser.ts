import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** Browsers people have: Chromium, Chrome, Edge. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/microsoft-edge",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Flags that let Chromium run in a container and keep it from phoning home. */
export const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The program of a browser that is there, or null. */
export function findBrowser(): string | null {
  const own = chromium.executablePath();
  return [process.env.BATON_BROWSER, ...PLACES, own].find((path) => path && existsSync(path)) ?? null;
}

/** Ways to get a browser where there is none, in the order in which they are tried. */
const WAYS: readonly (readonly string[])[] = [
  [process.execPath, "node_modules/@playwright/test/cli.js", "install", "chromium"],
  // A new machine has no lists of packages yet.
  ["apt-get", "update"],
  ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
];

function attempt([program, ...args]: readonly string[]): void {
  try {
    execFileSync(program!, args, { stdio: ["ignore", "ignore", "ignore"], timeout: 300_000 });
  } catch {
    // The next way, or the caller's sentence, is the answer to this.
  }
}

/** The program of a browser; gets one when there is none. Throws a sentence when that fails. */
export function ensureBrowser(say: (line: string) => void): string {
  for (const way of WAYS) {
    const found = findBrowser();
    if (found) return found;
    say(`There is no browser yet: ${way.join(" ")}`);
    attempt(way);
  }
  const found = findBrowser();
  if (found) return found;
  throw new Error(
    "The browser tests need Chromium, Chrome or Edge. Install one, or name its program in BATON_BROWSER.",
  );
}
