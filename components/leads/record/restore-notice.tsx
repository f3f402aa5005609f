"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { takeFromBin } from "@/lib/leads/actions";
import { useDecision } from "./use-decision";

/** Says that the lead is in the bin, and takes it out. */
export function RestoreNotice({ leadId, mayRestore }: { leadId: string; mayRestore: boolean }) {
  const { decide, pending, failure } = useDecision(() => undefined);
  return (
    <Notice
      tone="warn"
      className="mt-3"
      action={
        mayRestore && (
          <Button
            size="sm"
            disabled={pending}
            onClick={() => decide({ run: () => takeFromBin({ leadId }), done: "Taken out of the bin" })}
          >
            Take out
          </Button>
        )
      }
    >
      {failure?.message ?? "This lead is in the bin and will be erased 30 days after it was moved there."}
    </Notice>
  );
}
