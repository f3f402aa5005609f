import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { firstStart } from "@/lib/team/commands/first-start";
import { readClock } from "./clock";
import { isDatabaseAway, isLostToAnother } from "./db/failures";
import { env } from "./env";
import { newId } from "./ids";
import { closeQueue } from "./jobs/enqueue";
import { jobs } from "./jobs/registry";
import { startWorker, type Worker } from "./jobs/worker";
import { log } from "./log";
import { watchEventLoop } from "./metrics/process";
import { onShutdown } from "./shutdown";

const RETRY_AFTER = 2_000;

/** Starts the worker beside the app; while the database is away, tries again until it is back. */
function workInline(url: string): void {
  const stopping = new AbortController();
  const starting = (async (): Promise<Worker | null> => {
    while (!stopping.signal.aborted) {
      try {
        return await startWorker({ url, jobs });
      } catch (error) {
        log.error({ err: error }, "the worker could not start yet");
        await wait(RETRY_AFTER, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    return null;
  })();
  onShutdown("the worker", async () => {
    stopping.abort();
    const worker = await starting;
    await worker?.stop();
  });
}

/**
 * Applies what the environment says about a first start, as soon as the database lets it: Next asks once, and an app that
 * gave up here would answer 500 for the rest of its life.
 */
async function startFirst(): Promise<void> {
  const stopping = new AbortController();
  onShutdown("the first start", async () => stopping.abort());
  for (;;) {
    try {
      const viewer = { kind: "system", id: null, name: "start" } as const;
      return await firstStart({ viewer, now: readClock(), correlationId: newId() });
    } catch (error) {
      if (stopping.signal.aborted || !(isDatabaseAway(error) || isLostToAnother(error))) throw error;
      log.warn({ err: error }, "the first start waits for the database");
      await wait(RETRY_AFTER, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
}

/**
 * Brings up what belongs to the app but answers no request: what the environment says about a first start, then the
 * worker unless it runs elsewhere.
 */
export async function boot(): Promise<void> {
  onShutdown("the job queue", closeQueue, "last");
  watchEventLoop();
  const url = process.env.DATABASE_URL;
  await startFirst();
  if (env().worker === "inline" && url) workInline(url);
}
