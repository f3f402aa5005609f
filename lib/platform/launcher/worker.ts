import { once } from "node:events";
import { closeDb } from "../db/client";
import { holdDatabase } from "../db/hold-database";
import { migrate } from "../db/migrate";
import { closeQueue } from "../jobs/enqueue";
import { installJobTables } from "../jobs/install";
import { jobs } from "../jobs/registry";
import { startWorker, type Worker } from "../jobs/worker";
import { publishSettings, readSettings } from "./settings";
import { onStopSignal } from "./stop-signals";
import { say } from "./terminal";

// `npm run worker`: only the background jobs, for installations whose apps run with BATON_WORKER=off.

const settings = readSettings();
const stopping = new AbortController();
onStopSignal(() => {
  say("Stopping…");
  stopping.abort();
});
let worker: Worker | undefined;
try {
  const database = await holdDatabase(settings);
  try {
    await migrate(database.url);
    await installJobTables(database.url);
    database.keepAlive(say);
    publishSettings(settings, database.url);
    worker = await startWorker({ url: database.url, jobs });
    say(`Baton's worker runs ${jobs.length} kinds of jobs on ${database.description}`);
    if (!stopping.signal.aborted) await once(stopping.signal, "abort");
  } finally {
    await worker?.stop();
    await closeQueue();
    await closeDb();
    await database.release();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
process.exit();
