"use client";

import { useEffect, useState } from "react";
import { count, plural } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { lookBeforePublishing } from "@/lib/scoring/actions";
import { wilson } from "@/lib/scoring/calibration/discrimination";
import type { Impact, ImpactLead } from "@/lib/scoring/queries/impact";

/** What would come into force: the draft at a revision, or a version of before. */
export type Candidate = { revision: number } | { version: number };

/** Who would enter and leave the MQL line: the look that publishing asks for. */
export function PublicationImpact({
  candidate,
  onLooked,
}: {
  candidate: Candidate;
  onLooked: (looked: boolean) => void;
}) {
  const [impact, setImpact] = useState<Impact | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    onLooked(false);
    setImpact(null);
    setProblem(null);
    lookBeforePublishing(candidate).then(
      (result) => {
        if (gone) return;
        if (result.ok) setImpact(result.value);
        else setProblem(result.message);
        onLooked(result.ok);
      },
      () => !gone && setProblem("The preview did not load. Close this and try again."),
    );
    return () => {
      gone = true;
    };
  }, [candidate, onLooked]);
  return (
    <section aria-label="What it does today" aria-live="polite" className="text-sm">
      <h3 className="text-xs font-medium text-muted">What it does today</h3>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {!impact && !problem && (
        <>
          <p className="mt-1 text-muted">Scoring leads under both …</p>
          <Skeleton className="mt-1 h-10 w-full" />
        </>
      )}
      {impact && <Figures impact={impact} />}
    </section>
  );
}

function Figures({ impact }: { impact: Impact }) {
  const { size, of, entering, stillLeads, leaving, becomingHot, coolingDown, changing } = impact;
  const isSample = size < of;
  return (
    <div className="mt-1 space-y-1.5">
      <p>
        {isSample
          ? `Of a fair sample of ${count(size)} of ${count(of)} leads `
          : `Of all ${count(of)} leads `}
        <strong className="font-semibold">{count(entering)}</strong> would newly meet the MQL line
        {entering > 0 && ` (${count(stillLeads)} of them still leads)`},{" "}
        <strong className="font-semibold">{count(leaving)}</strong> would not meet it any more.{" "}
        {plural(becomingHot, "becomes", "become")} hot, {plural(coolingDown, "ceases", "cease")} to be.{" "}
        {plural(changing, "score changes", "scores change")}.
      </p>
      {isSample && (
        <p className="text-xs text-pretty text-muted">
          Of all of them that makes {expected(entering, impact)} who enter and {expected(leaving, impact)} who
          leave (19 times in 20). Once it is in force and leads are scored, the list of who meets the line is
          exact.
        </p>
      )}
      <Leads words="Enter" leads={impact.enters} of={entering} />
      <Leads words="Leave" leads={impact.leaves} of={leaving} />
      <p className="text-xs text-muted">
        Nobody is moved by it: who meets the line then is offered to be looked through, and who is MQL stays
        under the version that qualified them.
      </p>
    </div>
  );
}

/** "1,200 to 1,900": what a number of the sample says of all. */
function expected(found: number, { size, of }: Impact): string {
  const { low, high } = wilson(found, size);
  return `${count(Math.max(found, Math.floor(low * of)))} to ${count(Math.ceil(high * of))}`;
}

function Leads({ words, leads, of }: { words: string; leads: readonly ImpactLead[]; of: number }) {
  if (leads.length === 0) return null;
  return (
    <p className="text-xs">
      <span className="text-muted">{words}: </span>
      {leads.map(({ name, before, after }) => `${name} (${before} → ${after})`).join(", ")}
      {of > leads.length && ` and ${count(of - leads.length)} more`}
    </p>
  );
}
