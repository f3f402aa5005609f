"use client";

import Link from "next/link";
import { useMemo } from "react";
import { count, plural, rate } from "@/components/ui/format";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { rangeText } from "./line-panel";
import { useAnswer } from "./use-answer";
import type { BacktestView } from "./view";

/** What a document, the saved draft when left out, would have done in the last 90 days: read before it is published. */
export function PublishFigures({ document }: { document?: ScoringModelDocument | undefined }) {
  const body = useMemo(() => JSON.stringify({ document }), [document]);
  const { view, progress, state, problem } = useAnswer<BacktestView>(PATH, body);
  return (
    <section aria-live="polite" aria-busy={state === "asking"}>
      <h3 className="text-xs font-medium text-muted">In the last 90 days</h3>
      <div className="mt-1 text-sm text-pretty">
        {view ? (
          <Figures view={view} isDraft={document === undefined} />
        ) : state === "failed" ? (
          <p className="text-bad">The backtest did not answer: {problem}</p>
        ) : (
          <p className="text-muted">
            {progress && progress.total > 0
              ? `Reading the past: ${rate(Math.min(1, progress.done / progress.total), 0)}`
              : "Reading the past …"}
          </p>
        )}
      </div>
    </section>
  );
}

const PATH = "/api/v1/scoring-models/draft/backtest";

const tenth = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 1 });

function Figures({ view, isDraft }: { view: BacktestView; isDraft: boolean }) {
  const { draft, published, confusion, workingDays, capacity, model, considered } = view;
  if (considered === 0) return <p>Nothing new was learned of any lead, so there is nothing to compare.</p>;
  const perDay = (leads: number) => tenth(leads / Math.max(1, workingDays));
  const { precision, decided } = draft.accuracy;
  return (
    <>
      <p>
        {plural(draft.leads, "lead")} would have become MQL, {count(published.leads)} under version {model}:{" "}
        <b className="font-semibold">{count(confusion.entering.leads)} enter</b> and{" "}
        <b className="font-semibold">{count(confusion.leaving.leads)} leave</b>. That is {perDay(draft.leads)}{" "}
        a working day ({perDay(published.leads)} now)
        {capacity.perDay === null
          ? `for ${plural(capacity.reps, "rep")}`
          : `; ${plural(capacity.reps, "rep")} can take ${tenth(capacity.perDay)}`}
        .
      </p>
      <p className="mt-1">
        {precision
          ? `Of the ${count(decided)} whose outcome is known ${rate(precision.value, 0)} became SQL (${rangeText(precision)}); of those under version ${model} ${rate(published.accuracy.precision?.value ?? null, 0)}.`
          : "It is not known yet what became of them."}{" "}
        {isDraft && (
          <Link href="/scoring/backtest" className="text-accent-text underline underline-offset-2">
            Look closer
          </Link>
        )}
      </p>
    </>
  );
}
