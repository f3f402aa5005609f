import type { Metadata } from "next";
import {
  INBOX_VIEWS_OF,
  type InboxAddress,
  inboxHref,
  readInboxAddress,
} from "@/components/handoffs/address";
import { Decisions } from "@/components/handoffs/decisions";
import { Inbox } from "@/components/handoffs/inbox";
import { InboxEmpty } from "@/components/handoffs/inbox-empty";
import { LoadStrip } from "@/components/handoffs/load-strip";
import { MarketingQueue } from "@/components/handoffs/marketing-queue";
import { QueueFilter } from "@/components/handoffs/queue-filter";
import { inboxRights } from "@/components/handoffs/rights";
import { PageHeader } from "@/components/ui/page";
import { TabLinks } from "@/components/ui/tabs";
import { loadOf, type RepLoad } from "@/lib/handoffs/load";
import {
  cameBack,
  decisions,
  heldCounts,
  inbox,
  inboxCount,
  repLoads,
  warmQueue,
} from "@/lib/handoffs/queries";
import { requirePermission, viewerOrNull } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { orFirstPage } from "@/lib/platform/web/first-page";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";

const PAGE_SIZE = 50;

/** The tab says what is late before anybody opens it. */
export async function generateMetadata(): Promise<Metadata> {
  const viewer = await viewerOrNull();
  if (!viewer) return { title: "Inbox" };
  const { late } = await inboxCount(db(), viewer, readClock());
  return { title: late > 0 ? `${late} late · Inbox` : "Inbox" };
}

type SignedIn = Extract<Viewer, { kind: "user" }>;

/** The inbox: what waits for sales, what marketing holds, what was decided. */
export default async function InboxPage({ searchParams }: PageProps<"/inbox">) {
  const viewer = await requirePermission("handoff.read");
  const address = readInboxAddress(await searchParams, viewer.role);
  const now = readClock();
  const { timeZone } = await workspace(db());
  const [team, count, held] = await Promise.all([
    repLoads(db(), viewer, { now, zone: timeZone }),
    inboxCount(db(), viewer, now),
    heldCounts(db(), viewer),
  ]);
  const load = loadOf(team, viewer.id);
  const labels = {
    answer: { label: viewer.role === "rep" ? "To answer" : "With sales", count: count.waiting },
    marketing: { label: "With marketing", count: held.warm + held.cameBack },
    decided: { label: "Decided", count: undefined },
  };
  return (
    <div className="flex flex-col max-md:min-h-[calc(100dvh-6.5rem)] max-md:flex-1 md:h-[calc(100dvh-3rem)]">
      <PageHeader
        title="Inbox"
        className="max-md:[&>div:first-child]:sr-only max-md:pt-0"
        actions={load && <LoadStrip load={load} />}
        tabs={
          <TabLinks
            label="Views of the inbox"
            tabs={INBOX_VIEWS_OF[viewer.role].map((view) => ({
              href: inboxHref({ view }),
              ...labels[view],
              current: view === address.view,
            }))}
          />
        }
      />
      {address.view === "answer" && <AnswerView viewer={viewer} address={address} team={team} />}
      {address.view === "marketing" && <MarketingView viewer={viewer} address={address} team={team} />}
      {address.view === "decided" && <DecidedView viewer={viewer} address={address} />}
    </div>
  );
}

const firstPageOf = ({ cursor: _, ...address }: InboxAddress) => inboxHref(address);

type ViewProps = { viewer: SignedIn; address: InboxAddress; team: readonly RepLoad[] };

async function AnswerView({ viewer, address, team }: ViewProps) {
  const rights = inboxRights(viewer);
  const view = await inbox(db(), viewer, { assignee: address.of, focus: address.h });
  return (
    <Inbox
      key={`${address.view} ${address.of}`}
      view={view}
      address={address}
      rights={rights}
      team={rights.reassign ? team : []}
      filter={viewer.role !== "rep" && <QueueFilter key="whose" address={address} team={team} />}
      empty={<InboxEmpty role={viewer.role} address={address} />}
    />
  );
}

async function MarketingView({ viewer, address, team }: ViewProps) {
  const owner = address.of;
  const [warm, back, counts] = await Promise.all([
    orFirstPage(
      warmQueue(db(), viewer, { owner, limit: PAGE_SIZE, cursor: address.cursor }),
      firstPageOf(address),
    ),
    cameBack(db(), viewer, { owner }),
    heldCounts(db(), viewer, { owner }),
  ]);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <MarketingQueue
        address={address}
        viewerId={viewer.id}
        warm={warm.data}
        nextCursor={warm.nextCursor}
        back={back}
        counts={counts}
        team={team}
        mayPass={may(viewer, "handoff.open")}
      />
    </div>
  );
}

async function DecidedView({ viewer, address }: Omit<ViewProps, "team">) {
  const [{ data, nextCursor }, { currency }] = await Promise.all([
    orFirstPage(
      decisions(db(), viewer, { assignee: address.of, limit: PAGE_SIZE, cursor: address.cursor }),
      firstPageOf(address),
    ),
    workspace(db()),
  ]);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <Decisions
        decisions={data}
        currency={currency}
        nextHref={nextCursor && inboxHref({ ...address, cursor: nextCursor })}
        showsWho={viewer.role !== "rep"}
      />
    </div>
  );
}
