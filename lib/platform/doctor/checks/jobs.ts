import "server-only";
import { Prisma } from "@/prisma/generated/client";
import { type Check, workerHasCaughtUp, workerIsAtWork } from "../check";

export const jobChecks: readonly Check[] = [
  {
    id: "no-job-outlives-its-lease",
    promise: "While a worker runs, no job counts as running for longer than it may, plus half a minute.",
    violations: Prisma.sql`
      select id, name, started_on, expire_seconds from pgboss.job
      where state = 'active' and started_on + make_interval(secs => expire_seconds + 30) < now()
        and ${workerIsAtWork}`,
  },
  {
    id: "no-job-tries-more-often-than-it-may",
    promise: "No job was tried more often than its limit allows.",
    violations: Prisma.sql`
      select id, name, state, retry_count, retry_limit from pgboss.job where retry_count > retry_limit`,
  },
  {
    id: "marked-days-are-added-up",
    promise:
      "While a worker runs, a day of the funnel that something happened to is added up again within half an hour.",
    violations: Prisma.sql`
      select dating, day, marked_at from funnel_stale
      where marked_at < now() - interval '30 minutes' and ${workerIsAtWork}`,
  },
  {
    id: "open-import-has-its-job",
    promise:
      "An import, or its undoing, that waits or runs has its job, and a job that waits for an import has its import.",
    violations: Prisma.sql`
      select coalesce(import.id::text, job.data ->> 'importId') as import_id, coalesce(import.name, job.name) as name
      from (
        select id, 'import' as name from import where status in ('queued', 'running')
        union all select id, 'undo-import' from import where undo_status in ('queued', 'running')
      ) import
      full join (
        select name, data from pgboss.job
        where name in ('import', 'undo-import') and state in ('created', 'retry', 'active')
      ) job on job.data ->> 'importId' = import.id::text and job.name = import.name
      where job.name is null
         or not exists (select 1 from import known where known.id::text = job.data ->> 'importId')`,
  },
  {
    id: "open-calibration-has-its-job",
    promise:
      "While a worker runs, a calibration that waits or runs has its job, or lost it in the last two minutes, so that none is under way for ever.",
    violations: Prisma.sql`
      select id as calibration_id, status from scoring_calibration
      where status in ('queued', 'running') and not exists (
        select 1 from pgboss.job where name = 'scoring.calibrate'
          and (state in ('created', 'retry', 'active') or completed_on > now() - interval '2 minutes')
          and data ->> 'calibrationId' = scoring_calibration.id::text)
        and ${workerHasCaughtUp}`,
  },
];
