import { Sprout } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { SegmentLinks } from "@/components/ui/tabs";
import type { RepLoad } from "@/lib/handoffs/load";
import type { HeldCounts, HeldLead } from "@/lib/handoffs/queries";
import { type InboxAddress, inboxHref } from "./address";
import { HeldLeads } from "./held-leads";

type MarketingQueueProps = {
  address: InboxAddress;
  viewerId: string;
  warm: readonly HeldLead[];
  nextCursor: string | null;
  back: readonly HeldLead[];
  counts: HeldCounts;
  team: readonly RepLoad[];
  mayPass: boolean;
};

/** What is qualified and not with sales: marketing's to nurture, to pass on, or to let go. */
export function MarketingQueue(props: MarketingQueueProps) {
  const { address, viewerId, warm, nextCursor, back, counts, team, mayPass } = props;
  const scope = (of: string | undefined, label: string) => ({
    href: inboxHref({ view: "marketing", ...(of ? { of } : {}) }),
    label,
    current: address.of === of,
  });
  return (
    <div className="pb-10">
      <div className="px-4 pt-3 md:px-6">
        <SegmentLinks
          label="Whose"
          tabs={[scope(undefined, "Everybody’s"), scope(viewerId, "Mine"), scope("none", "Nobody’s")]}
        />
      </div>
      {warm.length + back.length === 0 ? (
        <EmptyState
          icon={<Sprout aria-hidden />}
          title={address.of ? "None here" : "Marketing holds no MQLs"}
          action={
            <LinkButton look="secondary" href="/leads?view=near">
              Leads near the line
            </LinkButton>
          }
        >
          Warm leads that meet the line wait here until you pass them on; hot ones go to sales by themselves.
        </EmptyState>
      ) : (
        <HeldLeads
          sections={[
            {
              title: "Came back",
              meaning: "Sales had them and let go without a decision.",
              leads: address.cursor ? [] : back,
              count: counts.cameBack,
            },
            {
              title: "Warm",
              meaning: "Qualified and never offered to sales, best first.",
              leads: warm,
              count: counts.warm,
            },
          ]}
          team={team}
          mayPass={mayPass}
        />
      )}
      {(nextCursor || address.cursor) && (
        <div className="flex gap-2 px-4 pt-3 md:px-6">
          {address.cursor && (
            <LinkButton look="secondary" size="sm" href={inboxHref(withoutCursor(address))}>
              First page
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton look="secondary" size="sm" href={inboxHref({ ...address, cursor: nextCursor })}>
              Next page
            </LinkButton>
          )}
        </div>
      )}
    </div>
  );
}

function withoutCursor({ cursor: _, ...address }: InboxAddress): InboxAddress {
  return address;
}
