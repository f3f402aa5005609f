import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { waitForLock } from "../lock-file";
import { ROOT } from "../root";

/** Everything a build depends on. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma/schema",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

const LONGEST_BUILD = 15 * 60_000;

/**
 * Next names server actions by a hash of this and their place. Made up anew by each build, as is its custom, a form of one
 * instance would mean nothing to another that was built elsewhere, nor to the next version. What is encrypted at run time
 * has a key of its own: see `publishSettings`.
 */
const ACTION_NAMES = createHash("sha256").update("the names of Baton's server actions").digest("base64");

function* filesOf(path: string): Generator<string> {
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  if (statSync(full).isFile()) yield path;
  else for (const name of readdirSync(full).sort()) yield* filesOf(`${path}/${name}`);
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES)
    for (const file of filesOf(source)) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
}

/** The tsconfig that next.config.ts names for a build in a folder of its own: ours, and whatever Next adds to it. */
function writeOwnTsconfig(name: string): void {
  writeFileSync(join(ROOT, ".tools", `tsconfig.${name}.json`), `{ "extends": "../tsconfig.json" }\n`);
}

/** Runs `next build`; its output is shown only when it fails. Two builds of the same sources are the same to a browser. */
function runNextBuild(buildId: string, signal: AbortSignal): Promise<void> {
  const program = join(ROOT, "node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [program, "build"], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: "production",
      BATON_BUILD_ID: buildId,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ACTION_NAMES,
    },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  return new Promise((done, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) return done();
      reject(
        new Error(
          `${Buffer.concat(output)}\nThe build failed (${signal ?? `exit ${code}`}): see the lines above.`,
        ),
      );
    });
  });
}

/** Builds the app unless the build that is there was made from exactly these sources. */
export async function ensureBuild(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const folder = resolve(ROOT, process.env.NEXT_DIST_DIR ?? ".next");
  const mark = join(folder, "built-from");
  const isCurrent = () => existsSync(mark) && readFileSync(mark, "utf8") === hashOfSources();
  if (isCurrent()) return;

  const lock = await waitForLock(join(ROOT, ".tools", `${basename(folder)}.lock`), LONGEST_BUILD);
  if (!lock) throw new Error("Another process has been building for 15 minutes.");
  try {
    if (isCurrent()) return;
    say("Building (once after each change)…");
    const hash = hashOfSources();
    rmSync(mark, { force: true });
    if (process.env.NEXT_DIST_DIR) writeOwnTsconfig(basename(folder));
    await runNextBuild(hash.slice(0, 20), signal);
    mkdirSync(folder, { recursive: true });
    writeFileSync(mark, hash);
  } finally {
    lock.release();
  }
}
