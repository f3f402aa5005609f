"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { count, plural } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { takeBackImport } from "@/lib/imports/actions";
import type { UndoForecast } from "@/lib/imports/queries/undo";

/** Says what undoing an import would do, and asks once more. */
export function UndoImport({ importId, forecast }: { importId: string; forecast: UndoForecast }) {
  const [result, undo] = useActionState(takeBackImport, null);
  const { made, worked, changed } = forecast;
  const free = made - (worked ?? 0);
  return (
    <Panel title="Undo this import?">
      <form action={undo} className="space-y-3">
        <input type="hidden" name="importId" value={importId} />
        <ErrorSummary message={result?.ok === false ? result.message : undefined} />
        <ul className="list-outside list-disc space-y-1 pl-5 text-sm marker:text-faint">
          <li>
            {plural(free, "lead")} that this file made {free === 1 ? "goes" : "go"} for good, with stages,
            activities and companies that nobody else belongs to.
          </li>
          {changed > 0 && (
            <li>
              {plural(changed, "lead")} that stood before {changed === 1 ? "gets" : "get"} back what the file
              changed: fields, owner, stage, deal. Its activities from the file go.
            </li>
          )}
          {worked === null ? (
            <li>Leads that somebody has worked on since stay as they are, and are listed here afterwards.</li>
          ) : (
            worked > 0 && (
              <li>
                {plural(worked, "lead")} that somebody has worked on since {worked === 1 ? "stays" : "stay"}{" "}
                as {worked === 1 ? "it is" : "they are"}, and {worked === 1 ? "is" : "are"} listed here
                afterwards.
              </li>
            )
          )}
          <li>It cannot be taken back, but the file can be imported again.</li>
        </ul>
        <div className="flex gap-1.5">
          <SubmitButton look="danger">Undo the import</SubmitButton>
          <LinkButton href={`/imports/${importId}`} look="ghost" scroll={false}>
            Keep it
          </LinkButton>
        </div>
        {worked === null && (
          <p className="text-xs text-muted">
            {count(made)} leads are too many to look at each of them beforehand.
          </p>
        )}
      </form>
    </Panel>
  );
}
