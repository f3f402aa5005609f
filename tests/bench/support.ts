import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { foldDays } from "@/lib/funnel/commands";
import { sessionCookie } from "@/lib/platform/auth/cookies";
import { sealSession } from "@/lib/platform/auth/token";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { readEnvironment } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { withDatabase } from "@/lib/platform/launcher/with-database";
import { ROOT } from "@/lib/platform/root";
import { firstStart } from "@/lib/team/commands/first-start";
import { seedScale } from "@/lib/team/commands/sample";
import { openSession } from "@/lib/team/commands/sessions";
import type { Caller, Viewer } from "@/lib/team/viewer";
import { startApp } from "@/tests/support/app";
import type { Figure } from "./main";

// What every bench needs: a workspace of a size, and times of the product beside those of the bare limit, taken in turn so
// that whatever else the machine does meets both. Their ratio is what travels from one machine to another.

/** A seeded workspace, open as `db()`. */
export type BenchWorkspace = {
  /** How many leads it has. */
  leads: number;
  timeZone: string;
  /** Its admin, now. */
  caller: Caller;
  viewer: Extract<Viewer, { kind: "user" }>;
  /** A connection of the bench's own, without the product in between: prepared statements are the bare limit of reads. */
  bare: pg.Client;
  /** What the app needs to run on the same data beside the bench: `startApp(workspace.env)`. */
  env: Readonly<Record<string, string>>;
};

/** How the admin of a bench's workspace signs in, and the bearer key of its API. */
export const ACCESS = {
  email: "ada@bench.example",
  password: "a bench needs no secret 7",
  apiKey: "bench-key-0123456789-bench-key",
} as const;

/** `--leads N` of a bench's arguments; 10,000 when not given. */
export function leadsIn(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { leads: { type: "string" } }, strict: false });
  const leads = Number(values.leads ?? 10_000);
  if (!Number.isSafeInteger(leads) || leads < 1)
    throw new Error(`--leads ${values.leads} is not a number of leads`);
  return leads;
}

/** Written when a folder's workspace is whole. */
const SEEDED = "seeded.json";

/**
 * Runs `work` on the workspace in BATON_DATA_DIR when that is set, else on one of so many leads in `.test/bench/<leads>`,
 * which is seeded the first time and used again. What a bench writes there stays there.
 */
export async function withWorkspace<T>(
  leads: number,
  work: (workspace: BenchWorkspace) => Promise<T>,
): Promise<T> {
  const given = process.env.BATON_DATA_DIR;
  const folder = given ? resolve(given) : join(ROOT, ".test", "bench", String(leads));
  if (!given && !existsSync(join(folder, SEEDED))) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const env = {
    BATON_DATA_DIR: folder,
    BATON_WORKER: "off",
    BATON_ADMIN_EMAIL: ACCESS.email,
    BATON_ADMIN_PASSWORD: ACCESS.password,
    BATON_API_KEY: ACCESS.apiKey,
    BATON_TIME_ZONE: "Europe/Berlin",
  };
  const settings = readEnvironment({ ...process.env, ...env });
  return withDatabase(settings, async () => {
    const system = { kind: "system", id: null, name: "bench" } as const;
    const caller = { viewer: system, now: readClock(), correlationId: newId() };
    await firstStart(caller, settings);
    if (!(await db().lead.findFirst({ select: { id: true } })))
      await seedScale(
        { ...caller, now: lastAfternoon(caller.now) },
        { leads, seed: "bench", onProgress: showProgress },
      );
    await foldDays();
    const counted = await db().lead.count();
    writeFileSync(join(folder, SEEDED), JSON.stringify({ leads: counted }));
    const { timeZone } = await db().workspace.findUniqueOrThrow({ where: { id: 1 } });
    const admin = await db().user.findFirstOrThrow({ where: { role: "admin", active: true } });
    const { id, name, email } = admin;
    const viewer = { kind: "user", id, name, email, role: "admin" } as const;
    const bare = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await bare.connect();
    try {
      return await work({ leads: counted, timeZone, caller: { ...caller, viewer }, viewer, bare, env });
    } finally {
      await bare.end();
    }
  });
}

