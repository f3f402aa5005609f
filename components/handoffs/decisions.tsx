import { Check, Clock, CornerUpLeft, History, X } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { fullMoney, shortMoney } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { Tone } from "@/components/ui/tone";
import type { HandoffStatus } from "@/lib/handoffs/handoff";
import type { Decision } from "@/lib/handoffs/queries";
import { SequelText } from "./sequel-text";

type DecisionsProps = {
  decisions: readonly Decision[];
  currency: string;
  /** Where the older ones are; null on the last page. */
  nextHref: string | null;
  showsWho: boolean;
};

const ANSWER: Partial<Record<HandoffStatus, { label: string; tone: Tone; icon: typeof Check }>> = {
  accepted: { label: "Accepted", tone: "good", icon: Check },
  rejected: { label: "Rejected", tone: "neutral", icon: X },
  returned: { label: "Returned", tone: "info", icon: CornerUpLeft },
  expired: { label: "No answer", tone: "warn", icon: Clock },
};

/** Answers and what became of each: deciding is worth more when one sees how it went. */
export function Decisions({ decisions, currency, nextHref, showsWho }: DecisionsProps) {
  if (decisions.length === 0)
    return (
      <EmptyState icon={<History aria-hidden />} title="Nothing decided yet">
        Each answer stands here with what became of it: who moved on, who came back, who still sleeps.
      </EmptyState>
    );
  return (
    <div className="pb-10">
      <Table
        aria-label="Decisions"
        className="max-md:block md:[&_td:last-child]:pr-6 md:[&_tr>:first-child]:pl-6 md:[&_th:last-child]:pr-6"
      >
        <thead className="max-md:hidden">
          <tr>
            <HeadCell className="w-36">Answer</HeadCell>
            <HeadCell>Lead</HeadCell>
            <HeadCell className="w-[22%]">Why</HeadCell>
            <HeadCell className="w-[30%]">What became of it</HeadCell>
            {showsWho && <HeadCell className="w-40">Rep</HeadCell>}
            <HeadCell className="w-28 text-right">When</HeadCell>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {decisions.map((decision) => (
            <DecisionRow key={decision.id} decision={decision} currency={currency} showsWho={showsWho} />
          ))}
        </tbody>
      </Table>
      {nextHref && (
        <div className="px-4 pt-3">
          <LinkButton look="secondary" size="sm" href={nextHref}>
            Older
          </LinkButton>
        </div>
      )}
    </div>
  );
}

function DecisionRow({
  decision,
  currency,
  showsWho,
}: Pick<DecisionsProps, "currency" | "showsWho"> & { decision: Decision }) {
  const {
    label,
    tone,
    icon: Icon,
  } = ANSWER[decision.status] ?? {
    label: decision.status,
    tone: "neutral",
    icon: Check,
  };
  const why = [decision.reason, decision.note && `“${decision.note}”`].filter(Boolean).join(" · ");
  const amount = decision.amount === null ? null : { minor: decision.amount, currency };
  return (
    <Row className="max-md:grid max-md:h-auto pointer-coarse:max-md:h-auto max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-3 max-md:gap-y-1 max-md:border-b max-md:border-line max-md:px-4 max-md:py-3 max-md:[&>*]:border-0 max-md:[&>*]:p-0!">
      <Cell className="max-md:col-start-1 max-md:row-start-2">
        <Badge tone={tone} icon={<Icon aria-hidden />}>
          {label}
        </Badge>
      </Cell>
      <RowHead className="max-w-0 max-md:col-start-1 max-md:row-start-1 max-md:max-w-none">
        <span className="flex items-baseline gap-2">
          <Link href={`/leads/${decision.leadId}`} prefetch={false} className="truncate font-medium">
            {decision.name}
          </Link>
          {decision.company && <span className="min-w-0 truncate text-muted">{decision.company}</span>}
        </span>
      </RowHead>
      <Cell
        title={why || undefined}
        className="max-w-0 truncate text-muted max-md:col-span-2 max-md:max-w-none max-md:empty:hidden"
      >
        {why}
      </Cell>
      <Cell className="max-w-0 max-md:col-span-2 max-md:max-w-none">
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <SequelText sequel={decision.sequel} />
          {amount && decision.sequel.kind === "moving" && (
            <span title={fullMoney(amount)} className="text-muted">
              {shortMoney(amount)}
            </span>
          )}
        </span>
      </Cell>
      {showsWho && (
        <Cell className="truncate text-muted max-md:hidden">{decision.who?.name ?? "Nobody"}</Cell>
      )}
      <Cell className="whitespace-nowrap text-right text-muted max-md:col-start-2 max-md:row-start-1 max-md:text-xs">
        <RelativeTime at={decision.at} />
      </Cell>
    </Row>
  );
}
