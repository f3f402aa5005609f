"use client";

import { useClock } from "./clock-provider";
import { absoluteTime, relativeTime } from "./format";

/** "4 min ago", with the full instant in the workspace zone on hover. `at` is an RFC 3339 time. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const clock = useClock();
  const instant = new Date(at);
  const zone = clock?.zone ?? "UTC";
  return (
    <time dateTime={at} title={absoluteTime(instant, zone)} className={className}>
      {clock ? relativeTime(instant, clock.now, zone) : absoluteTime(instant, zone)}
    </time>
  );
}
