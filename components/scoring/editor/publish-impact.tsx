"use client";

import { useEffect, useState } from "react";
import { count, plural } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { lookBeforePublishing } from "@/lib/scoring/actions";
import type { Impact, ImpactLead } from "@/lib/scoring/queries/impact";

/** Who would enter and leave the MQL line: the look that publishing asks for. */
export function PublishImpact({
  revision,
  onLooked,
}: {
  revision: number;
  onLooked: (looked: boolean) => void;
}) {
  const [impact, setImpact] = useState<Impact | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    onLooked(false);
    setImpact(null);
    lookBeforePublishing({ revision }).then(
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
  }, [revision, onLooked]);
  return (
    <section aria-label="What it does today" aria-live="polite" className="text-sm">
      <h3 className="text-xs font-medium text-muted">What it does today</h3>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {!impact && !problem && <Skeleton className="mt-1 h-16 w-full" />}
      {impact && <Figures impact={impact} />}
    </section>
  );
}

function Figures({ impact }: { impact: Impact }) {
  const { size, of, entering, leaving, becomingHot, coolingDown, changing } = impact;
  const isSample = size < of;
  return (
    <div className="mt-1 space-y-1.5">
      <p>
        {isSample ? `Of a sample of ${count(size)} from ${count(of)} leads: ` : ""}
        <strong className="font-semibold">{count(entering)}</strong> would newly meet the MQL line,{" "}
        <strong className="font-semibold">{count(leaving)}</strong> would not meet it any more.{" "}
        {plural(becomingHot, "becomes", "become")} hot, {plural(coolingDown, "ceases", "cease")} to be.{" "}
        {plural(changing, "score changes", "scores change")}.
      </p>
      <Leads words="Enter" leads={impact.enters} of={entering} />
      <Leads words="Leave" leads={impact.leaves} of={leaving} />
      <p className="text-xs text-muted">
        Nobody is moved by it: who meets the line then is offered to be looked through, and who is MQL stays
        under the version that qualified them.
      </p>
    </div>
  );
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
