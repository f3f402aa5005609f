import { FileUp, ListFilter, Sparkles, UserPlus, Users } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import type { FilterPart, LeadFilter, LeadSort } from "@/lib/leads/filter";
import type { ViewKey } from "@/lib/leads/views";
import { listHref } from "./address";

type FirstSteps = { mayCreate: boolean; mayImport: boolean; mayLoadSample: boolean };

/** A workspace without a single lead: the ways to get the first ones. */
export function NoLeadsYet({ mayCreate, mayImport, mayLoadSample }: FirstSteps) {
  return (
    <EmptyState
      icon={<Users />}
      title="No leads yet"
      className="max-w-xl"
      action={
        <>
          {mayCreate && (
            <LinkButton href="/leads/new" look="primary">
              <UserPlus aria-hidden />
              Add the first lead
            </LinkButton>
          )}
          {mayImport && (
            <LinkButton href="/imports/new">
              <FileUp aria-hidden />
              Import a file
            </LinkButton>
          )}
          {mayLoadSample && (
            <LinkButton href="/settings/workspace">
              <Sparkles aria-hidden />
              Load the sample
            </LinkButton>
          )}
        </>
      }
    >
      Everybody who shows interest appears here with a score, the reason for it, and what to do next.
    </EmptyState>
  );
}

const NOTHING_IN: Record<ViewKey, { title: string; text: string }> = {
  mine: { title: "No lead is yours right now", text: "Accepted handoffs become your leads." },
  "to-pass-on": {
    title: "Nothing waits to be passed on",
    text: "New MQLs that are not hot enough to go to sales by themselves wait here.",
  },
  mqls: { title: "No MQLs right now", text: "Leads that meet the definition appear here by themselves." },
  sales: { title: "Sales holds no leads", text: "Accepted handoffs appear here." },
  near: {
    title: "Nobody is just below the line",
    text: "Leads within ten points of becoming MQL appear here.",
  },
  waking: {
    title: "Nobody wakes this week",
    text: "Recycled leads appear here a week before their wake date.",
  },
  missing: {
    title: "No lead is held up by a missing field",
    text: "Leads that would be MQLs but lack a required field appear here.",
  },
  all: { title: "Nothing here", text: "" },
};

/** No lead matches: says why, and which filter to take off. */
export function NoMatch({
  filter,
  sort,
  parts,
}: {
  filter: LeadFilter;
  sort: LeadSort;
  parts: readonly FilterPart[];
}) {
  const last = parts.at(-1);
  if (!last) {
    const { title, text } = NOTHING_IN[filter.view];
    return (
      <EmptyState
        icon={<Users />}
        title={title}
        action={<LinkButton href="/leads?view=all">See all leads</LinkButton>}
      >
        {text}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<ListFilter />}
      title="No lead matches"
      action={
        <LinkButton href={listHref(last.without, sort)} scroll={false}>
          Remove: {last.relation} {last.value}
        </LinkButton>
      }
    >
      {parts.length > 1 ? "All filters together leave nothing." : "Nothing fits this filter in this view."}
    </EmptyState>
  );
}
