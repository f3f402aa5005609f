"use client";

import { ListFilter } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { GROUPING_LABEL } from "@/lib/funnel/dimensions";
import {
  type Choices,
  type FunnelView,
  PAGE_FILTERS,
  type PageFilter,
  viewParameters,
} from "@/lib/funnel/view";

/** Everything the numbers can be narrowed by, as one form that writes the address. They apply to the whole page. */
export function FunnelFilters({ view, choices }: { view: FunnelView; choices: Choices }) {
  const offered = PAGE_FILTERS.flatMap((filter) => {
    const values = withChosen(choices[filter] ?? [], view.filters[filter]);
    return values.length > 1 || view.filters[filter] ? [{ filter, values }] : [];
  });
  const kept = Object.entries(viewParameters(view)).filter(
    ([name]) => !offered.some(({ filter }) => filter === name),
  );
  if (offered.length === 0) return null;
  return (
    <Popover
      label="Filters"
      align="end"
      className="w-[22rem]"
      trigger={
        <Button>
          <ListFilter aria-hidden className="text-muted" />
          Filter
        </Button>
      }
    >
      <form action="/funnel" className="space-y-3">
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="grid grid-cols-2 gap-3">
          {offered.map(({ filter, values }) => (
            <Field key={filter} label={GROUPING_LABEL[filter]} name={filter}>
              {(control) => (
                <Select defaultValue={view.filters[filter] ?? ""} {...control}>
                  <option value="">Any</option>
                  {values.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          ))}
        </div>
        <Button type="submit" look="primary" className="w-full">
          Show numbers
        </Button>
      </form>
    </Popover>
  );
}

/** The choices of a filter; one that is set stays among them even when no pass has it any more. */
function withChosen(values: NonNullable<Choices[PageFilter]>, chosen: string | undefined) {
  return chosen === undefined || values.some(({ value }) => value === chosen)
    ? values
    : [{ value: chosen, label: chosen }, ...values];
}
