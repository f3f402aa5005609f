"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf, typedIn } from "@/lib/platform/web/form-result";
import { renameWorkspace } from "@/lib/team/actions";
import { SavedNote } from "./saved-note";

/** The workspace's name. */
export function WorkspaceForm({ name }: { name: string }) {
  const [result, action] = useActionState(renameWorkspace, null);
  return (
    <form action={action} className="flex flex-col gap-3">
      <ErrorSummary message={summaryOf(result, ["workspace"])} />
      <Field label="Name" name="workspace" error={errorOf(result, "workspace")} required>
        {(control) => (
          <Input {...control} maxLength={120} defaultValue={typedIn(result, "workspace", name)} />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <SubmitButton look="secondary">Save</SubmitButton>
        <SavedNote result={result} />
      </div>
    </form>
  );
}
