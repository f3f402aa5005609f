import { HANDOFF_CAUSE_LABEL, HANDOFF_CAUSES } from "@/lib/handoffs/handoff";
import type { SlaPolicy } from "@/lib/sla/policy";

/** How fast sales answers: in force beside every version of the definition. */
export function Clocks({ policy }: { policy: SlaPolicy }) {
  return (
    <section aria-labelledby="clocks">
      <h2 id="clocks" className="text-xs font-medium text-muted">
        Clocks
      </h2>
      <dl className="mt-1 space-y-1">
        {HANDOFF_CAUSES.map((cause) => (
          <Clock key={cause} name={HANDOFF_CAUSE_LABEL[cause]} value={timeInWords(policy.answer[cause])} />
        ))}
        <Clock name="First contact" value="the same business day" />
        <Clock
          name="No answer"
          value={`back to marketing ${hoursInWords(policy.silenceMinutes)} after due`}
        />
      </dl>
    </section>
  );
}

function Clock({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{value}</dd>
    </div>
  );
}

function timeInWords({ minutes, clock }: SlaPolicy["answer"]["manual"]): string {
  const kind = clock === "working" ? "working " : "";
  return minutes < 60 ? `${minutes} ${kind}min` : `${minutes / 60} ${kind}h`;
}

const hoursInWords = (minutes: number): string => `${minutes / 60} h`;
