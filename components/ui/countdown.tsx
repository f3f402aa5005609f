"use client";

import { AlarmClock, Clock, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useClock } from "./clock-provider";
import { cn } from "./cn";
import { absoluteTime, duration } from "./format";

type CountdownProps = {
  /** RFC 3339. */
  dueAt: string;
  /** From when on it is urgent, in milliseconds before it is due. */
  soonMs?: number;
  className?: string;
};

/** Time left until something is due: calm, then amber with "left", then red with "late". Never colour alone. */
export function Countdown({ dueAt, soonMs = 5 * 60_000, className }: CountdownProps) {
  const clock = useClock();
  const left = useTimeLeft(dueAt, clock?.now ?? null);
  if (left === null) return null;
  const state = left < 0 ? "late" : left < soonMs ? "soon" : "calm";
  const Icon = state === "late" ? TriangleAlert : state === "soon" ? AlarmClock : Clock;
  return (
    <time
      dateTime={dueAt}
      title={`Due ${absoluteTime(new Date(dueAt), clock?.zone ?? "UTC")}`}
      className={cn(
        "inline-flex items-center gap-1 whitespace-nowrap text-xs font-medium tabular-nums",
        state === "calm" && "text-muted",
        state === "soon" && "text-warn",
        state === "late" && "text-bad",
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {duration(left)} {state === "late" ? "late" : "left"}
    </time>
  );
}

/** Milliseconds until `dueAt` (negative when over); every second in the last hour, else as often as the page's clock. */
function useTimeLeft(dueAt: string, now: Date | null): number | null {
  const due = new Date(dueAt).getTime();
  const [left, setLeft] = useState(now === null ? null : due - now.getTime());
  useEffect(() => {
    if (now === null) return;
    const ahead = now.getTime() - Date.now();
    const measure = () => setLeft(due - (Date.now() + ahead));
    measure();
    if (Math.abs(due - now.getTime()) > 3_600_000) return;
    const timer = setInterval(measure, 1_000);
    return () => clearInterval(timer);
  }, [due, now]);
  return left;
}