/** Three in the afternoon (UTC) of the last day before today that is no weekend: reps have offers to answer then. */
function lastAfternoon(now: Date): Date {
  const day = new Date(now);
  do day.setUTCDate(day.getUTCDate() - 1);
  while ([0, 6].includes(day.getUTCDay()));
  day.setUTCHours(15, 0, 0, 0);
  return day;
}

const showProgress = (leads: number) => process.stderr.write(`${leads} leads seeded\n`);

/** `--no-http` leaves out what needs the app itself (and its build). */
export const asksApp = (args: readonly string[]): boolean => !args.includes("--no-http");

/** Milliseconds. */
export type Times = { p50: number; p95: number; p99: number; mean: number; rounds: number };

export function timesOf(samples: readonly number[]): Times {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const mean = sorted.reduce((sum, sample) => sum + sample, 0) / Math.max(1, sorted.length);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), mean, rounds: sorted.length };
}

const WARM_UP = 5;

/**
 * Runs each of the tasks once a round, one after the other, and answers the times of each. `round` lets a task ask something
 * else every time, as people do. The first rounds warm caches and plans up and do not count.
 */
export async function inTurn<Name extends string>(
  rounds: number,
  tasks: Readonly<Record<Name, (round: number) => Promise<unknown>>>,
): Promise<Record<Name, Times>> {
  const names = Object.keys(tasks) as Name[];
  const samples = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = -WARM_UP; round < rounds; round++)
    for (const name of names) {
      const start = performance.now();
      await tasks[name](round + WARM_UP);
      if (round >= 0) samples.get(name)!.push(performance.now() - start);
    }
  return Object.fromEntries(names.map((name) => [name, timesOf(samples.get(name)!)])) as Record<Name, Times>;
}

/** The real app on a workspace, as its admin asks it. */
export type BenchApp = {
  /** A page, read to its end. Throws unless it answers 200. */
  page(path: string): Promise<void>;
  /** The same of the HTTP API. */
  api(path: string): Promise<void>;
};

/** Runs `work` with the app on the workspace's data; the build is made first when it is stale. */
export async function withApp<T>(
  { env, caller, viewer }: BenchWorkspace,
  work: (app: BenchApp) => Promise<T>,
): Promise<T> {
  const app = await startApp(env);
  const visit = { ...caller, address: "127.0.0.1", userAgent: "bench", device: undefined };
  const { userId, sessionId } = await transaction((tx) => openSession(tx, viewer.id, visit));
  const { name, options } = sessionCookie();
  const cookie = `${name}=${await sealSession({ sub: userId, sid: sessionId }, options.maxAge)}`;
  const get = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(app.url + path, { headers, redirect: "manual" });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
  };
  try {
    return await work({
      page: (path) => get(path, { cookie }),
      api: (path) => get(path, { authorization: `Bearer ${ACCESS.apiKey}` }),
    });
  } finally {
    await app.stop();
  }
}

const rounded = (value: number): number => Number(value.toPrecision(3));

/** The product's times beside those of the bare limit; `ratio` compares the medians. */
export function besideBare(
  name: string,
  product: Times,
  bare: Times,
  more: Readonly<Record<string, string | number>> = {},
): Figure {
  return {
    name,
    value: rounded(product.p95),
    unit: "ms",
    p50: rounded(product.p50),
    p95: rounded(product.p95),
    p99: rounded(product.p99),
    bareP50: rounded(bare.p50),
    bareP95: rounded(bare.p95),
    ratio: rounded(product.p50 / bare.p50),
    rounds: product.rounds,
    ...more,
  };
}

/** A rate beside the highest that the machine could do: `ratio` is the share of it. */
export function rateBeside(
  name: string,
  unit: string,
  { rate, limit }: { rate: number; limit: number },
  more: Readonly<Record<string, string | number>> = {},
): Figure {
  return { name, value: rounded(rate), unit, limit: rounded(limit), ratio: rounded(rate / limit), ...more };
}
