import { ChartNoAxesColumnIncreasing, FileUp, ListFilter, UserPlus } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { type FunnelView, viewHref } from "@/lib/funnel/view";

/** No pass yet in the whole workspace: what starts one. */
export function NoPassesYet({ mayCreate, mayImport }: { mayCreate: boolean; mayImport: boolean }) {
  return (
    <EmptyState
      icon={<ChartNoAxesColumnIncreasing />}
      title="The funnel starts with the first MQL"
      className="max-w-md"
      action={
        <>
          {mayCreate && (
            <LinkButton href="/leads/new" look="primary">
              <UserPlus aria-hidden />
              Add a lead
            </LinkButton>
          )}
          {mayImport && (
            <LinkButton href="/imports">
              <FileUp aria-hidden />
              Import a funnel
            </LinkButton>
          )}
        </>
      }
    >
      As soon as a lead qualifies, its way to sales and to the deal is counted here, step by step.
    </EmptyState>
  );
}

/** Passes exist, but none in these days or with these filters. */
export function NothingInPeriod({ view }: { view: FunnelView }) {
  const isFiltered = Object.keys(view.filters).length > 0;
  return (
    <EmptyState
      icon={<ListFilter />}
      title={isFiltered ? "No pass fits these filters in these days" : "No pass in these days"}
      action={
        <>
          {isFiltered && (
            <LinkButton href={viewHref(view, { filters: {} })} scroll={false}>
              Clear the filters
            </LinkButton>
          )}
          <LinkButton href={viewHref(view, { from: null, to: null })} scroll={false}>
            Show the days that have some
          </LinkButton>
        </>
      }
    >
      Nobody entered MQL, was handed over, answered or closed in this period.
    </EmptyState>
  );
}
