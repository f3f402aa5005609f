"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Kbd } from "@/components/ui/kbd";
import { rate } from "@/lib/scoring/actions";
import { RATINGS, type Rating } from "@/lib/scoring/hand/agreement";
import { RATING_WORDS } from "@/lib/scoring/hand/words";

type HandScorerProps = {
  sampleId: string;
  leadId: string;
  name: string;
  /** What was said of this lead before, when the person came back to it. */
  rating: Rating | null;
};

/** The five answers to one lead, by key or button; the page brings the next one. */
export function HandScorer({ sampleId, leadId, name, rating }: HandScorerProps) {
  const [isSending, send] = useTransition();
  const [problem, setProblem] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const say = (said: Rating) =>
    send(async () => {
      const result = await rate({ sampleId, leadId, rating: said });
      setProblem(result.ok ? undefined : result.message);
    });
  const latest = useRef(say);
  latest.current = isSending ? () => {} : say;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select, textarea, dialog"))
        return;
      const said = RATINGS.find((candidate) => String(candidate) === event.key);
      if (said) latest.current(said);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  // Whoever answered reads on in the next lead.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lead is what changes
  useEffect(() => heading.current?.focus({ preventScroll: true }), [leadId]);

  return (
    <div>
      <h2 ref={heading} tabIndex={-1} className="text-base font-semibold outline-none">
        {name}
      </h2>
      <ErrorSummary message={problem} className="mt-2" />
      <fieldset className="mt-3 grid gap-2 sm:grid-cols-5">
        <legend className="sr-only">What do you say of {name}?</legend>
        {RATINGS.toReversed().map((each) => (
          <Button
            key={each}
            size="lg"
            disabled={isSending}
            aria-pressed={rating === each}
            className={cn("justify-start sm:justify-center", rating === each && "border-accent")}
            onClick={() => say(each)}
          >
            <Kbd keys={String(each)} /> <span className="truncate text-sm">{RATING_WORDS[each]}</span>
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
