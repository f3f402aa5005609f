import { RelativeTime } from "@/components/ui/relative-time";
import type { HandoffCard } from "@/lib/handoffs/queries";

type Line = HandoffCard["history"][number];

/** What sales and marketing said about this lead before, newest first. */
export function History({ lines, passNumber }: { lines: readonly Line[]; passNumber: number }) {
  return (
    <section aria-labelledby="handoff-history">
      <h3 id="handoff-history" className="text-xs font-medium text-muted">
        Before
      </h3>
      {lines.length === 0 ? (
        <p className="mt-2 text-muted">
          {passNumber === 1 ? "First time with sales." : "Never offered to sales before."}
        </p>
      ) : (
        <ol className="mt-1">
          {lines.map((line) => (
            <li key={`${line.pass} ${line.at}`} className="py-1">
              <span className="flex items-baseline justify-between gap-3">
                <span className="min-w-0">
                  {inWords(line)}
                  <span className="text-muted"> · {line.current ? "this pass" : `pass ${line.pass}`}</span>
                </span>
                <RelativeTime at={line.at} className="shrink-0 text-xs text-muted" />
              </span>
              {line.note && <span className="block text-pretty text-muted">“{line.note}”</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const ENDED: Record<string, string> = {
  recycled: "recycled",
  disqualified: "disqualified",
  customer: "became a customer",
  merged: "merged",
};

function inWords({ status, who, reason, ended }: Line): string {
  const end = ended ? [ENDED[ended.kind] ?? ended.kind, ended.reason].filter(Boolean).join(": ") : null;
  switch (status) {
    case "accepted":
      return [`Accepted by ${who ?? "somebody"}`, end && `then ${end}`].filter(Boolean).join(", ");
    case "rejected":
      return `Rejected by ${who ?? "somebody"}${reason ? `: ${reason}` : ""}`;
    case "returned":
      return `Returned by ${who ?? "somebody"}`;
    case "expired":
      return who ? `${who} did not answer` : "Nobody answered";
    case "withdrawn":
      return "Taken back by marketing";
    default:
      return end ? `With marketing, ${end}` : "With marketing";
  }
}
