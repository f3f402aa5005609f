import { closeDb } from "../db/client";
import { holdDatabase } from "../db/hold-database";
import { migrate } from "../db/migrate";
import type { Environment } from "../env";
import { closeQueue } from "../jobs/enqueue";
import { installJobTables } from "../jobs/install";
import { publishSettings } from "./settings";

/**
 * Runs `work` with a migrated database as `db()`. Beside a running app it uses the app's server; otherwise the embedded
 * one is started for as long as it takes.
 */
export async function withDatabase<T>(settings: Environment, work: () => Promise<T>): Promise<T> {
  const database = await holdDatabase(settings);
  try {
    await migrate(database.url);
    await installJobTables(database.url);
    publishSettings(settings, database.url);
    return await work();
  } finally {
    await closeQueue();
    await closeDb();
    await database.release();
  }
}
