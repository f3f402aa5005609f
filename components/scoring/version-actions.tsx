"use client";

import { useActionState, useEffect, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toastDone, toastProblem } from "@/components/ui/toast";
import { editVersion, rollBack } from "@/lib/scoring/actions";

/** Ways back to an older version: in force again as a new one, or as the start of a draft. */
export function VersionActions({ version, nextVersion }: { version: number; nextVersion: number }) {
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const edit = () =>
    startTransition(async () => {
      const result = await editVersion({ version });
      // On success the action goes to the editor.
      if (result && !result.ok) toastProblem("No draft was made", result.message);
    });
  return (
    <div className="flex gap-2">
      <Button disabled={pending} onClick={edit}>
        Start a draft from it
      </Button>
      <Button onClick={() => setOpen(true)}>Put in force again</Button>
      {open && <RollBackDialog version={version} nextVersion={nextVersion} onClose={() => setOpen(false)} />}
    </div>
  );
}

function RollBackDialog({
  version,
  nextVersion,
  onClose,
}: {
  version: number;
  nextVersion: number;
  onClose: () => void;
}) {
  const form = useId();
  const [result, submit, pending] = useActionState(rollBack, null);
  useEffect(() => {
    if (!result?.ok) return;
    toastDone(`Version ${result.value.version} is in force`, "Leads are being scored again.");
    onClose();
  }, [result, onClose]);
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Put version ${version} in force again`}
      description={`It becomes version ${nextVersion}; what was in between stays in the history. A draft stays as it is.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={form} disabled={pending}>
            Publish version {nextVersion}
          </Button>
        </>
      }
    >
      <form id={form} action={submit} className="space-y-3">
        <input type="hidden" name="version" value={version} />
        <Field label="Why" name="note" required>
          {(control) => <Textarea {...control} rows={3} maxLength={2000} />}
        </Field>
        {result && !result.ok && <Notice tone="bad">{result.message}</Notice>}
      </form>
    </Dialog>
  );
}
