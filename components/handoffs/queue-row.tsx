"use client";

import Link from "next/link";
import type { KeyboardEvent, MouseEvent, Ref } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Countdown } from "@/components/ui/countdown";
import { GradeChip } from "@/components/ui/grade-chip";
import type { HandoffCard } from "@/lib/handoffs/queries";
import { CauseMark } from "./cause";
import { dueOf } from "./due";

type QueueRowProps = {
  card: HandoffCard;
  href: string;
  current: boolean;
  /** Somebody else has answered it since; it keeps its place until the list is brought up to date. */
  gone: boolean;
  /** Whether whose it is needs saying. */
  showsAssignee: boolean;
  linkRef: Ref<HTMLAnchorElement>;
  onFocusCard: () => void;
  onOpenLead: () => void;
};

/** One handoff of the queue: who, from where, how long is left. */
export function QueueRow(props: QueueRowProps) {
  const { card, href, current, gone, showsAssignee, linkRef, onFocusCard, onOpenLead } = props;
  const due = dueOf(card);
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onFocusCard();
  };
  // The row in focus is already open beside the list: Enter goes on to the lead.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !current || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    onOpenLead();
  };
  return (
    <li>
      <Link
        ref={linkRef}
        href={href}
        prefetch={false}
        scroll={false}
        aria-current={current ? "true" : undefined}
        onClick={onClick}
        onKeyDown={onKeyDown}
        className={cn(
          "group/row relative flex flex-col gap-0.5 py-2 pr-4 pl-4 -outline-offset-2 md:pl-6 transition-colors hover:bg-hover aria-[current]:bg-selected",
          "before:absolute before:inset-y-0 before:left-0 before:w-0.5 aria-[current]:before:bg-accent",
          gone && "opacity-60",
        )}
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-medium">{card.lead.name}</span>
          {gone ? (
            <span className="shrink-0 text-xs text-muted">answered</span>
          ) : (
            due && <Countdown dueAt={due} className="shrink-0" />
          )}
        </span>
        <span className="flex items-center gap-1.5 text-xs text-muted">
          <CauseMark cause={card.cause} className="shrink-0 text-faint" />
          <span className="min-w-0 flex-1 truncate">{card.lead.company?.name ?? card.lead.email}</span>
          {showsAssignee && <Assignee card={card} />}
          <GradeChip grade={card.packet.grade} />
        </span>
        <span className="truncate text-xs text-muted" title={card.packet.reason}>
          {card.packet.reason}
        </span>
      </Link>
    </li>
  );
}

function Assignee({ card }: { card: HandoffCard }) {
  if (!card.assignee) return <span className="shrink-0 font-medium text-warn">no rep</span>;
  return (
    <>
      <Avatar name={card.assignee.name} />
      <span className="sr-only">{card.assignee.name}</span>
    </>
  );
}
