"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { MouseEvent, Ref } from "react";
import { Age } from "@/components/ui/age";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { GradeChip } from "@/components/ui/grade-chip";
import { RelativeTime } from "@/components/ui/relative-time";
import { StageBadge } from "@/components/ui/stage-badge";
import { Cell, Row, RowHead } from "@/components/ui/table";
import type { LeadRow as Lead } from "@/lib/leads/queries/list";
import { RowCheckbox } from "./row-checkbox";
import { ScoreCourse, type ScoreCourses } from "./score-course";

type LeadRowProps = {
  lead: Lead;
  courses: ScoreCourses;
  selected: boolean;
  previewed: boolean;
  /** Without the right to act on several leads there is nothing to select for. */
  selectable: boolean;
  onSelect: (range: boolean) => void;
  onPreview: () => void;
  linkRef: Ref<HTMLAnchorElement>;
  onFocus: () => void;
};

/** One lead of the list: a table row on wide screens, a card on a phone. */
export function LeadRow({
  lead,
  courses,
  selected,
  previewed,
  selectable,
  onSelect,
  onPreview,
  linkRef,
  onFocus,
}: LeadRowProps) {
  // A click beside the links looks closer without leaving the list.
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element) || event.target.closest("a, button, input, label")) return;
    onPreview();
  };
  return (
    <Row
      aria-selected={selectable ? selected : undefined}
      onClick={onClick}
      className={cn(
        "relative max-md:grid max-md:h-auto pointer-coarse:max-md:h-auto max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-3 max-md:border-b max-md:border-line max-md:px-4 max-md:py-3 md:has-[a:focus-visible]:bg-hover",
        previewed && "bg-selected",
        "max-md:[&>*]:border-0 max-md:[&>*]:p-0!",
      )}
    >
      {selectable && (
        <Cell className="max-md:hidden">
          <RowCheckbox label={`Select ${lead.name}`} checked={selected} onToggle={onSelect} />
        </Cell>
      )}
      <RowHead className="max-md:min-w-0">
        <span className="flex items-baseline gap-2">
          <Link
            ref={linkRef}
            href={`/leads/${lead.id}`}
            onFocus={onFocus}
            prefetch={false}
            className="truncate font-medium outline-offset-1 max-md:after:absolute max-md:after:inset-0"
          >
            {lead.name}
          </Link>
          {lead.company && lead.company.name !== lead.name && (
            <span className="min-w-12 shrink-[4] truncate text-muted">{lead.company.name}</span>
          )}
        </span>
      </RowHead>
      <Cell className="max-md:col-start-1 max-md:row-start-3 max-md:mt-1.5 max-md:w-auto">
        <span className="flex items-center gap-2">
          <GradeChip grade={lead.grade} />
          <span className="flex items-center gap-2 text-xs md:hidden">
            <StageBadge stage={lead.stage} className="text-xs" />
            <Age since={lead.stageSince} className="text-faint" />
          </span>
        </span>
      </Cell>
      <Cell
        numeric
        className="w-14 font-medium max-md:col-start-2 max-md:row-start-1 max-md:w-auto max-md:text-base"
      >
        <span className="flex items-center justify-end gap-2">
          <span className="max-md:hidden @max-4xl:hidden">
            <ScoreCourse leadId={lead.id} courses={courses} />
          </span>
          <span className="min-w-7">{lead.score}</span>
        </span>
      </Cell>
      <Cell className="text-muted max-md:col-span-2 max-md:row-start-2">
        <span className="flex items-center gap-2">
          {lead.missing && (
            <span className="inline-flex shrink-0 items-center gap-1 text-xs font-medium text-warn">
              <TriangleAlert aria-hidden className="size-3.5" />
              needs {lead.missing}
            </span>
          )}
          <span className="truncate" title={lead.reason}>
            {lead.reason || (lead.missing ? "" : "No activity yet")}
          </span>
        </span>
      </Cell>
      <Cell className="whitespace-nowrap max-md:hidden">
        <span className="flex items-center gap-1.5">
          <StageBadge stage={lead.stage} />
          <Age since={lead.stageSince} className="text-xs text-faint" />
        </span>
      </Cell>
      <Cell className="truncate text-muted max-md:hidden @max-4xl:hidden" title={sourceInFull(lead)}>
        {lead.channel ?? lead.source}
      </Cell>
      <Cell className="max-md:hidden @max-4xl:hidden">
        {lead.owner && (
          <span className="flex items-center gap-1.5">
            <Avatar name={lead.owner.name} />
            <span className="truncate text-muted">{lead.owner.name}</span>
          </span>
        )}
      </Cell>
      <Cell className="whitespace-nowrap text-right text-muted max-md:col-start-2 max-md:row-start-3 max-md:mt-1.5 max-md:w-auto max-md:text-xs">
        {lead.lastActivityAt && <RelativeTime at={lead.lastActivityAt} />}
      </Cell>
    </Row>
  );
}

const sourceInFull = (lead: Lead) => [lead.channel, lead.source, lead.campaign].filter(Boolean).join(" · ");
