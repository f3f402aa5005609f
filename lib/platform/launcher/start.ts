import { once } from "node:events";
import { readFileSync } from "node:fs";
import { get, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type nextServer from "next";
import { type HeldDatabase, holdDatabase } from "../db/hold-database";
import { migrate } from "../db/migrate";
import { type Environment, risksOf } from "../env";
import { newId } from "../ids";
import { installJobTables } from "../jobs/install";
import { type Lock, waitForLock } from "../lock-file";
import { countRequest } from "../metrics/meter";
import { REQUEST_ID_HEADER, withinRequest } from "../request-context";
import { ROOT } from "../root";
import { shutDown } from "../shutdown";
import { enter } from "../web/front-door";
import { ensureBuild } from "./build";
import { type AppServer, listen } from "./http-server";
import { routeNamer } from "./routes";
import { publishSettings, readSettings } from "./settings";
import { onStopSignal } from "./stop-signals";
import { say } from "./terminal";

/** How long requests in flight may take after the signal to stop. */
const LONGEST_DRAIN = 20_000;
/** Whatever hangs then is left to the next start, which recovers by itself. */
const LONGEST_STOP = 45_000;
/** An app that is just stopping gives its data folder free within this time. */
const LAST_INSTANCE_GRACE = 3_000;
const LONGEST_WARM_UP = 60_000;

/** What is up so far, in the order in which it came up. */
type Running = { lock: Lock | null; http: AppServer | null; database: HeldDatabase | null };

async function stop(running: Running): Promise<void> {
  // Streams and jobs end while the last requests are answered; both need the database until they are done.
  await Promise.all([running.http?.drain(LONGEST_DRAIN), shutDown("first")]);
  await shutDown("last");
  await (globalThis as { batonPrisma?: { $disconnect(): Promise<void> } }).batonPrisma?.$disconnect();
  await running.database?.release();
  running.lock?.release();
}

/** Two apps on one data folder would share its embedded database behind each other's back. */
async function lockDataFolder({ dataDir, databaseUrl }: Environment): Promise<Lock | null> {
  if (databaseUrl) return null;
  const lock = await waitForLock(join(dataDir, "app.lock"), LAST_INSTANCE_GRACE);
  if (!lock)
    throw new Error(
      `Baton already runs on ${dataDir}. Stop it first, or give this one its own BATON_DATA_DIR.`,
    );
  return lock;
}

async function listenOrExplain({ host, port }: Environment): Promise<AppServer> {
  try {
    return await listen(host, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") throw new Error(`Port ${port} is in use. Set PORT to another one.`);
    if (code === "EACCES")
      throw new Error(`Port ${port} is not allowed for this user. Set PORT to another one.`);
    throw new Error(`Cannot listen on ${host}:${port}: ${(error as Error).message}`);
  }
}

/** Counts a request once its answer is sent, or its client is gone. */
function measure(
  request: IncomingMessage,
  response: ServerResponse,
  nameRoute: (path: string) => string,
): void {
  const started = performance.now();
  response.once("close", () => {
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    const method = METHODS.has(request.method ?? "") ? request.method! : "other";
    const status = response.writableFinished ? String(response.statusCode) : "aborted";
    countRequest({ method, route: nameRoute(path), status }, (performance.now() - started) / 1_000);
  });
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

async function serveApp(http: AppServer, settings: Environment, dev: boolean): Promise<void> {
  const next = createRequire(import.meta.url)("next") as typeof nextServer;
  const app = next({ dev, dir: ROOT, hostname: settings.host, port: settings.port, httpServer: http.server });
  await app.prepare();
  const answer = app.getRequestHandler();
  const nameRoute = routeNamer();
  http.serve((request, response) => {
    const requestId = newId();
    request.headers[REQUEST_ID_HEADER] = requestId;
    measure(request, response, nameRoute);
    withinRequest(requestId, async () => {
      if (enter(request, response, settings)) await answer(request, response);
    }).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

/** The status of one request to ourselves; 0 when there is no answer. Not by fetch: Next replaces that one. */
function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: LONGEST_WARM_UP }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(0));
  });
}

/** Asks the app until it says that it is well: the first request loads it and starts the worker. */
async function warmUp({ host, port }: Environment, stopping: AbortSignal): Promise<boolean> {
  const address = ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  const end = performance.now() + LONGEST_WARM_UP;
  while (performance.now() < end && !stopping.aborted) {
    if ((await statusOf(`http://${address}:${port}/api/health`)) === 200) return true;
    await wait(100);
  }
  return false;
}

async function bringUp(
  running: Running,
  settings: Environment,
  { dev, stopping }: { dev: boolean; stopping: AbortSignal },
): Promise<void> {
  running.lock = await lockDataFolder(settings);
  running.http = await listenOrExplain(settings);
  const building = dev ? undefined : ensureBuild(say, stopping);
  const [database] = await Promise.all([holdDatabase(settings), building?.catch(() => {})]);
  running.database = database;
  await building;
  for (const line of [...risksOf(settings), database.notice ?? []].flat()) say(line);
  const applied = await migrate(database.url);
  if (applied.length > 0) say(`Database: ${applied.length} migrations applied.`);
  await installJobTables(database.url);
  database.keepAlive(say);
  publishSettings(settings, database.url);
  stopping.throwIfAborted();
  await serveApp(running.http, settings, dev);
  const well = await warmUp(settings, stopping);
  stopping.throwIfAborted();
  say(`Database: ${database.description}`);
  if (!well) say("The health check at /api/health does not answer 200 yet.");
  say(`Baton ${version()} is ready: ${settings.url}`);
}

function version(): string {
  return (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string }).version;
}

// One request's mistake must not take the others down.
function outliveMistakes(): void {
  for (const kind of ["uncaughtException", "unhandledRejection"] as const)
    process.on(kind, (error: unknown) => {
      process.stderr.write(`${kind}: ${error instanceof Error ? error.stack : error}\n`);
    });
}

const complain = (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
};

/** `npm start` and `npm run dev`: brings everything up in order and, when asked to stop, down in the opposite one. */
export async function start({ dev }: { dev: boolean }): Promise<void> {
  Object.assign(process.env, { NODE_ENV: dev ? "development" : "production" });
  const settings = readSettings();
  const running: Running = { lock: null, http: null, database: null };
  const stopping = new AbortController();
  onStopSignal(() => {
    say("Stopping…");
    stopping.abort();
  });
  outliveMistakes();

  let code = 0;
  try {
    await bringUp(running, settings, { dev, stopping: stopping.signal });
    if (!stopping.signal.aborted) await once(stopping.signal, "abort");
  } catch (error) {
    if (!stopping.signal.aborted) {
      complain(error);
      code = 1;
    }
  }
  await Promise.race([stop(running).catch(complain), wait(LONGEST_STOP)]);
  if (code === 0) say("Stopped.");
  process.exit(code);
}
