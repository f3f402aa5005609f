"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { SubmitButton } from "@/components/ui/submit-button";
import { drawSample } from "@/lib/scoring/actions";

/** Draws a sample for everybody. */
export function DrawSample({ again }: { again: boolean }) {
  const [result, submit] = useActionState(drawSample, null);
  return (
    <form action={submit} className="space-y-2">
      <SubmitButton look={again ? "secondary" : "primary"} size={again ? "sm" : "md"}>
        {again ? "Draw a new sample" : "Draw a sample"}
      </SubmitButton>
      <ErrorSummary message={result?.ok === false ? result.message : undefined} />
    </form>
  );
}
