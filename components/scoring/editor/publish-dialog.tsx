"use client";

import { useActionState, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toastDone } from "@/components/ui/toast";
import { publish } from "@/lib/scoring/actions";
import type { Difference } from "@/lib/scoring/diff";
import { PublishFigures } from "../backtest/publish-figures";
import type { PreviewView } from "./preview-view";
import { PublishImpact } from "./publish-impact";

type PublishDialogProps = {
  nextVersion: number;
  revision: number;
  /** The name of who publishes: who approves unless they name somebody else. */
  approver: string;
  changes: readonly Difference[];
  findings: PreviewView["findings"];
  onClose: () => void;
};

/** The last look before a draft comes into force: what changes, what is doubtful, and a note that says why. */
export function PublishDialog({
  nextVersion,
  revision,
  approver,
  changes,
  findings,
  onClose,
}: PublishDialogProps) {
  const form = useId();
  const [result, submit, pending] = useActionState(publish, null);
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    if (!result?.ok) return;
    toastDone(`Version ${result.value.version} is in force`, "Leads are being scored again.");
    onClose();
  }, [result, onClose]);
  const errors = findings.filter(({ level }) => level === "error");
  const warnings = findings.filter(({ level }) => level === "warning");
  const failure = result && !result.ok ? result : null;
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Publish version ${nextVersion}`}
      description="It comes into force at once and never changes again. Leads are scored anew in the background; nobody becomes MQL by it."
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button look="primary" type="submit" form={form} disabled={pending || !looked || errors.length > 0}>
            Publish version {nextVersion}
          </Button>
        </>
      }
    >
      <form id={form} action={submit} className="space-y-3">
        <input type="hidden" name="revision" value={revision} />
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
        <PublishImpact revision={revision} onLooked={setLooked} />
        <PublishFigures />
        {errors.map(({ message }) => (
          <Notice key={message} tone="bad">
            {message}
          </Notice>
        ))}
        {warnings.length > 0 && (
          <details className="text-sm">
            <summary className="cursor-pointer text-warn">
              {warnings.length === 1 ? "One thing to look at" : `${warnings.length} things to look at`}
            </summary>
            <ul className="mt-1 list-disc space-y-0.5 pl-4 text-muted">
              {warnings.map(({ message }) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </details>
        )}
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
