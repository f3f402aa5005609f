"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { keepMapping } from "@/lib/imports/actions";

/** Keeps the mapping as it was tried out last, for the next file of its kind. */
export function SaveMapping({ importId }: { importId: string }) {
  const [result, save] = useActionState(keepMapping, null);
  const failed = result?.ok === false ? result : null;
  if (result?.ok)
    return (
      <Notice tone="good">
        Kept as “{result.value.label}”. The next file with these columns is recognised.
      </Notice>
    );
  return (
    <form action={save} className="space-y-2">
      <input type="hidden" name="importId" value={importId} />
      <ErrorSummary message={failed?.message} />
      <div className="flex items-end gap-2">
        <Field label="Keep this mapping as" name="label" className="w-64">
          {(control) => (
            <Input
              {...control}
              placeholder="Name, for example Event leads"
              minLength={2}
              maxLength={60}
              required
            />
          )}
        </Field>
        <SubmitButton look="secondary">Keep</SubmitButton>
      </div>
    </form>
  );
}
