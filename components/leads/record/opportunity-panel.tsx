import { Badge } from "@/components/ui/badge";
import { dayText, fullMoney } from "@/components/ui/format";
import { Fact, Facts, Panel } from "@/components/ui/page";
import type { RecordOpportunity } from "@/lib/leads/queries/record";
import { daysBetween } from "@/lib/shared/day";

const STATUS = {
  open: { word: "open", tone: "accent" },
  won: { word: "won", tone: "good" },
  lost: { word: "lost", tone: "bad" },
} as const;

/** The deal of the pass: what it is worth and when it should close, or how it ended. */
export function OpportunityPanel({ opportunity, today }: { opportunity: RecordOpportunity; today: string }) {
  const { status, amount, currency, expectedClose, actualClose, lostReason } = opportunity;
  const { word, tone } = STATUS[status];
  const overdue = status === "open" ? daysBetween(expectedClose, today) : 0;
  return (
    <Panel title="Opportunity" actions={<Badge tone={tone}>{word}</Badge>}>
      <p className="text-2xl font-semibold tracking-[-0.02em]">{fullMoney({ minor: amount, currency })}</p>
      <Facts className="mt-1 grid-cols-[6.5rem_minmax(0,1fr)]">
        <Fact label="Expected">
          {dayText(expectedClose)}
          {overdue > 0 && <span className="ml-1.5 text-xs text-warn">{overdue} days past</span>}
        </Fact>
        {actualClose && <Fact label="Closed">{dayText(actualClose)}</Fact>}
        {lostReason && <Fact label="Reason">{lostReason}</Fact>}
      </Facts>
    </Panel>
  );
}
