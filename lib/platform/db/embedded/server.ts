import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { identify, isRunning, type ProcessIdentity } from "../../process-identity";
import { createCluster } from "./cluster";
import { type Access, type Home, readAccess, settleHome, writeAccess } from "./home";
import { runAs } from "./run-as";

export const DATABASE = "baton";
const OWNER = "baton";

/** A server that answers. */
export type EmbeddedServer = {
  home: Home;
  port: number;
  process: ProcessIdentity;
  /** The address of one of its databases (`baton` unless named). */
  url(database?: string): string;
  /** Ends sessions, writes everything out and waits until the server is gone. */
  stop(): Promise<void>;
  /** Stops the server and deletes it with everything in its data folder. */
  remove(): Promise<void>;
};

export type ServerOptions = {
  dataDir: string;
  /** false only for servers that are thrown away: commits then do not wait for the disk. */
  durable?: boolean;
  /** Refuse to move to another port (a running app already gave this one to its connections). */
  keepPort?: boolean;
};

const START_TIMEOUT = 120_000;
const PORT_TAKEN = /could not bind|address already in use/i;
/** The backends of a killed server need a moment to notice. */
const STILL_DYING = /shared memory block|lock file "postmaster\.pid" already exists/i;

const addressOf = (access: Access, database = DATABASE) =>
  `postgresql://${OWNER}:${access.password}@127.0.0.1:${access.port}/${database}`;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function query<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The process named in the server's own pid file, or null; the file outlives a killed server. */
function namedProcess(cluster: string): ProcessIdentity | null {
  const file = join(cluster, "postmaster.pid");
  if (!existsSync(file)) return null;
  return identify(Number(readFileSync(file, "utf8").split("\n")[0]));
}

/** Whether our server, on our folder, answers at its address with our password. */
async function answers(access: Access, cluster: string): Promise<boolean> {
  try {
    const rows = await query<{ folder: string }>(
      addressOf(access, "postgres"),
      "select current_setting('data_directory') as folder",
    );
    return rows[0]?.folder === cluster;
  } catch {
    return false;
  }
}

/** Whether a live process is a server on this folder, rather than a stranger with a recycled pid. */
async function isServerOf(named: ProcessIdentity, cluster: string): Promise<boolean> {
  const command =
    process.platform === "linux"
      ? readFileSync(`/proc/${named.pid}/cmdline`, "utf8").replaceAll("\0", " ")
      : await runAs(null, "ps", ["-o", "command=", "-p", String(named.pid)]);
  return command.includes(cluster);
}

async function clearStalePidFile(cluster: string): Promise<void> {
  const named = namedProcess(cluster);
  if (named && (process.platform === "win32" || (await isServerOf(named, cluster)))) return;
  rmSync(join(cluster, "postmaster.pid"), { force: true });
}

const SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  effective_cache_size: "1GB",
  random_page_cost: "1.1",
  max_wal_size: "2GB",
  wal_compression: "on",
  log_timezone: "UTC",
  timezone: "UTC",
  // Set rather than assumed: an acknowledged write survives a crash.
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
};

const THROW_AWAY: Record<string, string> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  max_connections: "200",
};

/** Starts the program in a session of its own, so that a Ctrl-C meant for the app does not reach it. */
function launch(home: Home, port: number, durable: boolean): { exited: () => boolean; log: () => string } {
  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : THROW_AWAY), port: String(port) });
  const mark = existsSync(home.log) ? statSync(home.log).size : 0;
  const output = openSync(home.log, "a", 0o600);
  const child = spawn(
    join(home.installation.folder, "bin", "postgres"),
    ["-D", home.cluster, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    {
      cwd: home.cluster,
      detached: true,
      stdio: ["ignore", output, output],
      env: { PATH: process.env.PATH, SYSTEMROOT: process.env.SYSTEMROOT, LC_ALL: "C.UTF-8" } as never,
      ...(home.account ? { uid: home.account.uid, gid: home.account.gid } : {}),
    },
  );
  closeSync(output);
  let exited = false;
  child.once("error", () => {
    exited = true;
  });
  child.once("exit", () => {
    exited = true;
  });
  child.unref();
  return { exited: () => exited, log: () => readFileSync(home.log, "utf8").slice(mark) };
}

async function launchUntilReady(home: Home, access: Access, options: ServerOptions): Promise<Access> {
  const end = performance.now() + START_TIMEOUT;
  let current = access;
  while (performance.now() < end) {
    await clearStalePidFile(home.cluster);
    const server = namedProcess(home.cluster) ? null : launch(home, current.port, options.durable ?? true);
    while (performance.now() < end) {
      if (await answers(current, home.cluster)) return current;
      if (server ? server.exited() : !namedProcess(home.cluster)) break;
      await wait(25);
    }
    const complaint = server?.log() ?? "";
    if (PORT_TAKEN.test(complaint) && !options.keepPort) {
      current = { ...current, port: await freePort() };
      writeAccess(home.dataDir, current);
    } else if (server && !STILL_DYING.test(complaint)) {
      throw new Error(`The embedded PostgreSQL did not start. ${lastLine(complaint)} See ${home.log}`);
    }
    await wait(100);
  }
  throw new Error(`The embedded PostgreSQL did not answer within two minutes. See ${home.log}`);
}

const lastLine = (log: string) => log.trim().split("\n").at(-1) ?? "";

async function ensureDatabase(access: Access): Promise<void> {
  const maintenance = addressOf(access, "postgres");
  const [found] = await query(maintenance, `select 1 from pg_database where datname = '${DATABASE}'`);
  if (!found) await query(maintenance, `create database ${DATABASE}`);
}

async function stopServer(home: Home, identity: ProcessIdentity): Promise<void> {
  if (!isRunning(identity)) return;
  const program = join(home.installation.folder, "bin", "pg_ctl");
  await runAs(home.account, program, ["stop", "-D", home.cluster, "-m", "fast", "-w", "-t", "60"]);
}

/** Keeps the server's log from growing for ever: one older file is kept. */
function turnLog(log: string): void {
  if (existsSync(log) && statSync(log).size > 10_000_000) renameSync(log, `${log}.1`);
}

/**
 * Starts the embedded server of a data folder, or takes over the one that still runs there. Creates it the first time.
 * Only one process may call this at a time for a folder: see `holdServer`.
 */
export async function startServer(options: ServerOptions): Promise<EmbeddedServer> {
  const home = settleHome(options.dataDir);
  let access = readAccess(home.dataDir);
  if (!existsSync(join(home.cluster, "PG_VERSION")))
    access = await createCluster(home, OWNER, await freePort());
  if (!access)
    throw new Error(`${home.dataDir}/postgres.json, which holds the password of the database, is missing.`);
  if (access.cluster !== home.cluster) {
    access = { ...access, cluster: home.cluster };
    writeAccess(home.dataDir, access);
  }
  if (!(await answers(access, home.cluster))) {
    turnLog(home.log);
    access = await launchUntilReady(home, access, options);
  }
  await ensureDatabase(access);
  const running = access;
  const identity = namedProcess(home.cluster);
  if (!identity) throw new Error(`The embedded PostgreSQL ended while it started. See ${home.log}`);
  return {
    home,
    port: running.port,
    process: identity,
    url: (database) => addressOf(running, database),
    stop: () => stopServer(home, identity),
    async remove() {
      await stopServer(home, identity);
      for (const folder of [home.cluster, home.dataDir, home.systemHome])
        if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}
