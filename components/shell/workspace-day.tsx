"use client";

import { useClock } from "@/components/ui/clock-provider";

/** The day it is for the workspace, which is the day every score and report means. */
export function WorkspaceDay() {
  const clock = useClock();
  if (!clock) return null;
  const day = new Intl.DateTimeFormat("en-GB", {
    timeZone: clock.zone,
    weekday: "short",
    day: "numeric",
    month: "short",
  }).format(clock.now);
  const city = clock.zone.split("/").at(-1)?.replaceAll("_", " ");
  return (
    <span title={`The workspace's day, in ${clock.zone}`} className="whitespace-nowrap text-xs text-muted">
      {day}
      <span className="text-faint"> · {city}</span>
    </span>
  );
}
