import "server-only";
import { fromPrisma } from "pg-boss";
import type { Db } from "@/lib/platform/db/client";
import { boss } from "./enqueue";
import { DEAD_LETTERS } from "./queue";

/**
 * Puts a spent job back into its own queue, with all its tries before it. Answers false when it is no longer among the dead
 * letters, or its queue holds another one that this would repeat.
 */
export async function redrive(database: Db, id: string): Promise<boolean> {
  const db = fromPrisma(database);
  const open = await boss();
  // One that could not go back before is marked as failed and would be passed over.
  await open.retry(DEAD_LETTERS, id, { db });
  return (await open.redrive(DEAD_LETTERS, { ids: [id], db })) === 1;
}

/** Removes a spent job for good. Answers false when it is no longer among the dead letters. */
export async function discard(database: Db, id: string): Promise<boolean> {
  const there = await database.$queryRaw<unknown[]>`
    select 1 from pgboss.job where name = ${DEAD_LETTERS} and id = ${id}::uuid for update`;
  if (there.length > 0) await (await boss()).deleteJob(DEAD_LETTERS, id, { db: fromPrisma(database) });
  return there.length > 0;
}
