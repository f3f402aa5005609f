"use client";

import {
  ArrowLeftRight,
  Bot,
  CalendarCheck,
  Download,
  Eye,
  Hand,
  type LucideIcon,
  Mail,
  MousePointerClick,
  NotebookPen,
  Pencil,
  Phone,
  Scale,
  Send,
  ShieldQuestion,
  SquareCheck,
  Undo2,
  Wallet,
} from "lucide-react";
import { Exclusion } from "@/components/exclusions/timeline-exclusion";
import { Badge } from "@/components/ui/badge";
import { useClock } from "@/components/ui/clock-provider";
import { cn } from "@/components/ui/cn";
import { absoluteTime, clockTime, dayText, weekdayText } from "@/components/ui/format";
import type { TimelineEntry } from "@/lib/leads/queries/timeline";
import { dayOf } from "@/lib/shared/day";

/** One entry: what, by whom, when; the day stands once above its entries. Evidence links scroll here by its id. */
export function TimelineLine({
  entry,
  previousAt,
  mayExclude,
}: {
  entry: TimelineEntry;
  previousAt: string | null;
  mayExclude: boolean;
}) {
  const clock = useClock();
  const zone = clock?.zone ?? "UTC";
  const day = dayOf(new Date(entry.at), zone);
  const startsDay = previousAt === null || dayOf(new Date(previousAt), zone) !== day;
  const today = clock ? dayOf(clock.now, zone) : null;
  const Icon = iconOf(entry);
  const prominent = entry.kind === "transition" || entry.kind === "handoff";
  return (
    <li id={`entry-${entry.id}`} className="group/entry scroll-mt-24 rounded-md target:bg-accent-soft">
      {startsDay && (
        <h3 className="pt-4 pb-1 text-xs font-medium text-faint group-first/entry:pt-0">
          {day === today ? "Today" : weekdayText(day, today)}
        </h3>
      )}
      <div className="relative flex gap-2.5 py-1">
        <span
          aria-hidden
          className={cn(
            "mt-px flex size-5 shrink-0 items-center justify-center rounded-full [&_svg]:size-3",
            prominent ? "bg-accent-soft text-accent-text" : "bg-sunken text-muted",
          )}
        >
          <Icon />
        </span>
        <div className="min-w-0 flex-1">
          <p className={cn("break-words", prominent && "font-medium", entry.kind === "edit" && "text-muted")}>
            {entry.title} <Marks entry={entry} />
          </p>
          <Detail entry={entry} />
          {entry.kind === "activity" && <Exclusion entry={entry} mayExclude={mayExclude} />}
        </div>
        <span className="shrink-0 text-right text-xs text-faint">
          <time dateTime={entry.at} title={absoluteTime(new Date(entry.at), zone)}>
            {clockTime(new Date(entry.at), zone)}
          </time>
        </span>
      </div>
    </li>
  );
}

const ICON_OF_TYPE: readonly [RegExp, LucideIcon][] = [
  [/_requested$/, Hand],
  [/^(call|direct_message|consultation)/, Phone],
  [/^meeting|^event|^webinar|visited_in_person/, CalendarCheck],
  [/^email|newsletter|unsubscribed/, Mail],
  [/downloaded/, Download],
  [/^pricing|purchased|plan_limit/, Wallet],
  [/^page/, Eye],
];

function iconOf(entry: TimelineEntry): LucideIcon {
  switch (entry.kind) {
    case "activity":
      return ICON_OF_TYPE.find(([pattern]) => pattern.test(entry.type))?.[1] ?? MousePointerClick;
    case "note":
      return NotebookPen;
    case "transition":
      return entry.change === "undo" ? Undo2 : ArrowLeftRight;
    case "handoff":
      return Send;
    case "adjustment":
      return Scale;
    case "answer":
      return SquareCheck;
    case "edit":
      return Pencil;
  }
}

/** What must be known to judge the entry: who began it, whether a machine did it, whether it was filled in by an import. */
function Marks({ entry }: { entry: TimelineEntry }) {
  if (entry.kind === "transition")
    return (
      <>
        {entry.imputed && <Badge title="Nobody told when: set to the next known time">imputed</Badge>}
        {entry.outOfOrder && <Badge tone="warn">out of order</Badge>}
      </>
    );
  if (entry.kind !== "activity") return null;
  return (
    <>
      {entry.trust === "suspect" && (
        <Badge tone="warn" icon={<ShieldQuestion aria-hidden />} title="Looks like a bot or a prefetch">
          suspect
        </Badge>
      )}
      {entry.trust === "automatic" && (
        <Badge icon={<Bot aria-hidden />} title="Done by a machine, not by the lead">
          automatic
        </Badge>
      )}
      {entry.initiatedBy === "lead" && <Badge tone="accent">the lead’s own request</Badge>}
    </>
  );
}

function Detail({ entry }: { entry: TimelineEntry }) {
  const lines = detailLines(entry).filter((line): line is string => Boolean(line));
  if (lines.length === 0) return null;
  return <p className="text-xs text-muted">{lines.join(" · ")}</p>;
}

const TRIGGER_WORD: Record<string, string> = {
  score: "by its score",
  "hand-raise": "by its own request",
  hand_raise: "by its own request",
  pql: "by product usage",
  wake: "woken on its date",
  evidence: "woken by new evidence",
  cooled: "fell below the line",
  import: "told by an import",
};

function detailLines(entry: TimelineEntry): (string | null | undefined | false)[] {
  const by = entry.actor && `by ${entry.actor}`;
  switch (entry.kind) {
    case "activity":
      return [
        entry.actor && `logged by ${entry.actor}`,
        typeof entry.properties.text === "string" && entry.properties.text,
        typeof entry.properties.note === "string" && entry.properties.note,
        entry.channel,
        entry.campaign,
      ];
    case "note":
      return [by];
    case "transition":
      return [
        by ?? TRIGGER_WORD[entry.trigger],
        entry.reason,
        entry.note && `“${entry.note}”`,
        entry.from !== null && `score ${entry.score}, model ${entry.model}, definition ${entry.definition}`,
      ];
    case "handoff":
      return [by, entry.reason, entry.note && `“${entry.note}”`];
    case "adjustment":
      return [by, `“${entry.reason}”`, entry.expiresOn && `until ${dayText(entry.expiresOn)}`];
    case "answer":
      return [`“${entry.value}”`, entry.evidence && `evidence: ${entry.evidence}`, by];
    case "edit":
      return [by];
  }
}
