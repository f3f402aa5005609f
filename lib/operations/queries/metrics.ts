import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { poolState } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { workerStatus } from "@/lib/platform/jobs/pulse";
import type { Metric } from "@/lib/platform/metrics/meter";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { countDeadLetters, outboxView, queueViews } from "./jobs";

/** What is read from the database, the same whichever instance is asked. Cheap: counts over indexes and statistics. */
export async function workMetrics(db: Db, viewer: Viewer, now: Date): Promise<Metric[]> {
  if (!may(viewer, "settings.manage")) throw new AppError("forbidden", "Only admins read the metrics.");
  const [worker, queues, deadLetters, outbox, handoffs, tables, database, doctor] = await Promise.all([
    workerStatus(db),
    queueViews(db),
    countDeadLetters(db),
    outboxView(db, now),
    handoffCounts(db, now),
    insertedRows(db),
    databaseState(db),
    db.doctorRun.findFirst({ orderBy: { startedAt: "desc" } }),
  ]);
  const pool = poolState();
  return [
    gauge("baton_worker_up", "Whether a worker finishes jobs", [[{}, worker === "ok" ? 1 : 0]]),
    gauge(
      "baton_jobs",
      "Jobs of each queue",
      queues.flatMap(({ name, waiting, later, active, failed }) =>
        Object.entries({ waiting, later, active, failed }).map(
          ([state, value]): Point => [{ queue: name, state }, value],
        ),
      ),
    ),
    gauge("baton_dead_letters", "Jobs that failed for good and wait for somebody", [[{}, deadLetters]]),
    gauge("baton_outbox_waiting", "What is still to be delivered", [
      [{ kind: "alert" }, outbox.waiting],
      [{ kind: "mail" }, outbox.mailQueued],
    ]),
    gauge("baton_outbox_age_seconds", "How long the oldest alert is overdue", [
      [{}, outbox.oldestDueAt ? Math.max(0, (now.getTime() - outbox.oldestDueAt.getTime()) / 1_000) : 0],
    ]),
    gauge("baton_handoffs_pending", "Handoffs that wait for an answer", [
      [{ due: "later" }, handoffs.pending - handoffs.overdue],
      [{ due: "passed" }, handoffs.overdue],
    ]),
    gauge(
      "baton_handoffs_answered_last_day",
      "Handoffs answered within 24 hours, by outcome",
      handoffs.answered,
    ),
    {
      name: "baton_rows_inserted_total",
      help: "Rows that PostgreSQL counted in, by table",
      type: "counter",
      samples: tables.map(({ table, inserted }) => ({ labels: { table }, value: Number(inserted) })),
    },
    gauge("baton_database_size_bytes", "Size of the database", [[{}, Number(database.bytes)]]),
    gauge("baton_database_connections", "Connections to the database, of all programs", [
      [{}, database.connections],
    ]),
    gauge("baton_pool_connections", "The connections of this process", [
      [{ state: "used" }, pool.total - pool.idle],
      [{ state: "idle" }, pool.idle],
    ]),
    gauge("baton_pool_waiting", "Requests of this process that wait for a connection", [[{}, pool.waiting]]),
    gauge("baton_doctor_broken_promises", "What the last examination found; -1 before the first", [
      [{}, doctor ? (doctor.findings as unknown[]).length : -1],
    ]),
    gauge("baton_doctor_last_run_timestamp_seconds", "When the stored data were last examined", [
      [{}, doctor ? doctor.finishedAt.getTime() / 1_000 : 0],
    ]),
  ];
}

type Point = [labels: Record<string, string>, value: number];

const gauge = (name: string, help: string, points: readonly Point[]): Metric => ({
  name,
  help,
  type: "gauge",
  samples: points.map(([labels, value]) => ({ labels, value })),
});

async function handoffCounts(db: Db, now: Date) {
  const [waiting] = await db.$queryRaw<{ pending: number; overdue: number }[]>`
    select count(*)::int as pending, (count(*) filter (where due_at < ${now}))::int as overdue
    from handoff where status = 'pending'`;
  const outcomes = await db.$queryRaw<{ status: string; count: number }[]>`
    select status, count(*)::int as count from handoff
    where answered_at > ${now}::timestamptz - interval '24 hours' group by status`;
  return {
    ...waiting!,
    answered: ["accepted", "rejected", "returned", "expired", "withdrawn"].map(
      (outcome): Point => [{ outcome }, outcomes.find(({ status }) => status === outcome)?.count ?? 0],
    ),
  };
}

const insertedRows = (db: Db) => db.$queryRaw<{ table: string; inserted: bigint }[]>`
  select relname as table, n_tup_ins as inserted from pg_stat_user_tables
  where schemaname = 'public'
    and relname in ('activity', 'activity_conflict', 'lead', 'stage_transition', 'handoff', 'audit_entry', 'import_row')
  order by relname`;

async function databaseState(db: Db) {
  const [state] = await db.$queryRaw<{ bytes: bigint; connections: number }[]>`
    select pg_database_size(current_database()) as bytes,
      (select count(*)::int from pg_stat_activity where datname = current_database()) as connections`;
  return state!;
}
