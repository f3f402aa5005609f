"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { useNews } from "@/components/shell/use-news";
import { cn } from "@/components/ui/cn";
import { takeLeadBack } from "@/lib/handoffs/actions";
import type { RepLoad } from "@/lib/handoffs/load";
import type { InboxView } from "@/lib/handoffs/queries";
import { ActionBar, DEED_KEY } from "./action-bar";
import { DEEDS, type Deed, type InboxAddress, inboxHref } from "./address";
import { DeedPanel } from "./deed-panel";
import { Elsewhere, JustAccepted } from "./elsewhere";
import { HandoffCard } from "./handoff-card";
import { Queue } from "./queue";
import { deedsFor, type InboxRights } from "./rights";
import { Stepper } from "./stepper";
import { useInbox } from "./use-inbox";
import { useSeen } from "./use-seen";
import { useSwipe } from "./use-swipe";
import { useUrgencyTitle } from "./use-urgency-title";

type InboxProps = {
  view: InboxView;
  address: InboxAddress;
  rights: InboxRights;
  /** Those a handoff can be given to; empty for who may not. */
  team: readonly RepLoad[];
  /** Above the list: whose it is. */
  filter?: ReactNode;
  /** What stands here while nothing waits. */
  empty: ReactNode;
};

/**
 * One handoff in focus, the queue beside it, what can be done at the foot. All of it works by keyboard alone, by thumb on a
 * phone, and as plain forms where scripts do not run.
 */
export function Inbox({ view, address, rights, team, filter, empty }: InboxProps) {
  const router = useRouter();
  const inbox = useInbox(view, address);
  const [listOpen, setListOpen] = useState(false);
  const { entries, focused, position, deed, focus, walk } = inbox;
  const card = focused?.card ?? null;
  const possible = card ? deedsFor(card, rights) : [];
  const deeds = focused?.gone ? [] : possible;
  const openLead = () => card && router.push(`/leads/${card.leadId}`);
  const openDeed = (wanted: Deed) => deeds.includes(wanted) && inbox.openDeed(wanted);

  useNews(["handoff", "alert"], router.refresh);
  useUrgencyTitle(view.toAnswer);
  useSeen(focused?.gone ? null : card, rights.viewerId);
  const swipe = useSwipe({ left: () => walk(1), right: () => walk(-1) });

  const group = "Inbox";
  useShortcut({ keys: "j", label: "Next", group, run: () => walk(1) });
  useShortcut({ keys: "k", label: "Previous", group, run: () => walk(-1) });
  useShortcut({ keys: "a", label: "Accept", group, run: () => openDeed("accept") });
  useShortcut({ keys: "r", label: "Reject", group, run: () => openDeed("reject") });
  useShortcut({ keys: "b", label: "Return to marketing", group, run: () => openDeed("return") });
  useShortcut({ keys: "c", label: "Log a call", group, run: () => openDeed("call") });
  useShortcut({ keys: "t", label: "Give to another rep", group, run: () => openDeed("assign") });
  useShortcut({ keys: "Enter", label: "Open the lead", group, run: openLead });
  useShortcut({ keys: "z", label: "Undo the last answer", group, run: inbox.undoLast });
  useShortcut({ keys: "n", label: "Show new ones", group, run: inbox.showArrived });

  const elsewhere = view.elsewhere?.id === inbox.wantedId ? view.elsewhere : null;
  const queue = (
    <Queue
      address={address}
      filter={filter}
      sections={[
        {
          title: rights.answer === "own" ? "To answer" : "Waiting for an answer",
          entries: inbox.toAnswer.entries,
          rest: Math.max(0, view.waiting - view.toAnswer.length),
        },
        { title: "First contact due", entries: inbox.toContact.entries },
      ]}
      focusId={card?.id ?? null}
      arrived={inbox.arrived}
      showsAssignee={rights.answer !== "own"}
      onShow={inbox.showArrived}
      onFocusCard={(id) => {
        focus(id);
        setListOpen(false);
      }}
      onOpenLead={openLead}
    />
  );

  if (!card)
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        {filter}
        {elsewhere && <Elsewhere outcome={elsewhere} viewerId={rights.viewerId} className="m-4" />}
        {empty}
      </div>
    );
  return (
    <div className="flex min-h-0 flex-1 flex-col md:grid md:grid-cols-[19rem_minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)] lg:grid-cols-[21rem_minmax(0,1fr)]">
      <aside
        aria-label="Queue"
        className={cn(
          "min-h-0 overflow-y-auto md:block md:border-r md:border-line",
          !listOpen && "max-md:hidden",
        )}
      >
        {queue}
      </aside>
      <div className={cn("flex min-h-0 min-w-0 flex-1 flex-col", listOpen && "max-md:hidden")}>
        <Stepper
          position={position}
          hrefs={entries.map((entry) => inboxHref({ ...withoutDeed(address), h: entry.card.id }))}
          arrived={inbox.arrived}
          onStep={walk}
          onList={() => setListOpen(true)}
        />
        <div className="min-h-0 flex-1 overflow-y-auto max-md:pb-20" {...swipe}>
          <HandoffCard
            card={card}
            headingRef={inbox.heading}
            showsAssignee={rights.answer !== "own"}
            notice={
              focused?.gone || elsewhere ? (
                <Elsewhere
                  outcome={elsewhere}
                  name={card.lead.name}
                  viewerId={rights.viewerId}
                  className="mb-5"
                />
              ) : (
                inbox.untouched && card.status === "accepted" && <JustAccepted card={card} className="mb-5" />
              )
            }
            onCall={deeds.includes("call") ? () => openDeed("call") : undefined}
          />
        </div>
        <div className="max-h-[75%] shrink-0 overflow-y-auto border-t border-line bg-background max-md:fixed max-md:inset-x-0 max-md:bottom-14 max-md:z-20 max-md:max-h-[75dvh]">
          {/* A panel that is open stays so when somebody else was first: the answer then says who. */}
          {deed && possible.includes(deed) ? (
            <DeedPanel
              key={`${deed} ${card.id}`}
              deed={deed}
              card={card}
              view={view}
              team={team}
              inbox={inbox}
              frame={{
                problem: inbox.problem,
                closeHref: inboxHref({ ...withoutDeed(address), h: card.id }),
                onClose: () => inbox.openDeed(null),
                onSwitch: (key) => {
                  const wanted = DEEDS.find((known) => DEED_KEY[known] === key);
                  if (wanted) openDeed(wanted);
                },
              }}
            />
          ) : (
            <ActionBar
              card={card}
              deeds={deeds}
              address={address}
              onDeed={openDeed}
              onTakeBack={
                rights.withdraw && rights.answer === "none" && card.status === "pending" && !focused?.gone
                  ? () =>
                      inbox.settle(card, () => takeLeadBack({ handoffId: card.id }), {
                        said: `${card.lead.name} is back with marketing`,
                      })
                  : undefined
              }
            />
          )}
        </div>
      </div>
      <p aria-live="polite" className="sr-only">
        {`${position + 1} of ${entries.length}: ${card.lead.name}`}
      </p>
    </div>
  );
}

function withoutDeed({ deed: _, ...address }: InboxAddress): InboxAddress {
  return address;
}
