import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type HeldServer, holdServer } from "@/lib/platform/db/embedded/hold";
import { type EmbeddedServer, startServer } from "@/lib/platform/db/embedded/server";
import { isRunning } from "@/lib/platform/process-identity";

let dataDir: string;
let server: EmbeddedServer | undefined;
let holds: HeldServer[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "baton-embedded-"));
  // The account that runs the server must be able to walk in.
  if (process.getuid?.() === 0) rmSync(dataDir, { recursive: true });
});

afterEach(async () => {
  for (const hold of holds) await hold.release();
  holds = [];
  await server?.remove();
  server = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

const start = async () => {
  server = await startServer({ dataDir });
  return server;
};

describe("the embedded server", () => {
  test("keeps what it acknowledged: fsync, synchronous commit, full pages and checksums are on", async () => {
    const { url } = await start();
    const [row] = await ask(
      url(),
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums`,
    );
    expect(row).toEqual({ fsync: "on", commit: "on", pages: "on", checksums: "on" });
  });

  test("asks for a password that only the owner of the data folder can read", async () => {
    const { url } = await start();
    const wrong = new URL(url());
    wrong.password = "guessed";
    await expect(ask(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
    expect(statSync(join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
  });

  test("a server that still runs is taken over rather than started again", async () => {
    const first = await start();
    const second = await startServer({ dataDir });
    expect(second.process).toEqual(first.process);
  });

  test("acknowledged rows survive kill -9, and the next start recovers by itself", async () => {
    const first = await start();
    await ask(first.url(), "create table kept (id int); insert into kept values (1)");
    process.kill(first.process.pid, "SIGKILL");
    const second = await start();
    expect(second.process).not.toEqual(first.process);
    expect(await ask(second.url(), "select id from kept")).toEqual([{ id: 1 }]);
  });

  test("a pid file that names a stranger is not believed", async () => {
    const first = await start();
    await first.stop();
    const stranger = [String(process.pid), first.home.cluster, "0", String(first.port), "", "127.0.0.1"];
    writeFileSync(join(first.home.cluster, "postmaster.pid"), `${stranger.join("\n")}\n`);
    const second = await start();
    expect(second.process.pid).not.toBe(process.pid);
    expect(await ask(second.url(), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("letters beyond ASCII take part in trigram search", async () => {
    const { url } = await start();
    await ask(url(), "create extension pg_trgm");
    const [row] = await ask(url(), "select cardinality(show_trgm('Жук')) as count");
    expect(row?.count).toBe(4);
  });

  test("the last of several holders stops it", async () => {
    const one = await holdServer({ dataDir });
    const { process: running } = one.server;
    holds = [one];
    await one.release();
    holds = [];
    expect(isRunning(running)).toBe(false);
    server = await startServer({ dataDir });
  });

  test("a server that dies while it is held comes back at the same address", async () => {
    const hold = await holdServer({ dataDir });
    holds = [hold];
    const url = hold.server.url();
    const said: string[] = [];
    hold.keepAlive((line) => said.push(line));
    process.kill(hold.server.process.pid, "SIGKILL");
    await expect
      .poll(() => ask(url, "select 1 as one").catch(() => []), { timeout: 30_000 })
      .toEqual([{ one: 1 }]);
    await expect.poll(() => said).toEqual(["PostgreSQL had ended and runs again."]);
    expect(JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8")).port).toBe(hold.server.port);
  });

  test("a copied data folder is a database of its own, also while the first one runs", async () => {
    const { url, stop } = await start();
    await ask(url(), "create table told as select 'first' as by");
    await stop();
    const copy = `${dataDir}-copy`;
    execFileSync("cp", ["-a", dataDir, copy]);
    await start();
    const second = await startServer({ dataDir: copy });
    try {
      await ask(second.url(), "update told set by = 'second'");
      expect(await ask(server!.url(), "select by from told")).toEqual([{ by: "first" }]);
      expect(await ask(second.url(), "select by from told")).toEqual([{ by: "second" }]);
    } finally {
      await second.remove();
    }
  });
});
