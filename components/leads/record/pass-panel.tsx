import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Countdown } from "@/components/ui/countdown";
import { dayText, duration } from "@/components/ui/format";
import { GradeChip } from "@/components/ui/grade-chip";
import { Fact, Facts, Panel } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Tone } from "@/components/ui/tone";
import { HANDOFF_CAUSE_LABEL, type HandoffStatus } from "@/lib/handoffs/handoff";
import type { RecordHandoff, RecordPass } from "@/lib/leads/queries/record";

const TRIGGER: Record<string, string> = {
  score: "Its score met the line",
  hand_raise: "Asked to talk to us",
  pql: "Product usage",
  manual: "Qualified by hand",
  wake: "Woke on its date",
  import: "Told by an import",
};

const CLOSED: Record<string, string> = {
  customer: "won",
  recycled: "recycled",
  disqualified: "disqualified",
  merged: "merged",
};

/** The latest pass: why it began, how the handoff stands, which clocks run, how it ended. */
export function PassPanel({ pass }: { pass: RecordPass }) {
  return (
    <Panel
      title={`Pass ${pass.number}`}
      actions={
        pass.closedAt === null ? (
          <Badge tone="accent">open</Badge>
        ) : (
          <Badge>{CLOSED[pass.closeKind ?? ""] ?? pass.closeKind}</Badge>
        )
      }
    >
      <Facts className="grid-cols-[6.5rem_minmax(0,1fr)]">
        <Fact label="Began by">
          {TRIGGER[pass.trigger] ?? pass.trigger}
          <span className="flex items-center gap-1.5 text-xs text-muted">
            with {pass.scoreAtMql} points <GradeChip grade={pass.gradeAtMql} />
          </span>
        </Fact>
        {pass.handoff && <HandoffFacts handoff={pass.handoff} />}
        {!pass.handoff && pass.closedAt === null && pass.reached.sal === undefined && (
          <Fact label="With sales">
            <span className="text-muted">Not handed over yet</span>
          </Fact>
        )}
        <ContactFact pass={pass} />
        {pass.closedAt !== null && (
          <Fact label="Ended">
            <RelativeTime at={pass.closedAt} />
            {pass.closeReason && <span className="text-muted">: {pass.closeReason.toLowerCase()}</span>}
          </Fact>
        )}
        {pass.closeKind === "recycled" && (pass.wakeOn || pass.wakeOnEvidence) && (
          <Fact label="Wakes">
            {[
              pass.wakeOn && `on ${dayText(pass.wakeOn)}`,
              pass.wakeOnEvidence && "when it does something new",
            ]
              .filter(Boolean)
              .join(" or ")}
          </Fact>
        )}
        <Fact label="Judged by">
          <span className="text-muted">
            model {pass.model}, definition {pass.definition}
          </span>
        </Fact>
      </Facts>
      {(pass.imputed.length > 0 || pass.outOfOrder) && (
        <p className="mt-2 text-xs text-muted">
          {pass.imputed.length > 0 && `${pass.imputed.join(", ").toUpperCase()} filled in by the import. `}
          {pass.outOfOrder && "Its times were told out of order and kept as told."}
        </p>
      )}
    </Panel>
  );
}

const STATUS: Record<HandoffStatus, { word: string; tone: Tone }> = {
  pending: { word: "waits for an answer", tone: "accent" },
  accepted: { word: "accepted", tone: "good" },
  rejected: { word: "rejected", tone: "bad" },
  returned: { word: "given back", tone: "neutral" },
  expired: { word: "expired unanswered", tone: "warn" },
  withdrawn: { word: "taken back", tone: "neutral" },
};

function HandoffFacts({ handoff }: { handoff: RecordHandoff }) {
  const { word, tone } = STATUS[handoff.status];
  return (
    <>
      <Fact label="Handoff">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone={tone}>{word}</Badge>
          {handoff.status === "pending" && handoff.dueAt && <Countdown dueAt={handoff.dueAt} />}
        </span>
        <span className="block text-xs text-muted">
          {handoff.assignee ? `to ${handoff.assignee.name}` : "in the unassigned queue"},{" "}
          <RelativeTime at={handoff.openedAt} /> · {HANDOFF_CAUSE_LABEL[handoff.cause].toLowerCase()}
          {handoff.openedBy && ` (${handoff.openedBy})`}
        </span>
        {handoff.note && <Quote>{handoff.note}</Quote>}
      </Fact>
      {handoff.answeredAt && (
        <Fact label="Answer">
          {[handoff.answeredBy, handoff.reason?.toLowerCase()].filter(Boolean).join(": ") || word}
          <span className="block text-xs text-muted">
            <RelativeTime at={handoff.answeredAt} />, after {spanOf(handoff.openedAt, handoff.answeredAt)}
          </span>
          {handoff.answerNote && <Quote>{handoff.answerNote}</Quote>}
        </Fact>
      )}
    </>
  );
}

function ContactFact({ pass }: { pass: RecordPass }) {
  if (!pass.clocks)
    return (
      <Fact label="Clocks">
        <span className="text-muted">Imported: not counted in SLA and speed</span>
      </Fact>
    );
  if (pass.firstContactAt)
    return (
      <Fact label="First contact">
        <RelativeTime at={pass.firstContactAt} />
        {pass.handedAt && (
          <span className="block text-xs text-muted">
            {spanOf(pass.handedAt, pass.firstContactAt)} after the handoff
          </span>
        )}
      </Fact>
    );
  if (pass.closedAt !== null || !pass.contactDueAt) return null;
  return (
    <Fact label="First contact">
      <Countdown dueAt={pass.contactDueAt} />
      {pass.firstAttemptAt && (
        <span className="block text-xs text-muted">
          tried <RelativeTime at={pass.firstAttemptAt} />
        </span>
      )}
    </Fact>
  );
}

const spanOf = (from: string, to: string) => duration(Math.max(0, Date.parse(to) - Date.parse(from)));

const Quote = ({ children }: { children: ReactNode }) => (
  <span className="mt-0.5 block border-l-2 border-line pl-2 text-xs text-muted">{children}</span>
);
