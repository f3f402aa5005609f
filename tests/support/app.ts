import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "@/lib/platform/root";

/** The real app, as `npm start` runs it, on a data folder and port of its own. */
export type RunningApp = {
  url: string;
  dataDir: string;
  process: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** Stops it in order, as Ctrl-C does, and removes its data unless they were there before. */
  stop(): Promise<void>;
};

/** Milliseconds in which the app starts, the first build included. */
export const LONGEST_START = 900_000;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts the app and waits until it says that it is well. Throws with its output when it ends before. */
export async function startApp(env: Record<string, string> = {}): Promise<RunningApp> {
  const folder = join(ROOT, ".test", "apps");
  mkdirSync(folder, { recursive: true });
  // Not a private folder: the account that runs the database must be able to walk in.
  const dataDir = env.BATON_DATA_DIR ?? join(folder, randomUUID());
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["lib/platform/launcher/start.mjs"], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), BATON_DATA_DIR: dataDir, LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  child.stdout.on("data", (chunk) => printed.push(String(chunk)));
  child.stderr.on("data", (chunk) => printed.push(String(chunk)));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));

  const end = performance.now() + LONGEST_START;
  while (!printed.join("").includes("is ready:")) {
    if (child.exitCode !== null || performance.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`The app did not start:\n${printed.join("")}`);
    }
    await wait(50);
  }
  return {
    url,
    dataDir,
    process: child,
    output: () => printed.join(""),
    async stop() {
      child.kill("SIGINT");
      await ended;
      if (!env.BATON_DATA_DIR) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
