import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../../", import.meta.url));

const shared = {
  resolve: {
    alias: [
      // Next's guard against client bundles has no meaning in a test.
      { find: /^server-only$/, replacement: `${root}tests/support/server-only.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
};

export default defineConfig({
  root,
  test: {
    reporters: process.env.BATON_TEST_REPORT
      ? ["default", ["json", { outputFile: process.env.BATON_TEST_REPORT }]]
      : ["default"],
    projects: [
      {
        ...shared,
        test: { name: "unit", root, include: ["tests/unit/**/*.test.ts", "tests/oracle/**/*.test.ts"] },
      },
      {
        ...shared,
        test: {
          name: "integration",
          root,
          include: ["tests/integration/**/*.test.ts", "tests/security/**/*.test.ts"],
          globalSetup: ["tests/support/server.ts"],
          // Fixed, so that no test writes a secret of its own into a data folder.
          env: { BATON_SECRET: "the secret of all tests, nothing hangs on it" },
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "crash",
          root,
          include: ["tests/crash/**/*.test.ts", "tests/instances/**/*.test.ts"],
          // Each starts apps and measures by the clock of the wall.
          maxWorkers: 1,
          globalSetup: ["tests/support/server.ts"],
          env: { BATON_SECRET: "the secret of all tests, nothing hangs on it" },
          pool: "forks",
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "architecture",
          root,
          include: ["tests/architecture/**/*.test.ts"],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
