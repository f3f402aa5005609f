import { Meter } from "@/components/ui/meter";
import type { LoadView } from "@/lib/handoffs/load";

/** A rep's own desk against the team: how full, and whether the week is fair. */
export function LoadStrip({ load }: { load: LoadView }) {
  const full = load.capacity > 0 && load.open >= load.capacity;
  return (
    <dl className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted max-md:hidden">
      <div className="flex items-center gap-2">
        <dt className="sr-only">Open handoffs</dt>
        <dd className="flex items-center gap-2">
          <Meter
            label="Open handoffs against capacity"
            value={load.open}
            max={load.capacity}
            tone={full ? "warn" : "neutral"}
            className="w-16"
          />
          {load.open} of {load.capacity} open{full && ", full"}
        </dd>
      </div>
      <div>
        <dt className="sr-only">Accepted this week</dt>
        <dd>
          you accepted {load.acceptedThisWeek} this week
          {load.reps > 1 && `, team median ${load.medianAccepted}`}
        </dd>
      </div>
    </dl>
  );
}
