import { RelativeTime } from "@/components/ui/relative-time";
import type { HandoffCard } from "@/lib/handoffs/queries";

/** What the lead did last, newest first. */
export function Touches({ touches }: { touches: HandoffCard["touches"] }) {
  return (
    <section aria-labelledby="last-touches">
      <h3 id="last-touches" className="text-xs font-medium text-muted">
        Last touches
      </h3>
      {touches.length === 0 && <p className="mt-1 text-muted">Nothing yet.</p>}
      <ol className="mt-1">
        {touches.map((touch) => (
          <li key={touch.id} className="flex items-baseline justify-between gap-3 py-1">
            <span className="min-w-0 truncate" title={touch.detail ?? undefined}>
              {touch.label}
              {touch.detail && <span className="text-muted"> · {touch.detail}</span>}
              {touch.since && (
                <span className="ml-1.5 text-xs font-medium text-accent-text">since offered</span>
              )}
            </span>
            <RelativeTime at={touch.at} className="shrink-0 text-xs text-muted" />
          </li>
        ))}
      </ol>
    </section>
  );
}
