import { Chip } from "@/components/ui/chip";
import { DateRange } from "@/components/ui/date-range";
import { dayText } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page";
import { SegmentLinks } from "@/components/ui/tabs";
import { type Filter, GROUPING_LABEL } from "@/lib/funnel/dimensions";
import type { Scope } from "@/lib/funnel/queries/page";
import { DEFAULT_DAYS, lastDays, type PeriodOrigin } from "@/lib/funnel/question";
import { type Choices, type FunnelView, viewHref, viewParameters, withFilter } from "@/lib/funnel/view";
import type { Day } from "@/lib/shared/day";
import { FunnelFilters } from "./filters";

type FunnelHeadProps = { view: FunnelView; scope: Scope; origin: PeriodOrigin; choices: Choices; today: Day };

const BASIS_SENTENCE = {
  cohort: "Passes are counted by the day they entered MQL, whenever the rest happened",
  stage: "Each number is counted by the day of its own starting point",
} as const;

/** What the page looks at: the days, the basis, the filters, each in words. */
export function FunnelHead({ view, scope, origin, choices, today }: FunnelHeadProps) {
  const { period, basis, timeZone } = scope;
  const { from: _from, to: _to, ...keep } = viewParameters(view);
  return (
    <>
      <PageHeader
        title="Funnel"
        description={
          <>
            {BASIS_SENTENCE[basis]}, in days of {timeZone}.
            {origin === "all-data" &&
              ` Nothing happened in the last ${DEFAULT_DAYS} days, so this is the range of the data: ${dayText(period.from)} to ${dayText(period.to)}.`}
          </>
        }
        actions={
          <>
            <SegmentLinks
              label="Basis"
              tabs={[
                { href: viewHref(view, { basis: "cohort" }), label: "Cohort", current: basis === "cohort" },
                {
                  href: viewHref(view, { basis: "stage" }),
                  label: "Stage dates",
                  current: basis === "stage",
                },
              ]}
            />
            <DateRange
              from={period.from}
              to={period.to}
              action="/funnel"
              keep={keep}
              presets={presets(view, scope, today)}
            />
            <FunnelFilters view={view} choices={choices} />
          </>
        }
      />
      <FilterSentence view={view} choices={choices} />
    </>
  );
}

function presets(view: FunnelView, { period }: Scope, today: Day) {
  const month = today.slice(0, 8);
  const ranges = [
    { label: "Last 30 days", ...lastDays(today, 30) },
    { label: "Last 90 days", ...lastDays(today, 90) },
    { label: "Last 12 months", ...lastDays(today, 365) },
    { label: "This month", from: `${month}01`, to: today },
    { label: "This year", from: `${today.slice(0, 4)}-01-01`, to: today },
  ];
  return [
    ...ranges.map(({ label, from, to }) => ({
      label,
      href: viewHref(view, { from, to }),
      current: from === period.from && to === period.to,
    })),
    { label: "Baton's choice", href: viewHref(view, { from: null, to: null }), current: false },
  ];
}

function FilterSentence({ view, choices }: { view: FunnelView; choices: Choices }) {
  const set = Object.entries(view.filters) as [Filter, string][];
  if (set.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-4 pb-3 text-xs text-muted md:px-6">
      <span>Only passes where</span>
      {set.map(([filter, value], index) => (
        <span key={filter} className="inline-flex max-w-full items-center gap-1.5">
          {index > 0 && <span>and</span>}
          <Chip
            removeHref={viewHref(withFilter(view, filter, null))}
            removeLabel={`Remove: ${GROUPING_LABEL[filter]} ${value}`}
          >
            {GROUPING_LABEL[filter].toLowerCase()} is <b>{labelOf(choices, filter, value)}</b>
          </Chip>
        </span>
      ))}
      <LinkButton href={viewHref(view, { filters: {} })} look="quiet" size="sm" scroll={false}>
        Clear
      </LinkButton>
    </div>
  );
}

function labelOf(choices: Choices, filter: Filter, value: string): string {
  const offered = filter === "reason" || filter === "left" ? undefined : choices[filter];
  return offered?.find((choice) => choice.value === value)?.label ?? value;
}
