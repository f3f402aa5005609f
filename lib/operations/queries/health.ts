import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { workerStatus } from "@/lib/platform/jobs/pulse";

export type Health = {
  database: "ok" | "down";
  /** Whether the database has the last migration of this version. */
  migrations: "ok" | "missing" | "unknown";
  /** Whether some worker, here or elsewhere, finishes jobs. */
  worker: "ok" | "down";
};

/** Whether Baton can do its work. Never throws: a database that is away is an answer. For everybody who asks. */
export async function health(db: Db): Promise<Health> {
  const found: Health = { database: "down", migrations: "unknown", worker: "down" };
  try {
    found.migrations = await schemaStatus(db);
    found.database = "ok";
    found.worker = await workerStatus(db);
  } catch {
    // The cause is logged by whoever needs the database.
  }
  return found;
}

/** The launcher says which migration was the last when this process was started. */
async function schemaStatus(db: Db): Promise<"ok" | "missing"> {
  const last = process.env.BATON_LAST_MIGRATION ?? "";
  const [row] = await db.$queryRaw<{ applied: boolean }[]>`
    select exists (
      select 1 from _prisma_migrations
      where migration_name = ${last} and finished_at is not null and rolled_back_at is null) as applied`;
  return row?.applied ? "ok" : "missing";
}
