import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { FailedJob } from "@/components/operations/failed-job";
import { QueueTable } from "@/components/operations/queue-table";
import { SettingsHeader } from "@/components/team/settings-header";
import { EmptyState } from "@/components/ui/empty-state";
import { count, plural } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { PageBody, Panel } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatTile, StatTiles } from "@/components/ui/stat-tile";
import { discardJob, retryJob } from "@/lib/operations/actions";
import { type JobsView, jobsView } from "@/lib/operations/queries/jobs";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage({ searchParams }: PageProps<"/settings/jobs">) {
  const viewer = await requirePermission("settings.manage");
  const { discard } = await searchParams;
  const jobs = await jobsView(db(), viewer, readClock());
  return (
    <>
      <SettingsHeader
        viewer={viewer}
        current="jobs"
        description="The work behind the screens: what waits, what runs, what failed."
      />
      <PageBody className="flex flex-col gap-4">
        {jobs.worker === "down" && (
          <Notice tone="bad">
            No worker is at work: nothing below moves until one runs. Start Baton with BATON_WORKER=inline, or
            run “npm run worker” beside it.
          </Notice>
        )}
        <Outstanding jobs={jobs} />
        <DeadLetters jobs={jobs} asked={String(discard ?? "")} />
        {jobs.retrying.length > 0 && (
          <Panel title="Trying again" flush>
            <ul>
              {jobs.retrying.map((job) => (
                <FailedJob key={job.id} job={job} />
              ))}
            </ul>
          </Panel>
        )}
        <Panel title="Queues" flush>
          <QueueTable queues={jobs.queues} />
        </Panel>
      </PageBody>
    </>
  );
}

function Outstanding({ jobs: { queues, outbox, deadLetterCount } }: { jobs: JobsView }) {
  const sum = (of: "waiting" | "active") => queues.reduce((total, queue) => total + queue[of], 0);
  return (
    <StatTiles>
      <StatTile
        label="Waiting"
        value={count(sum("waiting"))}
        basis={`${plural(sum("active"), "job")} running`}
      />
      <StatTile label="Failed for good" value={count(deadLetterCount)} basis="wait for you" />
      <StatTile
        label="Alerts to deliver"
        value={count(outbox.waiting)}
        basis={
          outbox.late > 0 && outbox.oldestDueAt ? (
            <>
              {plural(outbox.late, "late one")}, due <RelativeTime at={outbox.oldestDueAt.toISOString()} />
            </>
          ) : (
            "none is late"
          )
        }
      />
      <StatTile
        label="Mail to send"
        value={count(outbox.mailQueued)}
        basis={`${count(outbox.mailFailed)} failed`}
        href="/settings/outbox"
      />
    </StatTiles>
  );
}

function DeadLetters({ jobs: { deadLetters, deadLetterCount }, asked }: { jobs: JobsView; asked: string }) {
  return (
    <Panel title="Failed for good" flush={deadLetters.length > 0}>
      {deadLetters.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title="Nothing failed" className="py-8">
          A job that fails is tried again by itself. What still fails then waits here for you.
        </EmptyState>
      ) : (
        <ul>
          {deadLetters.map((job) => (
            <FailedJob
              key={job.id}
              job={job}
              asked={asked === job.id}
              retry={retryJob}
              discard={discardJob}
            />
          ))}
          {deadLetterCount > deadLetters.length && (
            <li className="px-4 py-2 text-xs text-muted">
              And {count(deadLetterCount - deadLetters.length)} older ones.{" "}
              <Link href="/settings/jobs" className="text-accent-text underline underline-offset-4">
                Look again
              </Link>{" "}
              when these are settled.
            </li>
          )}
        </ul>
      )}
    </Panel>
  );
}
