import { cn } from "@/components/ui/cn";
import { signed } from "@/components/ui/format";
import type { HandoffCard } from "@/lib/handoffs/queries";

/** The reasons as they stood when the lead was offered; later changes do not rewrite them. */
export function WhyNow({ packet }: { packet: HandoffCard["packet"] }) {
  return (
    <section aria-labelledby="why-now" className="mt-6">
      <h3 id="why-now" className="text-xs font-medium text-muted">
        Why now
      </h3>
      <p className="mt-1 text-lg font-medium text-pretty tracking-[-0.01em]">{packet.reason}</p>
      <ul className="mt-2.5 grid gap-x-10 sm:grid-cols-2">
        {packet.rows.map((row) => (
          <li
            key={row.label}
            className="flex items-baseline justify-between gap-3 border-b border-line py-1 text-sm"
          >
            <span className="truncate">{row.label}</span>
            <span className={cn("shrink-0 font-medium", row.points < 0 ? "text-bad" : "text-muted")}>
              {signed(row.points)}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs text-muted">
        Fit {packet.fit} · engagement {packet.engagement}
      </p>
    </section>
  );
}
