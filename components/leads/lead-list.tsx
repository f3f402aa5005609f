"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { PreferenceValue } from "@/components/shell/preferences";
import { useShortcut } from "@/components/shell/shortcuts";
import { cn } from "@/components/ui/cn";
import { HeadCell, Table } from "@/components/ui/table";
import type { LeadSort } from "@/lib/leads/filter";
import type { LeadRow as Lead } from "@/lib/leads/queries/list";
import { rememberList } from "./last-list";
import { LeadPreview } from "./lead-preview";
import { LeadRow } from "./lead-row";
import { RowCheckbox } from "./row-checkbox";
import type { ScoreCourses } from "./score-course";
import { SelectionBar, type SelectionRights } from "./selection-bar";
import { useSelection } from "./use-selection";

type LeadListProps = {
  leads: readonly Lead[];
  courses: ScoreCourses;
  sort: LeadSort;
  /** The address of this page of the list: where the way back from a lead leads. */
  href: string;
  /** Where each sort leads, by sort. */
  sortHrefs: Readonly<Record<LeadSort, string>>;
  people: readonly { id: string; name: string }[];
  reps: readonly { id: string; name: string }[];
  rights: SelectionRights;
  density: PreferenceValue<"density">;
  /** Under the rows: pages. */
  footer: ReactNode;
};

/**
 * The rows of the list with their keys: j and k walk, x selects, Enter opens, Space looks closer. Selecting replaces the
 * heading by what can be done with the selection.
 */
export function LeadList({
  leads,
  courses,
  href,
  sort,
  sortHrefs,
  people,
  reps,
  rights,
  density,
  footer,
}: LeadListProps) {
  const router = useRouter();
  const links = useRef<(HTMLAnchorElement | null)[]>([]);
  const [current, setCurrent] = useState(-1);
  const [previewId, setPreviewId] = useState<string | null>(null);
  const selection = useSelection(leads.map((lead) => lead.id));
  useEffect(() => rememberList({ href, ids: leads.map((lead) => lead.id) }), [href, leads]);
  const selectable = Object.values(rights).some(Boolean);
  const previewed = leads.find((lead) => lead.id === previewId) ?? null;

  function walk(step: 1 | -1) {
    const next = Math.min(leads.length - 1, Math.max(0, current + step));
    const lead = leads[next];
    if (!lead) return;
    links.current[next]?.focus();
    setCurrent(next);
    if (previewId !== null) setPreviewId(lead.id);
  }
  const withCurrent = (act: (lead: Lead) => void) => () => {
    const lead = leads[current];
    if (lead) act(lead);
  };
  const togglePreview = (lead: Lead) => setPreviewId((before) => (before === lead.id ? null : lead.id));

  const group = "Leads";
  useShortcut({ keys: "j", label: "Next lead", group, run: () => walk(1) });
  useShortcut({ keys: "k", label: "Previous lead", group, run: () => walk(-1) });
  useShortcut({
    keys: "x",
    label: "Select",
    group,
    run: withCurrent((lead) => selectable && selection.toggle(lead.id)),
  });
  useShortcut({ keys: " ", label: "Look closer", group, run: withCurrent(togglePreview) });
  useShortcut({
    keys: "Enter",
    label: "Open",
    group,
    run: withCurrent((lead) => router.push(`/leads/${lead.id}`)),
  });
  useShortcut({
    keys: "Escape",
    label: "Close the preview, clear the selection",
    group,
    run: () => (previewId === null ? selection.clear() : setPreviewId(null)),
  });

  const sortable = (up: LeadSort, down: LeadSort, first: LeadSort = down) => ({
    href: sortHrefs[sort === first ? (first === down ? up : down) : first],
    direction: sort === up ? ("asc" as const) : sort === down ? ("desc" as const) : null,
  });

  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div className="@container relative flex min-h-0 min-w-0 flex-1 flex-col" data-density={density}>
        {selection.ids.size > 0 && (
          <SelectionBar
            ids={[...selection.ids]}
            people={people}
            reps={reps}
            rights={rights}
            onDone={selection.clear}
          />
        )}
        <Table
          frameClassName="md:min-h-0 md:flex-1 md:overflow-auto"
          className="table-fixed max-md:block"
          aria-label="Leads"
        >
          <colgroup>
            {selectable && <col className="w-11" />}
            <col className="w-[22%] @max-4xl:w-[34%]" />
            <col className="w-13" />
            <col className="w-27 @max-4xl:w-16" />
            <col />
            <col className="w-38" />
            <col className="w-28 @max-4xl:hidden" />
            <col className="w-34 @max-4xl:hidden" />
            <col className="w-28" />
          </colgroup>
          <thead className="sticky top-0 z-10 bg-surface max-md:hidden">
            <tr>
              {selectable && (
                <th className="h-9 border-b border-line pl-4">
                  <RowCheckbox
                    label="Select all on this page"
                    checked={selection.page === "all"}
                    mixed={selection.page === "some"}
                    onToggle={selection.togglePage}
                  />
                </th>
              )}
              <HeadCell className="h-9">Name</HeadCell>
              <HeadCell>Grade</HeadCell>
              <HeadCell numeric sort={sortable("score", "-score")}>
                Score
              </HeadCell>
              <HeadCell>Why</HeadCell>
              <HeadCell sort={sortable("stageSince", "-stageSince", "stageSince")}>Stage</HeadCell>
              <HeadCell className="@max-4xl:hidden">Source</HeadCell>
              <HeadCell className="@max-4xl:hidden">Owner</HeadCell>
              <HeadCell
                className="text-right"
                sort={{
                  href: sortHrefs["-lastActivityAt"],
                  direction: sort === "-lastActivityAt" ? "desc" : null,
                }}
              >
                Last activity
              </HeadCell>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {leads.map((lead, position) => (
              <LeadRow
                key={lead.id}
                lead={lead}
                courses={courses}
                selected={selection.ids.has(lead.id)}
                previewed={lead.id === previewId}
                selectable={selectable}
                onSelect={(range) => selection.toggle(lead.id, range)}
                onPreview={() => {
                  setCurrent(position);
                  togglePreview(lead);
                }}
                onFocus={() => setCurrent(position)}
                linkRef={(link) => {
                  links.current[position] = link;
                }}
              />
            ))}
          </tbody>
        </Table>
        {footer && <div className="flex justify-end border-t border-line px-4 py-2">{footer}</div>}
      </div>
      {previewed && <LeadPreview lead={previewed} onClose={() => setPreviewId(null)} />}
      <div aria-live="polite" className={cn("sr-only")}>
        {selection.ids.size > 0 && `${selection.ids.size} selected`}
      </div>
    </div>
  );
}
