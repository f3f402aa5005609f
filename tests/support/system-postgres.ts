import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chownSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { serverAccount } from "@/lib/platform/db/embedded/account";
import { ROOT } from "@/lib/platform/root";

/** Where Debian and Ubuntu put the oldest version that Baton promises to run on. */
const PROGRAMS = "/usr/lib/postgresql/15/bin";

/** A server that Baton did not start: an administrator's own, of the oldest version Baton takes. */
export type SystemServer = { url: string; stop(): Promise<void> };

export const hasSystemPostgres = (): boolean => existsSync(join(PROGRAMS, "initdb"));

/** Makes a new cluster with the system's programs and starts it on a free port; only this machine can reach it. */
export async function startSystemPostgres(): Promise<SystemServer> {
  const folder = join(ROOT, ".test", "system-postgres", randomUUID());
  mkdirSync(folder, { recursive: true });
  const account = serverAccount();
  if (account) chownSync(folder, account.uid, account.gid);
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  const cluster = join(folder, "data");
  execFileSync(
    join(PROGRAMS, "initdb"),
    ["-D", cluster, "-U", "owner", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"],
    { ...as, cwd: folder, stdio: "ignore" },
  );
  const port = await freePort();
  const settings = { port: String(port), listen_addresses: "127.0.0.1", unix_socket_directories: "" };
  const server = spawn(
    join(PROGRAMS, "postgres"),
    ["-D", cluster, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { ...as, cwd: folder, stdio: "ignore" },
  );
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const url = `postgresql://owner@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url);
  return {
    url,
    async stop() {
      // Fast shutdown: sessions are ended.
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function untilItAnswers(url: string): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await wait(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
