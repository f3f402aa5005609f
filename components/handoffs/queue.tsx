"use client";

import { ArrowDownToLine } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { count, plural } from "@/components/ui/format";
import { type InboxAddress, inboxHref } from "./address";
import { Key } from "./key";
import { QueueRow } from "./queue-row";
import type { QueueEntry } from "./use-queue";

type QueueProps = {
  address: InboxAddress;
  /** Above the list: whose it is. */
  filter?: ReactNode;
  sections: readonly {
    title: string;
    entries: readonly QueueEntry[] /** More than are shown. */;
    rest?: number;
  }[];
  focusId: string | null;
  arrived: number;
  showsAssignee: boolean;
  onShow: () => void;
  onFocusCard: (id: string) => void;
  onOpenLead: () => void;
};

/** What waits, least time left first. New ones ask to be let in; nothing moves under the pointer. */
export function Queue(props: QueueProps) {
  const { address, filter, sections, focusId, arrived, showsAssignee, onShow, onFocusCard, onOpenLead } =
    props;
  const links = useRef(new Map<string, HTMLAnchorElement>());
  useEffect(() => {
    const row = focusId ? links.current.get(focusId) : undefined;
    row?.scrollIntoView({ block: "nearest" });
    // Whoever walks the list with Tab stays in it.
    if (row && document.activeElement?.closest("[data-queue]")) row.focus({ preventScroll: true });
  }, [focusId]);
  return (
    <div data-queue className="flex flex-col">
      {filter}
      {arrived > 0 && (
        <Button
          look="quiet"
          onClick={onShow}
          aria-keyshortcuts="n"
          className="sticky top-0 z-10 h-9 w-full rounded-none border-b border-line bg-accent-soft"
        >
          <ArrowDownToLine aria-hidden />
          {plural(arrived, "new one", "new")} · show <Key name="N" />
        </Button>
      )}
      {sections.map(({ title, entries, rest = 0 }) =>
        entries.length === 0 ? null : (
          <section key={title} aria-label={title}>
            <h2 className="flex items-baseline justify-between px-4 pt-3 pb-1 text-xs md:pl-6 font-medium text-muted">
              {title}
              <span className="font-normal">{entries.length + rest}</span>
            </h2>
            <ul className="divide-y divide-line border-y border-line">
              {entries.map(({ card, gone }) => (
                <QueueRow
                  key={card.id}
                  card={card}
                  gone={gone}
                  href={inboxHref({ ...address, h: card.id })}
                  current={card.id === focusId}
                  showsAssignee={showsAssignee}
                  linkRef={(link) => {
                    if (link) links.current.set(card.id, link);
                    else links.current.delete(card.id);
                  }}
                  onFocusCard={() => onFocusCard(card.id)}
                  onOpenLead={onOpenLead}
                />
              ))}
            </ul>
            {rest > 0 && (
              <p className="px-4 py-2 text-xs text-muted md:pl-6">
                {count(rest)} more with more time left; they move up as you answer.
              </p>
            )}
          </section>
        ),
      )}
    </div>
  );
}
