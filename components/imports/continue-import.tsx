"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { SubmitButton } from "@/components/ui/submit-button";
import { continueImport } from "@/lib/imports/actions";

/** Goes on behind the rows that are settled. */
export function ContinueImport({ importId }: { importId: string }) {
  const [result, go] = useActionState(continueImport, null);
  return (
    <form action={go} className="flex items-center gap-2">
      <input type="hidden" name="importId" value={importId} />
      <SubmitButton size="sm">Go on</SubmitButton>
      <ErrorSummary message={result?.ok === false ? result.message : undefined} />
    </form>
  );
}
