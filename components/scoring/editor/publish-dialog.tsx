"use client";

import { useMemo } from "react";
import { Notice } from "@/components/ui/notice";
import { publish } from "@/lib/scoring/actions";
import type { Difference } from "@/lib/scoring/diff";
import { PublicationDialog } from "../publication-dialog";
import type { PreviewView } from "./preview-view";

type PublishDialogProps = {
  nextVersion: number;
  revision: number;
  /** The name of who publishes: who approves unless they name somebody else. */
  approver: string;
  changes: readonly Difference[];
  findings: PreviewView["findings"];
  onClose: () => void;
};

/** The last look before a draft comes into force. */
export function PublishDialog({ revision, findings, nextVersion, ...rest }: PublishDialogProps) {
  const candidate = useMemo(() => ({ revision }), [revision]);
  const errors = findings.filter(({ level }) => level === "error");
  const warnings = findings.filter(({ level }) => level === "warning");
  return (
    <PublicationDialog
      {...rest}
      title={`Publish version ${nextVersion}`}
      description="It comes into force at once and never changes again. Leads are scored anew in the background; nobody becomes MQL by it."
      nextVersion={nextVersion}
      candidate={candidate}
      action={publish}
      blocked={errors.length > 0}
    >
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
    </PublicationDialog>
  );
}
