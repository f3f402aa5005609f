"use client";

import { useCallback, useMemo, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toastProblem } from "@/components/ui/toast";
import { editVersion, rollBack } from "@/lib/scoring/actions";
import type { Difference } from "@/lib/scoring/diff";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { PublicationDialog } from "./publication-dialog";

type VersionActionsProps = {
  version: number;
  document: ScoringModelDocument;
  nextVersion: number;
  /** The name of who publishes. */
  approver: string;
  /** From the version in force to this one. */
  changes: readonly Difference[];
};

/** Ways back to an older version: in force again as a new one, or as the start of a draft. */
export function VersionActions({ version, document, nextVersion, approver, changes }: VersionActionsProps) {
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const candidate = useMemo(() => ({ version }), [version]);
  const close = useCallback(() => setOpen(false), []);
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
      {open && (
        <PublicationDialog
          title={`Put version ${version} in force again`}
          description={`It becomes version ${nextVersion}; what was in between stays in the history. A draft stays as it is, and nobody becomes MQL by it.`}
          nextVersion={nextVersion}
          candidate={candidate}
          document={document}
          action={rollBack}
          approver={approver}
          changes={changes}
          onClose={close}
        />
      )}
    </div>
  );
}
