import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { holderOf, takeLock, waitForLock } from "../../lock-file";
import { isRunning } from "../../process-identity";
import { type EmbeddedServer, type ServerOptions, startServer } from "./server";

/** The embedded server for as long as this process needs it. */
export type HeldServer = {
  server: EmbeddedServer;
  /** Starts the server again whenever it dies, at the same address, until released. */
  keepAlive(say: (line: string) => void): void;
  /** Lets go; the last process to let go stops the server. */
  release(): Promise<void>;
};

const WATCH_EVERY = 500;

/** Starting and stopping take turns between the processes of a data folder. */
async function inTurn<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(join(dataDir, "postgres.lock"), 180_000);
  if (!lock)
    throw new Error(`Another process has been starting the database in ${dataDir} for three minutes.`);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Whether a live process holds the server; marks of dead ones are cleared away. */
function isHeld(folder: string): boolean {
  let held = false;
  for (const name of readdirSync(folder)) {
    const mark = join(folder, name);
    if (holderOf(mark)) held = true;
    else rmSync(mark, { force: true });
  }
  return held;
}

/** Starts the embedded server of a data folder, or joins the processes that use it already. */
export async function holdServer(options: ServerOptions): Promise<HeldServer> {
  const { dataDir } = options;
  const folder = join(dataDir, "holders");
  mkdirSync(folder, { recursive: true });
  const held = await inTurn(dataDir, async () => {
    const mark = takeLock(join(folder, String(process.pid)));
    return { server: await startServer(options), mark };
  });

  let watch: NodeJS.Timeout | undefined;
  let released = false;

  const revive = async (say: (line: string) => void) => {
    if (released || isRunning(held.server.process)) return;
    try {
      await inTurn(dataDir, async () => {
        if (!released) held.server = await startServer({ ...options, keepPort: true });
      });
      say("PostgreSQL had ended and runs again.");
    } catch (error) {
      say(
        `PostgreSQL has ended and does not start again yet: ${error instanceof Error ? error.message : error}`,
      );
    }
  };

  return {
    get server() {
      return held.server;
    },
    keepAlive(say) {
      const look = async () => {
        await revive(say);
        if (!released) watch = setTimeout(look, WATCH_EVERY).unref();
      };
      watch = setTimeout(look, WATCH_EVERY).unref();
    },
    async release() {
      released = true;
      clearTimeout(watch);
      await inTurn(dataDir, async () => {
        held.mark?.release();
        if (!isHeld(folder)) await held.server.stop();
      });
    },
  };
}
