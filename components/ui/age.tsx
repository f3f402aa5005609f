"use client";

import { useClock } from "./clock-provider";
import { absoluteTime, duration } from "./format";

/** How long something has lasted: "4 d", with its beginning on hover. `since` is an RFC 3339 time. */
export function Age({ since, className }: { since: string; className?: string }) {
  const clock = useClock();
  const start = new Date(since);
  const zone = clock?.zone ?? "UTC";
  return (
    <time dateTime={since} title={`Since ${absoluteTime(start, zone)}`} className={className}>
      {clock ? roughly(clock.now.getTime() - start.getTime()) : absoluteTime(start, zone)}
    </time>
  );
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The largest unit is enough: days once it is days, hours once it is hours. */
function roughly(ms: number): string {
  if (ms < MINUTE_MS) return "a moment";
  const unit = [DAY_MS, HOUR_MS].find((size) => ms >= size);
  return duration(unit ? Math.floor(ms / unit) * unit : ms);
}
