"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { count } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import { SubmitButton } from "@/components/ui/submit-button";
import { stopImport } from "@/lib/imports/actions";
import { LiveRefresh } from "./live-refresh";

type ImportProgressProps = {
  importId: string;
  dryRun: boolean;
  rowsDone: number;
  rowsTotal: number | null;
  failed: number;
  mayStop: boolean;
};

/** A run that is under way: how far, what failed so far, and the way to stop it. */
export function ImportProgress({
  importId,
  dryRun,
  rowsDone,
  rowsTotal,
  failed,
  mayStop,
}: ImportProgressProps) {
  const [result, stop] = useActionState(stopImport, null);
  const what = dryRun ? "Trying out" : "Importing";
  return (
    <Panel>
      <LiveRefresh active />
      <ErrorSummary message={result?.ok === false ? result.message : undefined} className="mb-3" />
      <div className="flex items-center justify-between gap-4">
        <p aria-live="polite" className="font-medium tabular-nums">
          {rowsTotal === null
            ? "Reading the file"
            : `${what}: ${count(rowsDone)} of ${count(rowsTotal)} rows${failed > 0 ? `, ${count(failed)} not taken` : ""}`}
        </p>
        {mayStop && (
          <form action={stop}>
            <input type="hidden" name="importId" value={importId} />
            <SubmitButton look="secondary" size="sm">
              Stop
            </SubmitButton>
          </form>
        )}
      </div>
      <Progress
        label={what}
        className="mt-3"
        {...(rowsTotal === null ? {} : { value: rowsDone, max: Math.max(1, rowsTotal) })}
      />
      <p className="mt-2 text-xs text-muted">
        It goes on when you leave this page{dryRun ? "; nothing is stored yet." : ", and after a restart."}
      </p>
    </Panel>
  );
}
