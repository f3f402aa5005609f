import { Ban, CircleDashed, Forward, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { dayText } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import { StageBadge } from "@/components/ui/stage-badge";
import { HANDOFF_STATUS_LABEL } from "@/lib/handoffs/handoff";
import type { WireSequel } from "@/lib/handoffs/queries";

/** What became of an answer, in a few words. */
export function SequelText({ sequel }: { sequel: WireSequel }) {
  switch (sequel.kind) {
    case "moving":
      return (
        <>
          <StageBadge stage={sequel.stage} />
          <Since at={sequel.since} />
        </>
      );
    case "ended":
      return (
        <Line icon={sequel.as === "recycled" ? <RotateCcw aria-hidden /> : <Ban aria-hidden />}>
          {sequel.as === "recycled" ? "Recycled later" : "Ended later"}
          {sequel.reason && <span className="text-muted">: {sequel.reason}</span>}
          <Since at={sequel.at} />
        </Line>
      );
    case "asleep":
      return (
        <Line icon={<RotateCcw aria-hidden />}>
          Asleep
          <span className="text-muted">
            {sequel.wakeOn
              ? `, wakes ${dayText(sequel.wakeOn)}${sequel.onEvidence ? " or with new interest" : ""}`
              : sequel.onEvidence
                ? ", wakes with new interest"
                : ""}
          </span>
        </Line>
      );
    case "came-back":
      return (
        <Line icon={<RotateCcw aria-hidden className="text-good" />}>
          Came back as pass {sequel.pass}, now{" "}
          <StageBadge stage={sequel.stage} className="align-text-bottom" />
          <Since at={sequel.at} />
        </Line>
      );
    case "offered-again":
      return (
        <Line icon={<Forward aria-hidden />}>
          Offered to {sequel.to ?? "nobody yet"}
          <span className="text-muted">, {HANDOFF_STATUS_LABEL[sequel.status].toLowerCase()}</span>
        </Line>
      );
    case "with-marketing":
      return <Line icon={<CircleDashed aria-hidden />}>Still with marketing</Line>;
    case "dropped":
      return (
        <Line icon={<Ban aria-hidden />}>
          <span className="text-muted">Not pursued</span>
        </Line>
      );
  }
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex min-w-0 items-baseline gap-1.5 [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:translate-y-0.5 [&>svg]:text-faint">
      {icon}
      <span className="min-w-0">{children}</span>
    </span>
  );
}

const Since = ({ at }: { at: string }) => (
  <RelativeTime at={at} className="ml-1.5 whitespace-nowrap text-xs text-muted" />
);
