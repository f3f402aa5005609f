import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startServer } from "@/lib/platform/db/embedded/server";
import { migrate } from "@/lib/platform/db/migrate";
import { installJobTables } from "@/lib/platform/jobs/install";
import { holderOf, takeLock } from "@/lib/platform/lock-file";
import { ROOT } from "@/lib/platform/root";
import { startSystemPostgres } from "./system-postgres";

const RUNS = join(ROOT, ".test", "runs");

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the run's server; each test file copies the template into a database of its own. */
    serverUrl: string;
    template: string;
  }
}

/** Stops and removes the servers of runs that were killed. */
async function clearDeadRuns(): Promise<void> {
  if (!existsSync(RUNS)) return;
  for (const run of readdirSync(RUNS)) {
    const folder = join(RUNS, run);
    if (!existsSync(join(folder, "run.lock")) || holderOf(join(folder, "run.lock"))) continue;
    if (existsSync(join(folder, "postgres.json")))
      await startServer({ dataDir: folder, durable: false }).then((server) => server.remove());
    rmSync(folder, { recursive: true, force: true });
  }
}

type RunServer = { url(database: string): string; remove(): Promise<void> };

/** BATON_TEST_POSTGRES=15 runs the tests on the system's PostgreSQL 15 instead of the built-in one. */
async function serverOfRun(folder: string): Promise<RunServer> {
  if (process.env.BATON_TEST_POSTGRES !== "15") return startServer({ dataDir: folder, durable: false });
  const system = await startSystemPostgres();
  return {
    url: (database) => Object.assign(new URL(system.url), { pathname: `/${database}` }).href,
    remove: system.stop,
  };
}

/** One PostgreSQL for the whole run, with a migrated template database that files copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearDeadRuns();
  const folder = join(RUNS, String(process.pid));
  const lock = takeLock(join(folder, "run.lock"));
  const server = await serverOfRun(folder);
  const template = "template_baton";
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  await migrate(server.url(template));
  await installJobTables(server.url(template));
  project.provide("serverUrl", server.url("postgres"));
  project.provide("template", template);
  return async () => {
    lock?.release();
    await server.remove();
  };
}
