import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { readAccess } from "@/lib/platform/db/embedded/home";
import type { Chance } from "@/prisma/seed/chance";
import { type RunningApp, startApp } from "../support/app";

/** What can die: the app alone, PostgreSQL alone, one of its backends (all others are reset with it), or app and PostgreSQL. */
export const VICTIMS = ["app", "postmaster", "backend", "both"] as const;
export type Victim = (typeof VICTIMS)[number];

/** The real app with its embedded database, under a supervisor that starts it again when it dies, as systemd would. */
export type SupervisedApp = {
  /** Where it answers now, or answered last. */
  url(): string;
  /** Its database, for whoever looks behind its back. */
  databaseUrl(): string;
  /** kill -9. Comes back when the victim is dead; the app is then being started again where it was one. */
  kill(victim: Victim, chance: Chance): Promise<void>;
  /** Waits until a restart, if there is one, is done; throws with what the app printed when it does not come up. */
  settled(): Promise<void>;
  /** What all its processes printed. */
  output(): string;
  stop(): Promise<void>;
};

export async function superviseApp(dataDir: string, given: Record<string, string>): Promise<SupervisedApp> {
  // The test itself looks at databases by DATABASE_URL: that is not for the app.
  const env = { ...given, BATON_DATA_DIR: dataDir, DATABASE_URL: "" };
  let app: RunningApp = await startApp(env);
  const earlier: string[] = [];
  let restart: Promise<void> = Promise.resolve();

  const access = () => {
    const known = readAccess(dataDir);
    if (!known) throw new Error(`${dataDir} holds no database`);
    return known;
  };
  const databaseUrl = () => {
    const { password, port } = access();
    return `postgresql://baton:${password}@127.0.0.1:${port}/baton`;
  };
  const killApp = async () => {
    await restart;
    const exit = once(app.process, "exit");
    app.process.kill("SIGKILL");
    await exit;
    earlier.push(app.output());
  };
  const startAgain = () => {
    restart = startApp(env).then((started) => {
      app = started;
    });
    // Whoever waits for it hears of a failure; until then it is nobody's unhandled one.
    restart.catch(() => {});
  };

  return {
    url: () => app.url,
    databaseUrl,
    async kill(victim, chance) {
      if (victim === "app" || victim === "both") await killApp();
      if (victim === "postmaster" || victim === "both") killPostmaster(access().cluster);
      if (victim === "backend") await killBackend(databaseUrl(), chance);
      if (victim === "app" || victim === "both") startAgain();
    },
    settled: () => restart,
    output: () => [...earlier, app.output()].join(""),
    async stop() {
      await restart.catch(() => {});
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function killPostmaster(cluster: string): void {
  const pid = Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(pid, "SIGKILL");
}

/** Kills a backend that serves a connection of the app; looks again while the database is just recovering. */
async function killBackend(url: string, chance: Chance): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity
         where backend_type = 'client backend' and datname = 'baton' and pid <> pg_backend_pid() order by pid`,
      );
      if (rows.length > 0) {
        process.kill(chance.pick(rows).pid, "SIGKILL");
        return;
      }
    } catch (error) {
      if (performance.now() > end) throw error;
    } finally {
      await client.end().catch(() => {});
    }
    await wait(50);
  }
}
