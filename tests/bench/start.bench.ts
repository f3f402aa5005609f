import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startServer } from "@/lib/platform/db/embedded/server";
import { ROOT } from "@/lib/platform/root";
import { startApp } from "@/tests/support/app";
import type { Figure } from "./main";
import { besideBare, timesOf } from "./support";

// `npm run bench -- start [--rounds N]`: from the command to the first healthy answer, of the built app: into an empty data
// folder (a database is made and migrated) and again into the same one, beside a bare node and a bare PostgreSQL.

const ROUNDS = 3;

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; took: number }> {
  const start = performance.now();
  const result = await work();
  return { result, took: performance.now() - start };
}

function bareNode(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["-e", "0"], { stdio: "ignore" });
    child.once("error", reject).once("exit", () => resolve());
  });
}

/** The app, once it says of itself that it is well. */
async function healthyApp(dataDir: string) {
  const app = await startApp({ BATON_DATA_DIR: dataDir });
  while (!(await fetch(`${app.url}/api/health`)).ok) await wait(20);
  return app;
}

export default async function start(args: readonly string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: "string" } }, strict: false });
  const rounds = Number(values.rounds ?? ROUNDS);
  // The build is not what is measured: this start makes it when it is stale.
  await (await startApp()).stop();
  const folder = join(ROOT, ".test", "bench-start");
  mkdirSync(folder, { recursive: true });
  const samples = {
    first: [] as number[],
    second: [] as number[],
    bareFirst: [] as number[],
    bareSecond: [] as number[],
  };
  for (let round = 0; round < rounds; round++) {
    const own = join(folder, randomUUID());
    const bare = join(folder, randomUUID());
    try {
      for (const which of ["first", "second"] as const) {
        const app = await timed(() => healthyApp(own));
        await app.result.stop();
        samples[which].push(app.took);
        const node = await timed(bareNode);
        const server = await timed(() => startServer({ dataDir: bare }));
        await server.result.stop();
        samples[which === "first" ? "bareFirst" : "bareSecond"].push(node.took + server.took);
      }
    } finally {
      for (const dataDir of [own, bare]) rmSync(dataDir, { recursive: true, force: true });
    }
  }
  return [
    besideBare("first start", timesOf(samples.first), timesOf(samples.bareFirst)),
    besideBare("second start", timesOf(samples.second), timesOf(samples.bareSecond)),
  ];
}
