// Behind every `npm run …`. Plain JavaScript that any Node from 20 on can run: it gets the right Node, the packages and
// the database client, then runs what was asked for.
import { fileURLToPath } from "node:url";
import { ensureClient } from "./client.mjs";
import { ensureNode, environmentFor } from "./node-runtime.mjs";
import { ensurePackages } from "./packages.mjs";
import { run } from "./run.mjs";
import { fail } from "./say.mjs";
import { inTurn } from "./turn.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));

// What the app and its tools share imports `server-only`, which is empty under this condition.
const typescript = (file, ...args) => ["--import", "tsx", "--conditions=react-server", file, ...args];

const test = (...steps) => ({
  run: typescript("tests/support/run.ts", steps.join()),
  development: true,
});

const verbs = {
  start: { run: ["lib/platform/launcher/start.mjs"] },
  dev: { run: ["lib/platform/launcher/start.mjs", "dev"] },
  worker: { run: typescript("lib/platform/launcher/worker.ts") },
  cli: { run: typescript("lib/platform/cli/main.ts") },
  doctor: { run: typescript("lib/platform/doctor/main.ts") },
  "db:migrate": { run: typescript("lib/platform/db/write-migration.ts") },
  bench: { run: typescript("tests/bench/main.ts"), development: true },
  test: test("all"),
  check: test("lint", "types", "unused", "architecture", "unit"),
  lint: test("lint"),
  types: test("types"),
  "test:architecture": test("architecture"),
  "test:unit": test("unit"),
  "test:integration": test("integration"),
  "test:crash": test("crash"),
  "test:e2e": test("e2e"),
};

const [verb, ...args] = process.argv.slice(2);
const asked = verbs[verb];
if (!asked) fail(`There is no verb ${verb}. There are: ${Object.keys(verbs).join(", ")}.`);
const { run: program, development = false } = asked;

const { node, env } = await inTurn(root, async () => {
  const node = await ensureNode(root);
  const env = environmentFor(node, root);
  await ensurePackages(root, { development, env });
  await ensureClient(root, { node, env });
  return { node, env };
});

process.exitCode = await run(node, [...program, ...args], { cwd: root, env });
