"use client";

import { type ReactNode, useActionState, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toastDone } from "@/components/ui/toast";
import type { Action, ActionResult } from "@/lib/platform/web/action";
import type { Difference } from "@/lib/scoring/diff";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { PublishFigures } from "./backtest/publish-figures";
import { type Candidate, PublicationImpact } from "./publication-impact";

type PublicationDialogProps = {
  title: string;
  description: string;
  nextVersion: number;
  /** What comes into force; keep its identity while it is the same. Its entries are sent with the form. */
  candidate: Candidate;
  /** Its document, where it is not the saved draft. */
  document?: ScoringModelDocument;
  action: (
    previous: ActionResult<{ version: number }> | null,
    form: FormData,
  ) => ReturnType<Action<unknown, { version: number }>>;
  /** The name of who publishes: who approves unless they name somebody else. */
  approver: string;
  changes: readonly Difference[];
  /** Something keeps it from coming into force. */
  blocked?: boolean;
  /** What is doubtful about it. */
  children?: ReactNode;
  onClose: () => void;
};

/** The last look before a model comes into force: what changes, what it does, a note that says why, and who approved it. */
export function PublicationDialog({
  title,
  description,
  nextVersion,
  candidate,
  document,
  action,
  approver,
  changes,
  blocked = false,
  children,
  onClose,
}: PublicationDialogProps) {
  const form = useId();
  const [result, submit, pending] = useActionState(action, null);
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    if (!result?.ok) return;
    toastDone(`Version ${result.value.version} is in force`, "Leads are being scored again.");
    onClose();
  }, [result, onClose]);
  const failure = result && !result.ok ? result : null;
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button look="primary" type="submit" form={form} disabled={pending || !looked || blocked}>
            Publish version {nextVersion}
          </Button>
        </>
      }
    >
      <form id={form} action={submit} className="space-y-3">
        {Object.entries(candidate).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <section>
          <h3 className="text-xs font-medium text-muted">
            {changes.length === 0 ? "Nothing differs from the version in force" : "What changes"}
          </h3>
          <ul className="mt-1 max-h-52 space-y-1 overflow-y-auto text-sm">
            {changes.map(({ words }) => (
              <li key={words} className="border-l-2 border-accent pl-2">
                {words}
              </li>
            ))}
          </ul>
        </section>
        <PublicationImpact candidate={candidate} onLooked={setLooked} />
        <PublishFigures document={document} />
        {children}
        <Field
          label="Why"
          name="note"
          required
          hint="Stands in the history and under every mark in the charts."
          error={failure?.errors.find(({ path }) => path === "note")?.message}
        >
          {(control) => <Textarea {...control} rows={3} maxLength={2000} />}
        </Field>
        <Field
          label="Approved by"
          name="approvedBy"
          required
          hint="Their name stands beside the version."
          error={failure?.errors.find(({ path }) => path === "approvedBy")?.message}
        >
          {(control) => <Input {...control} maxLength={200} defaultValue={approver} autoComplete="name" />}
        </Field>
        {failure && !failure.errors.some(({ path }) => path === "note" || path === "approvedBy") && (
          <Notice tone="bad">{failure.message}</Notice>
        )}
      </form>
    </Dialog>
  );
}
