import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { ROOT } from "@/lib/platform/root";
import { ensureBrowser } from "./browser";

// What `npm test` does, step by step. Every step runs whatever the one before found, so one run tells everything.

type Count = { passed: number; failed: number; skipped: number };

export type Step = {
  name: string;
  /** Program of node_modules and its arguments. */
  program: string;
  args: readonly string[];
  /** Programs that must have run before, for what they leave behind. */
  before?: () => Promise<void> | void;
  /** Reads the step's own report; steps without one count as one check. */
  report?: (report: unknown) => Count;
};

const REPORTS = join(ROOT, ".test", "reports");

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** A file that cannot even be loaded has no test that failed, and counts as one. */
function countVitest(report: unknown): Count {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    report as VitestReport;
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

function countPlaywright(report: unknown): Count {
  const { stats, errors } = report as PlaywrightReport;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

const vitest = (name: string): Step => ({
  name,
  program: "vitest/vitest.mjs",
  args: ["run", "--config", "tests/config/vitest.config.ts", "--project", name],
  report: countVitest,
});

const steps: readonly Step[] = [
  { name: "lint", program: "@biomejs/biome/bin/biome", args: ["check", "--error-on-warnings", "."] },
  {
    name: "types",
    program: "typescript/bin/tsc",
    args: ["--noEmit", "--project", "."],
    // Types of routes and of what Next imports (styles, images).
    before: async () => void (await run("next/dist/bin/next", ["typegen"], {}, "quiet")),
  },
  {
    name: "unused",
    program: "knip/bin/knip.js",
    args: ["--config", "tests/config/knip.json", "--no-progress"],
  },
  vitest("architecture"),
  vitest("unit"),
  vitest("integration"),
  vitest("crash"),
  {
    name: "e2e",
    program: "@playwright/test/cli.js",
    args: ["test", "--config", "tests/config/playwright.config.ts"],
    before: () => void ensureBrowser(say),
    report: countPlaywright,
  },
];

const say = (line: string) => {
  process.stdout.write(`${line}\n`);
};

function run(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  output: "shown" | "quiet" = "shown",
): Promise<number> {
  const child = spawn(process.execPath, [join(ROOT, "node_modules", program), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env, NODE_OPTIONS: "" },
    stdio: output === "shown" ? ["ignore", "inherit", "inherit"] : "ignore",
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const each of signals) process.removeListener(each, pass);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

async function runStep(step: Step, more: readonly string[]): Promise<Count> {
  const report = join(REPORTS, `${step.name}.json`);
  rmSync(report, { force: true });
  let code: number;
  try {
    await step.before?.();
    code = await run(step.program, [...step.args, ...more], step.report ? { BATON_TEST_REPORT: report } : {});
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    code = 1;
  }
  const whole = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (!step.report) return whole;
  try {
    const count = step.report(JSON.parse(readFileSync(report, "utf8")));
    // A step that ended badly although no test failed (a set-up, a teardown) counts as one failure.
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch {
    return whole;
  }
}

const words = ({ passed, failed, skipped }: Count) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * Runs the named steps ("all" for every one) and answers the exit code. Further arguments go to the step when it is one
 * alone. The last line is the sum and nothing else.
 */
export async function runSteps(names: readonly string[], more: readonly string[]): Promise<number> {
  mkdirSync(REPORTS, { recursive: true });
  const chosen = names.includes("all") ? steps : steps.filter(({ name }) => names.includes(name));
  const counts: { name: string; count: Count; seconds: number }[] = [];
  let stopped = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      stopped = true;
    });
  for (const step of chosen) {
    if (stopped) break;
    say(`\n== ${step.name}`);
    const started = performance.now();
    const count = await runStep(step, chosen.length === 1 ? more : []);
    counts.push({ name: step.name, count, seconds: (performance.now() - started) / 1_000 });
  }
  say("");
  for (const { name, count, seconds } of counts)
    say(
      `${count.failed > 0 ? "✗" : "✓"} ${name.padEnd(14)} ${words(count).padEnd(40)} ${seconds.toFixed(1)} s`,
    );
  const total = counts.reduce(
    (sum, { count }) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    { passed: 0, failed: stopped ? 1 : 0, skipped: 0 },
  );
  say(words(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}
