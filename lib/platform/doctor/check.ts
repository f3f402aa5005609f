import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";

type Promised = {
  /** Short and stable: what a report and its reader call it. */
  id: string;
  /** The promise, as a sentence. */
  promise: string;
};

/** One promise about the stored data. */
export type Check = Promised & {
  /** Finds every row that breaks it, each with enough to look at it. No row: the promise holds. */
  violations: Prisma.Sql;
};

/** A promise that takes more than SQL to look at. */
export type Examination = Promised & {
  /** Looks, at one instant of the database; `all`: at every lead however many there are. */
  look: (tx: Tx, scope: { all: boolean }) => Promise<Look>;
};

/** How many rows break the promise, and the first of them. */
export type Look = { violations: number; examples: Record<string, unknown>[] };

/** How many of the violations are shown. */
export const EXAMPLES = 5;

/** True while a worker has been running for some minutes: what takes it a moment to catch up with is promised only then. */
export const workerHasCaughtUp = Prisma.sql`(
  exists (select 1 from pgboss.job where name = 'pulse' and state = 'completed' and completed_on > now() - interval '1 minute')
  and exists (select 1 from pgboss.job where name = 'pulse' and state = 'completed'
    and completed_on between now() - interval '7 minutes' and now() - interval '3 minutes'))`;

/** True while a worker runs. What is to be done by a certain time is promised only then. */
export const workerIsAtWork = Prisma.sql`exists (
  select 1 from pgboss.job where name = 'pulse' and state = 'completed' and completed_on > now() - interval '1 minute')`;
