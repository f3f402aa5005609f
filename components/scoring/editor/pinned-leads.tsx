"use client";

import { ArrowRight, ChevronDown, Pin, X } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { signed } from "@/components/ui/format";
import { GradeChip } from "@/components/ui/grade-chip";
import { ComparisonTable } from "./comparison-table";
import { PinPicker } from "./pin-picker";
import type { PreviewedLeadView } from "./preview-view";

type PinnedLeadsProps = {
  leads: readonly PreviewedLeadView[];
  /** Whose points the groups show and whose explanation is open. */
  chosen: string | null;
  onChoose: (leadId: string | null) => void;
  onPin: (leadId: string) => void;
  onUnpin: (leadId: string) => void;
};

/** Three leads one knows, under the version in force and under the draft. */
export function PinnedLeads({ leads, chosen, onChoose, onPin, onUnpin }: PinnedLeadsProps) {
  return (
    <section>
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">Leads you know</h2>
        <PinPicker onPin={onPin} />
      </div>
      {leads.length === 0 && (
        <p className="mt-1 flex items-center gap-1.5 text-sm text-muted">
          <Pin aria-hidden className="size-4" /> Pin leads to see what a change does to them.
        </p>
      )}
      <ul className="mt-1 divide-y divide-line rounded-lg border border-line bg-surface">
        {leads.map((lead) => {
          const open = lead.id === chosen;
          return (
            <li key={lead.id} className="px-3 py-2">
              <div className="flex items-center gap-2">
                <button
                  type="button"
                  aria-expanded={open}
                  onClick={() => onChoose(open ? null : lead.id)}
                  className="flex min-w-0 flex-1 items-center gap-2 rounded-sm text-left pointer-coarse:min-h-11"
                >
                  <ChevronDown
                    aria-hidden
                    className={cn("size-4 shrink-0 text-faint transition-transform", !open && "-rotate-90")}
                  />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate text-sm font-medium">{lead.name}</span>
                    <span className="block truncate text-xs text-muted">{lead.company ?? "no company"}</span>
                  </span>
                  <Change lead={lead} />
                </button>
                <Button
                  look="ghost"
                  size="sm"
                  shape="icon"
                  aria-label={`Unpin ${lead.name}`}
                  onClick={() => onUnpin(lead.id)}
                >
                  <X aria-hidden />
                </Button>
              </div>
              {open && (
                <div className="pt-2 pb-1">
                  <ComparisonTable lead={lead} />
                  <Link
                    href={`/leads/${lead.id}`}
                    className="mt-1.5 inline-block text-xs text-accent-text pointer-coarse:mt-0 pointer-coarse:py-3.5 underline-offset-4 hover:underline"
                  >
                    Open the lead
                  </Link>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Change({ lead: { draft, published } }: { lead: PreviewedLeadView }) {
  const difference = draft.total - published.total;
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-sm tabular-nums">
      {difference !== 0 && <span className="text-faint">{published.total}</span>}
      {difference !== 0 && <ArrowRight aria-hidden className="size-3 text-faint" />}
      <span className="font-semibold">{draft.total}</span>
      {difference !== 0 && (
        <span className={cn("text-xs", difference > 0 ? "text-good" : "text-bad")}>{signed(difference)}</span>
      )}
      <GradeChip grade={draft.grade} />
      {draft.meetsMql !== published.meetsMql && (
        <span className={cn("text-xs font-medium", draft.meetsMql ? "text-good" : "text-bad")}>
          {draft.meetsMql ? "becomes MQL" : "below the line"}
        </span>
      )}
    </span>
  );
}
