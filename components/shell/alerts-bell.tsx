"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { useOptimistic, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { count, plural } from "@/components/ui/format";
import { Popover } from "@/components/ui/popover";
import { RelativeTime } from "@/components/ui/relative-time";
import { readAlerts } from "@/lib/alerts/actions";
import type { AlertsView, AlertView } from "@/lib/alerts/queries";
import { useNews } from "./use-news";

/** The bell: how many alerts wait, and the latest of them. Opening it marks what it shows as read. */
export function AlertsBell({ alerts: first }: { alerts: AlertsView }) {
  const [alerts, setAlerts] = useState(first);
  const [open, setOpen] = useState(false);
  const [, startTransition] = useTransition();
  const [unread, setUnread] = useOptimistic(alerts.unread);

  async function look() {
    const answer = await fetch("/alerts").catch(() => null);
    if (answer?.ok) setAlerts((await answer.json()) as AlertsView);
  }
  useNews(["alert"], look);

  function onOpenChange(next: boolean) {
    setOpen(next);
    const newest = alerts.latest[0];
    if (!next || unread === 0 || !newest) return;
    startTransition(async () => {
      setUnread(0);
      await readAlerts({ shownUpTo: newest.createdAt });
      await look();
    });
  }

  return (
    <Popover
      label="Alerts"
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      className="max-h-[min(28rem,var(--available-height))] w-88 p-0"
      trigger={
        <Button
          look="ghost"
          size="sm"
          shape="icon"
          className="relative"
          aria-label={unread > 0 ? `Alerts, ${plural(unread, "unread one", "unread")}` : "Alerts"}
        >
          <Bell aria-hidden />
          {unread > 0 && (
            <span
              aria-hidden
              className="absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-2xs font-semibold text-accent-on"
            >
              {unread > 99 ? "99+" : count(unread)}
            </span>
          )}
        </Button>
      }
    >
      {alerts.latest.length === 0 ? (
        <p className="px-4 py-8 text-center text-muted">
          Nothing yet. Handoffs, answers and due times that concern you show up here.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {alerts.latest.map((alert) => (
            <li key={alert.id}>
              <AlertLine alert={alert} onFollow={() => setOpen(false)} />
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

function AlertLine({ alert, onFollow }: { alert: AlertView; onFollow: () => void }) {
  const content = (
    <>
      <span
        aria-hidden
        className={cn("mt-1.5 size-1.5 shrink-0 rounded-full", alert.read ? "bg-transparent" : "bg-accent")}
      />
      <span className="min-w-0 flex-1">
        <span className={cn("block truncate", !alert.read && "font-medium")}>{alert.title}</span>
        {alert.body && <span className="line-clamp-2 text-muted">{alert.body}</span>}
      </span>
      <RelativeTime at={alert.createdAt} className="shrink-0 text-xs text-faint" />
    </>
  );
  const look = "flex gap-2 px-3 py-2.5";
  const href = alert.href ?? (alert.leadId ? `/leads/${alert.leadId}` : null);
  return href ? (
    <Link href={href} onClick={onFollow} className={cn(look, "-outline-offset-2 hover:bg-hover")}>
      {content}
    </Link>
  ) : (
    <div className={look}>{content}</div>
  );
}
