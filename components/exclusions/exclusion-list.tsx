import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ExclusionView } from "@/lib/exclusions/queries/exclusions";
import { exclusionWords } from "./exclusion-words";
import { LiftButton } from "./lift-button";

/** What does not count, and what once did not. */
export function ExclusionList({
  exclusions,
  chosen,
  zone,
  mayLift,
}: {
  exclusions: readonly ExclusionView[];
  chosen: string | null;
  zone: string;
  mayLift: boolean;
}) {
  return (
    <ul className="rounded-lg border border-line bg-surface">
      {exclusions.map((exclusion) => {
        const words = exclusionWords(exclusion, zone);
        const { id, activity, reason, createdAt, createdBy, liftedAt, liftedBy } = exclusion;
        return (
          <li
            key={id}
            className={cn(
              "flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-b-0",
              chosen === id && "bg-selected",
            )}
          >
            <div className="min-w-0 flex-1 basis-64">
              <p className={cn("break-words font-medium", liftedAt && "text-muted line-through")}>
                <Link href={`/scoring/exclusions?id=${id}`} className="underline-offset-4 hover:underline">
                  {words}
                </Link>
              </p>
              <p className="text-xs text-muted">
                {activity && (
                  <>
                    of{" "}
                    <Link
                      href={`/leads/${activity.leadId}#entry-${activity.id}`}
                      className="underline underline-offset-4 hover:text-text"
                    >
                      {activity.lead}
                    </Link>
                    {", "}
                  </>
                )}
                “{reason}”{createdBy && `, ${createdBy}`}, <RelativeTime at={createdAt.toISOString()} />
                {liftedAt && (
                  <>
                    ; lifted{liftedBy && ` by ${liftedBy}`} <RelativeTime at={liftedAt.toISOString()} />
                  </>
                )}
              </p>
            </div>
            {!exclusion.settled && (
              <Badge tone="info">scoring anew: {count(exclusion.leadsDone)} leads so far</Badge>
            )}
            {mayLift && !liftedAt && <LiftButton id={id} name={words} />}
          </li>
        );
      })}
    </ul>
  );
}
