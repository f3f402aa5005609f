import "server-only";
import { fromPrisma, PgBoss } from "pg-boss";
import type { Db } from "@/lib/platform/db/client";
import { log } from "@/lib/platform/log";
import type { Job } from "./job";
import { DEAD_LETTERS, queueOf } from "./queue";

/** pg-boss without a worker, on one connection of its own, and the queues known to exist. */
type Sender = { url: string; boss: Promise<PgBoss>; queues: Map<string, Promise<void>> };

const holder = globalThis as { batonSender?: Sender };

async function openBoss(connectionString: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, max: 1, supervise: false, schedule: false });
  boss.on("error", (error) => log.error({ err: error }, "the job queue"));
  await boss.start();
  await boss.createQueue(DEAD_LETTERS);
  return boss;
}

function sender(): Sender {
  const url = process.env.DATABASE_URL ?? "";
  if (holder.batonSender?.url !== url) {
    const opened: Sender = { url, boss: openBoss(url), queues: new Map() };
    opened.boss.catch(() => {
      if (holder.batonSender === opened) delete holder.batonSender;
    });
    holder.batonSender = opened;
  }
  return holder.batonSender;
}

/** The queue without a worker. */
export const boss = (): Promise<PgBoss> => sender().boss;

async function bossWith<Payload extends object>(job: Job<Payload>): Promise<PgBoss> {
  const { boss, queues } = sender();
  const opened = await boss;
  let ready = queues.get(job.name);
  if (!ready) {
    ready = opened.createQueue(job.name, queueOf(job));
    ready.catch(() => queues.delete(job.name));
    queues.set(job.name, ready);
  }
  await ready;
  return opened;
}

/** Gives the connection of the queue back (end of a process, end of a test). */
export async function closeQueue(): Promise<void> {
  const open = holder.batonSender;
  delete holder.batonSender;
  const boss = await open?.boss.catch(() => null);
  await boss?.stop({ graceful: false });
}

export type EnqueueOptions = {
  /** Not before this instant. */
  startAfter?: Date;
  /** See the policy of the job. */
  singletonKey?: string;
};

/**
 * Puts a job into the queue. With a transaction the job exists exactly when the transaction commits. Answers its id, or
 * null when the job's policy says that the one already there will do.
 */
export async function enqueue<Payload extends object>(
  database: Db,
  job: Job<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<string | null> {
  const boss = await bossWith(job);
  return boss.send(job.name, job.schema.parse(payload), { ...options, db: fromPrisma(database) });
}
