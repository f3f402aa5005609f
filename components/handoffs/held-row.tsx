import Link from "next/link";
import type { Ref } from "react";
import { Age } from "@/components/ui/age";
import { Avatar } from "@/components/ui/avatar";
import { GradeChip } from "@/components/ui/grade-chip";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RepLoad } from "@/lib/handoffs/load";
import type { HeldLead } from "@/lib/handoffs/queries";
import { type Offer, PassOn } from "./pass-on";

type HeldRowProps = {
  lead: HeldLead;
  team: readonly RepLoad[];
  mayPass: boolean;
  onPass: (offer: Offer) => void;
  onFocus: () => void;
  linkRef: Ref<HTMLAnchorElement>;
};

const TRIGGER: Record<string, string> = {
  score: "by score",
  hand_raise: "asked to talk",
  pql: "by product usage",
  manual: "by hand",
  wake: "woke up",
  import: "imported",
};

/** One MQL that marketing holds: why it is one, since when, what sales said, and the way on. */
export function HeldRow({ lead, team, mayPass, onPass, onFocus, linkRef }: HeldRowProps) {
  const { cameBack: back } = lead;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-4 gap-y-1 px-4 py-2 transition-colors hover:bg-hover has-[a:focus-visible]:bg-hover md:grid-cols-[minmax(0,16rem)_5rem_minmax(0,1fr)_8.5rem_auto_auto] md:px-6">
      <div className="min-w-0 max-md:col-span-2">
        <Link
          ref={linkRef}
          href={`/leads/${lead.leadId}`}
          prefetch={false}
          onFocus={onFocus}
          className="block truncate font-medium"
        >
          {lead.name}
        </Link>
        <p className="truncate text-xs text-muted">
          {[lead.title, lead.company].filter(Boolean).join(" · ")}
        </p>
      </div>
      <div className="flex items-center justify-end gap-2 max-md:col-start-3 max-md:row-start-1">
        <GradeChip grade={lead.grade} />
        <span className="w-7 text-right font-medium">{lead.score}</span>
      </div>
      <div className="min-w-0 max-md:col-span-3">
        <p className="truncate" title={lead.reason}>
          {lead.reason}
        </p>
        {back && (
          <p className="text-xs text-pretty text-muted">
            {backInWords(back)}, <RelativeTime at={back.at} />
            {back.note && `: “${back.note}”`}
          </p>
        )}
      </div>
      <p className="text-xs whitespace-nowrap text-muted max-md:self-center">
        MQL for <Age since={lead.mqlAt} />
        <span className="block max-md:inline">
          <span className="md:hidden">, </span>
          {TRIGGER[lead.trigger] ?? lead.trigger}
          {lead.pass > 1 && `, pass ${lead.pass}`}
        </span>
      </p>
      <span className="max-md:hidden">
        {lead.owner ? <Avatar name={lead.owner.name} /> : <span className="block size-5" />}
      </span>
      <div className="max-md:col-span-2 max-md:justify-self-end">
        {mayPass ? (
          <PassOn lead={lead} team={team} onPass={onPass} />
        ) : (
          <span className="text-xs text-muted">{lead.owner?.name}</span>
        )}
      </div>
    </li>
  );
}

function backInWords({ status, who }: NonNullable<HeldLead["cameBack"]>): string {
  if (status === "returned") return `Returned by ${who ?? "sales"}`;
  if (status === "expired") return who ? `${who} did not answer` : "Nobody answered";
  return "Taken back by marketing";
}
