import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { dayText } from "@/components/ui/format";
import { GradeChip } from "@/components/ui/grade-chip";
import { RelativeTime } from "@/components/ui/relative-time";
import { StageBadge } from "@/components/ui/stage-badge";
import type { LeadRecord } from "@/lib/leads/queries/record";
import { RecordLadder } from "./ladder";
import { ListWalk } from "./list-walk";

/** Who it is, how good it is, where it is, what can be done: the first thing the eye lands on. */
export function RecordHeader({ lead, zone, moves }: { lead: LeadRecord; zone: string; moves: ReactNode }) {
  const { facts, company, pass } = lead;
  const ended = lead.stage === "recycled" || lead.stage === "disqualified";
  return (
    <header className="border-b border-line px-4 pt-3 pb-4 md:px-6">
      <ListWalk leadId={lead.id} />
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 items-center gap-3">
          <GradeChip grade={lead.grade} size="lg" />
          <div className="min-w-0">
            <h1 className="flex flex-wrap items-baseline gap-x-2.5 text-xl font-semibold tracking-[-0.015em]">
              <span className="min-w-0 break-words">{lead.name}</span>
              <span className="text-base font-medium text-muted" title="Score">
                {lead.score}
                <span className="sr-only"> points</span>
              </span>
            </h1>
            <p className="text-muted">
              {[facts.title, company?.name, facts.country].filter(Boolean).join(" · ") || facts.email}
            </p>
          </div>
        </div>
        {moves}
      </div>
      <div className="mt-4">
        <RecordLadder lead={lead} zone={zone} />
      </div>
      {ended && (
        <p className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <StageBadge stage={lead.stage} className="font-medium" />
          <span className="text-muted">
            <RelativeTime at={lead.stageSince} />
            {pass?.closeReason && `: ${pass.closeReason.toLowerCase()}`}
            {lead.stage === "recycled" && pass?.wakeOn && `. Wakes on ${dayText(pass.wakeOn)}`}
          </span>
        </p>
      )}
      {lead.missing && (
        <p className="mt-3 flex items-center gap-2 text-sm">
          <Badge tone="warn">Held up</Badge>
          <span className="text-muted">
            It would be an MQL by its score, but its {lead.missing} is missing. Add it at the left and it
            moves by itself.
          </span>
        </p>
      )}
    </header>
  );
}
