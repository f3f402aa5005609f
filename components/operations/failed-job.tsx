import { plural } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FailedJobView } from "@/lib/operations/queries/jobs";

type FailedJobProps = {
  job: FailedJobView;
  /** Whether it is about to be discarded: the address says so, and the row asks once more. */
  asked?: boolean;
  retry?: (form: FormData) => Promise<void>;
  discard?: (form: FormData) => Promise<void>;
};

/** A job that failed: what it was to do, why it could not, and what can be done about it. */
export function FailedJob({ job, asked = false, retry, discard }: FailedJobProps) {
  return (
    <li
      id={job.id}
      className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line px-4 py-2.5 last:border-b-0"
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{job.work}</p>
        <p className="font-mono text-xs break-words text-bad">{job.error}</p>
        <p className="mt-0.5 text-xs text-muted">
          {asked ? (
            "Its work is not done then, and it cannot be brought back."
          ) : (
            <>
              {plural(job.tries, "try", "tries")} · asked for{" "}
              <RelativeTime at={job.createdAt.toISOString()} />
              {job.nextTryAt && (
                <>
                  {" "}
                  · next try <RelativeTime at={job.nextTryAt.toISOString()} />
                </>
              )}
            </>
          )}
        </p>
      </div>
      {retry && discard && (
        <div className="flex gap-1.5">
          {asked ? (
            <>
              <LinkButton href="/settings/jobs" look="ghost" size="sm" scroll={false}>
                Keep it
              </LinkButton>
              <form action={discard}>
                <input type="hidden" name="id" value={job.id} />
                <SubmitButton look="danger" size="sm">
                  Discard
                </SubmitButton>
              </form>
            </>
          ) : (
            <>
              <LinkButton
                href={`/settings/jobs?discard=${job.id}#${job.id}`}
                look="ghost"
                size="sm"
                scroll={false}
              >
                Discard…
              </LinkButton>
              <form action={retry}>
                <input type="hidden" name="id" value={job.id} />
                <SubmitButton look="secondary" size="sm">
                  Try again
                </SubmitButton>
              </form>
            </>
          )}
        </div>
      )}
    </li>
  );
}
