import "server-only";
import { type Clock, type Job as FetchedJob, PgBoss, systemClock } from "pg-boss";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import type { Caller } from "@/lib/team/viewer";
import type { AnyJob } from "./job";
import { DEAD_LETTERS, LOOK_SECONDS, queueOf } from "./queue";

export type Worker = {
  /** Lets running jobs finish (at most 15 seconds; what is left is done by the next worker) and takes no more. */
  stop(): Promise<void>;
};

export type WorkerOptions = {
  url: string;
  jobs: readonly AnyJob[];
  /** The clock of schedules, timers and callers; a test may bring its own. */
  clock?: Clock;
};

const LONGEST_STOP = 15_000;
/** A changed time zone of the workspace reaches the schedules within this time. */
const RESCHEDULE_EVERY = 60_000;

function systemCaller(clock: Clock): Caller {
  return {
    viewer: { kind: "system", id: null, name: "worker" },
    now: new Date(clock.now()),
    correlationId: newId(),
  };
}

function runnerOf(job: AnyJob, clock: Clock) {
  return async ([fetched]: FetchedJob[]): Promise<void> => {
    if (!fetched) return;
    try {
      // The schema is the job's own: what it answers is what the job takes.
      const payload = job.schema.parse(fetched.data ?? {}) as never;
      await job.run(systemCaller(clock), payload, fetched.signal);
    } catch (error) {
      log.error({ err: error, job: job.name, id: fetched.id, retry: fetched.retryCount }, "a job failed");
      throw error;
    }
  };
}

async function takeJobs(boss: PgBoss, job: AnyJob, clock: Clock): Promise<void> {
  const queue = queueOf(job);
  await boss.createQueue(job.name, queue);
  const { policy: _, ...changeable } = queue;
  await boss.updateQueue(job.name, changeable);
  await boss.work(
    job.name,
    {
      pollingIntervalSeconds: 2,
      notifyPollingIntervalSeconds: 10,
      localConcurrency: job.options.concurrency ?? 1,
    },
    runnerOf(job, clock),
  );
}

async function workspaceZone(): Promise<string> {
  const workspace = await db().workspace.findUnique({ where: { id: 1 }, select: { timeZone: true } });
  return workspace?.timeZone ?? "UTC";
}

/** Writes the cron schedules in the workspace's zone and drops those of jobs that no longer exist. */
async function reschedule(boss: PgBoss, jobs: readonly AnyJob[]): Promise<void> {
  const tz = await workspaceZone();
  for (const { name, options } of jobs)
    if (options.cron) await boss.schedule(name, options.cron, {}, { tz, missed: "once" });
  for (const { name } of await boss.getSchedules())
    if (!jobs.some((job) => job.name === name && job.options.cron)) await boss.unschedule(name);
}

/** Sends a repeated job now and then each time its interval is over; a slot is filled once however many workers run. */
function repeat(boss: PgBoss, job: AnyJob, seconds: number, clock: Clock): () => void {
  const send = () =>
    boss
      .send(job.name, {}, { singletonSeconds: seconds })
      .catch((error) => log.warn({ err: error, job: job.name }, "a repeated job could not be sent"));
  void send();
  const timer = clock.setInterval(() => void send(), seconds * 1_000);
  return () => clock.clearInterval(timer);
}

/** Starts taking jobs from the queue of a database. Throws when the database cannot be reached. */
export async function startWorker({ url, jobs, clock = systemClock }: WorkerOptions): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: url,
    max: 6,
    clock,
    useListenNotify: true,
    superviseIntervalSeconds: LOOK_SECONDS,
    monitorIntervalSeconds: LOOK_SECONDS,
    cronMonitorIntervalSeconds: 20,
  });
  boss.on("error", (error) => log.error({ err: error }, "the worker"));
  await boss.start();
  await boss.createQueue(DEAD_LETTERS);
  for (const job of jobs) await takeJobs(boss, job, clock);
  await reschedule(boss, jobs);

  const rescheduling = clock.setInterval(
    () =>
      void reschedule(boss, jobs).catch((error) => log.warn({ err: error }, "schedules could not be read")),
    RESCHEDULE_EVERY,
  );
  const repeats = jobs.flatMap((job) =>
    job.options.every === undefined ? [] : [repeat(boss, job, job.options.every, clock)],
  );
  return {
    async stop() {
      clock.clearInterval(rescheduling);
      for (const end of repeats) end();
      await boss.stop({ graceful: true, timeout: LONGEST_STOP });
    },
  };
}
