"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { excludeLookalikes } from "@/lib/exclusions/actions";
import type { PatternValues } from "./pattern-form";

/** The step after the preview: excludes what it showed, with a reason. Works without JavaScript. */
export function ExcludeForm({ values }: { values: PatternValues }) {
  const [result, submit] = useActionState(excludeLookalikes, null);
  const error =
    result?.ok === false ? result.errors.find(({ path }) => path === "reason")?.message : undefined;
  return (
    <form action={submit} className="mt-4 space-y-3 border-t border-line pt-3">
      <ErrorSummary message={result?.ok === false && !error ? result.message : undefined} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap items-end gap-3">
        <Field
          label="Why do these not count?"
          name="reason"
          required
          error={error}
          className="min-w-0 flex-1"
        >
          {(control) => <Input {...control} maxLength={300} placeholder="The crawler of our own search" />}
        </Field>
        <SubmitButton>Exclude them</SubmitButton>
      </div>
      <p className="text-xs text-muted">
        Scores are worked out anew, also for past days, and what comes later looks the same way. Nobody is
        moved to another stage. It can be lifted.
      </p>
    </form>
  );
}
