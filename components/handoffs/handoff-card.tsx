import { BadgeCheck, BadgeX, CircleHelp, Mail, MailX, Phone } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Countdown } from "@/components/ui/countdown";
import { count } from "@/components/ui/format";
import { GradeChip } from "@/components/ui/grade-chip";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Authority } from "@/lib/handoffs/handoff";
import type { HandoffCard as Card } from "@/lib/handoffs/queries";
import { CauseBadge } from "./cause";
import { History } from "./history";
import { Touches } from "./touches";
import { WhyNow } from "./why-now";

type HandoffCardProps = {
  card: Card;
  headingRef: Ref<HTMLHeadingElement>;
  /** Whether whose it is needs saying: not in one's own inbox. */
  showsAssignee: boolean;
  /** Above the card: what happened to it meanwhile. */
  notice?: ReactNode;
  /** Calling notes the attempt by the same gesture. */
  onCall?: (() => void) | undefined;
};

/** One lead offered to sales: who it is, why now, what it did, what was said before. Ten seconds to understand. */
export function HandoffCard({ card, headingRef, showsAssignee, notice, onCall }: HandoffCardProps) {
  const { lead } = card;
  return (
    <article aria-labelledby="handoff-lead" className="mx-auto max-w-4xl px-4 pt-4 pb-8 md:px-8 md:pt-6">
      {notice}
      <Clocks card={card} showsAssignee={showsAssignee} />
      <div className="mt-3 flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h2
            id="handoff-lead"
            ref={headingRef}
            tabIndex={-1}
            className="text-xl font-semibold tracking-[-0.015em] text-pretty outline-none"
          >
            {lead.name}
          </h2>
          <p className="mt-0.5 text-base text-pretty text-muted">
            {lead.title && <span className="text-text">{lead.title}</span>}
            {lead.title && lead.company && " at "}
            {lead.company && <span className="font-medium text-text">{lead.company.name}</span>}
          </p>
          <p className="text-sm text-muted">{companyInWords(card)}</p>
        </div>
        <div className="flex shrink-0 flex-col items-end gap-1">
          <span className="flex items-center gap-2">
            <GradeChip grade={card.packet.grade} size="lg" />
            <span className="text-2xl font-semibold tracking-[-0.02em]">{card.packet.score}</span>
          </span>
          {lead.score !== card.packet.score && (
            <span className="text-xs text-muted">
              now {lead.grade} · {lead.score}
            </span>
          )}
        </div>
      </div>
      <Contacts card={card} onCall={onCall} />
      {card.note && (
        <blockquote className="mt-5 max-w-prose border-l-2 border-accent pl-3">
          <p className="text-base text-pretty">{card.note}</p>
          <footer className="mt-0.5 text-xs text-muted">{card.openedBy?.name ?? "Marketing"}</footer>
        </blockquote>
      )}
      <WhyNow packet={card.packet} />
      <div className="mt-7 grid gap-x-10 gap-y-7 lg:grid-cols-2">
        <Touches touches={card.touches} />
        <History lines={card.history} passNumber={card.passNumber} />
      </div>
    </article>
  );
}

function companyInWords({ lead: { company, country } }: Card): string {
  const employees = company?.employees ? `${count(company.employees)} people` : null;
  return [company?.domain, company?.industry, employees, country].filter(Boolean).join(" · ");
}

/** What presses: the answer while it waits, the first contact once it is accepted. */
function Clocks({ card, showsAssignee }: Pick<HandoffCardProps, "card" | "showsAssignee">) {
  const waits = card.status === "pending";
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
      <CauseBadge cause={card.cause} />
      {waits && card.dueAt && (
        <span className="inline-flex items-center gap-1">
          <Countdown dueAt={card.dueAt} className="text-sm" /> to answer
        </span>
      )}
      {card.contactDueAt && card.firstContactAt === null && (
        <span className="inline-flex items-center gap-1">
          <Countdown dueAt={card.contactDueAt} {...(waits ? {} : { className: "text-sm" })} /> to first
          contact
        </span>
      )}
      {card.firstAttemptAt && card.firstContactAt === null && (
        <span>
          tried <RelativeTime at={card.firstAttemptAt} />
        </span>
      )}
      <span className="md:ml-auto">
        {waits ? "Offered" : "Accepted"}{" "}
        <RelativeTime at={waits ? card.openedAt : (card.answeredAt ?? card.openedAt)} />
        {card.openedBy && waits && ` by ${card.openedBy.name}`}
        {showsAssignee && card.assignee && ` · ${waits ? "for" : "by"} ${card.assignee.name}`}
        {!card.assignee && <span className="font-medium text-warn"> · no rep yet</span>}
      </span>
    </div>
  );
}

const AUTHORITY: Record<Authority, { icon: typeof BadgeCheck; words: string; look: string }> = {
  verified: { icon: BadgeCheck, words: "Title says they decide", look: "text-good" },
  unknown: { icon: CircleHelp, words: "Authority unknown", look: "text-muted" },
  failed: { icon: BadgeX, words: "Title says others decide", look: "text-warn" },
};

const contactLook =
  "inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-sm transition-colors hover:bg-hover pointer-coarse:h-11 [&_svg]:size-3.5 [&_svg]:text-muted";

function Contacts({ card, onCall }: Pick<HandoffCardProps, "card" | "onCall">) {
  const { lead, packet } = card;
  const { icon: Icon, words, look } = AUTHORITY[packet.authority];
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      {lead.email && !lead.unsubscribed && (
        <a href={`mailto:${lead.email}`} className={contactLook}>
          <Mail aria-hidden /> {lead.email}
        </a>
      )}
      {lead.email && lead.unsubscribed && (
        <span className="inline-flex h-7 items-center gap-1.5 text-sm text-muted">
          <MailX aria-hidden className="size-3.5" /> {lead.email} has unsubscribed
        </span>
      )}
      {lead.phone && (
        <a href={`tel:${lead.phone.replace(/[^\d+]/g, "")}`} onClick={onCall} className={contactLook}>
          <Phone aria-hidden /> {lead.phone}
        </a>
      )}
      <span className={`inline-flex items-center gap-1 text-xs ${look}`}>
        <Icon aria-hidden className="size-3.5" />
        {words}
      </span>
    </div>
  );
}
