import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { workerStatus } from "@/lib/platform/jobs/pulse";
import { DEAD_LETTERS } from "@/lib/platform/jobs/queue";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { workOf } from "../words";

function refuseWithout(viewer: Viewer): void {
  if (!may(viewer, "settings.manage")) throw new AppError("forbidden", "Only admins look after the jobs.");
}

export type QueueView = {
  name: string;
  work: string;
  /** Ready to be taken. */
  waiting: number;
  /** Waiting for a later time, or for their next try. */
  later: number;
  active: number;
  /** Spent within the last days and still known to the queue. */
  failed: number;
  lastDoneAt: Date | null;
  oldestWaitingAt: Date | null;
};

/** A job that failed: it tries again by itself, or it is a dead letter and waits for somebody. */
export type FailedJobView = {
  id: string;
  job: string;
  work: string;
  error: string;
  tries: number;
  createdAt: Date;
  /** When it is tried again; null: never by itself. */
  nextTryAt: Date | null;
};

export type OutboxView = {
  waiting: number;
  late: number;
  oldestDueAt: Date | null;
  mailQueued: number;
  mailFailed: number;
};

export type JobsView = {
  worker: "ok" | "down";
  queues: QueueView[];
  retrying: FailedJobView[];
  deadLetters: FailedJobView[];
  deadLetterCount: number;
  outbox: OutboxView;
};

const SHOWN = 50;

/** The work behind the screens: queues, what failed, what waits to be delivered. `forbidden` to all but admins. */
export async function jobsView(db: Db, viewer: Viewer, now: Date): Promise<JobsView> {
  refuseWithout(viewer);
  const [worker, queues, retrying, deadLetters, outbox] = await Promise.all([
    workerStatus(db),
    queueViews(db),
    retryingJobs(db),
    deadLetterJobs(db),
    outboxView(db, now),
  ]);
  return { worker, queues, retrying, ...deadLetters, outbox };
}

type QueueRow = Omit<QueueView, "work" | "lastDoneAt" | "oldestWaitingAt"> & {
  last_done_at: Date | null;
  oldest_waiting_at: Date | null;
};

/** Every queue but pg-boss's own and the dead letters, in the order of their names. */
export async function queueViews(db: Db): Promise<QueueView[]> {
  const rows = await db.$queryRaw<QueueRow[]>`
    select queue.name,
      (count(*) filter (where state in ('created', 'retry') and start_after <= now()))::int as waiting,
      (count(*) filter (where state in ('created', 'retry') and start_after > now()))::int as later,
      (count(*) filter (where state = 'active'))::int as active,
      (count(*) filter (where state = 'failed'))::int as failed,
      max(completed_on) filter (where state = 'completed') as last_done_at,
      min(start_after) filter (where state in ('created', 'retry') and start_after <= now()) as oldest_waiting_at
    from pgboss.queue left join pgboss.job on job.name = queue.name
    where queue.name not like '\\_\\_%' and queue.name <> ${DEAD_LETTERS}
    group by queue.name order by queue.name`;
  return rows.map(({ last_done_at, oldest_waiting_at, ...row }) => ({
    ...row,
    work: workOf(row.name),
    lastDoneAt: last_done_at,
    oldestWaitingAt: oldest_waiting_at,
  }));
}

type FailedRow = {
  id: string;
  job: string;
  output: unknown;
  tries: number;
  created_on: Date;
  next_try_at: Date | null;
};

async function retryingJobs(db: Db): Promise<FailedJobView[]> {
  const rows = await db.$queryRaw<FailedRow[]>`
    select id, name as job, output, retry_count + 1 as tries, created_on, start_after as next_try_at
    from pgboss.job where state = 'retry' order by start_after limit ${SHOWN}`;
  return rows.map(toFailed);
}

async function deadLetterJobs(db: Db): Promise<Pick<JobsView, "deadLetters" | "deadLetterCount">> {
  const [rows, deadLetterCount] = await Promise.all([
    db.$queryRaw<FailedRow[]>`
      select id, coalesce(source_name, name) as job, coalesce(output, source_output) as output,
        coalesce(source_retry_count, 0) + 1 as tries, coalesce(source_created_on, created_on) as created_on,
        null::timestamptz as next_try_at
      from pgboss.job where name = ${DEAD_LETTERS} and state <> 'completed'
      order by pgboss.job.created_on desc limit ${SHOWN}`,
    countDeadLetters(db),
  ]);
  return { deadLetters: rows.map(toFailed), deadLetterCount };
}

/** How many spent jobs wait for somebody. */
export async function countDeadLetters(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pgboss.job where name = ${DEAD_LETTERS} and state <> 'completed'`;
  return row!.count;
}

function toFailed({ job, output, created_on, next_try_at, ...row }: FailedRow): FailedJobView {
  return {
    ...row,
    job,
    work: workOf(job),
    error: errorIn(output),
    createdAt: created_on,
    nextTryAt: next_try_at,
  };
}

/** pg-boss keeps what a job threw; a killed worker leaves nothing. */
function errorIn(output: unknown): string {
  const { message, value } = (output ?? {}) as { message?: unknown; value?: unknown };
  return String(message ?? value ?? "Its worker was lost, or it took too long.");
}

type OutboxRow = {
  waiting: number;
  late: number;
  oldest_due_at: Date | null;
  queued: number;
  failed: number;
};

/** What is still to be delivered. `late`: due for more than a minute. */
export async function outboxView(db: Db, now: Date): Promise<OutboxView> {
  const [row] = await db.$queryRaw<OutboxRow[]>`
    select waiting, late, oldest_due_at, queued, failed
    from (
      select count(*)::int as waiting, min(due_at) filter (where due_at <= ${now}) as oldest_due_at,
        (count(*) filter (where due_at < ${now}::timestamptz - interval '1 minute'))::int as late
      from outbox_message where delivered_at is null and cancelled_at is null
    ) as message cross join (
      select (count(*) filter (where status = 'queued'))::int as queued,
        (count(*) filter (where status = 'failed'))::int as failed
      from mail where status in ('queued', 'failed')
    ) as mail`;
  const { waiting, late, oldest_due_at, queued, failed } = row!;
  return { waiting, late, oldestDueAt: oldest_due_at, mailQueued: queued, mailFailed: failed };
}
