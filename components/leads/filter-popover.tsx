"use client";

import { ListFilter } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { LEAD_SORT_LABEL, LEAD_SORTS, type LeadFilter, type LeadSort } from "@/lib/leads/filter";
import type { LeadChoices } from "@/lib/leads/queries/choices";
import { STAGE_LABEL, STAGES } from "@/lib/stages/stages";
import { GradeChoice } from "./grade-choice";

type FilterPopoverProps = {
  filter: LeadFilter;
  sort: LeadSort;
  choices: LeadChoices;
  /** How many filters are in force. */
  count: number;
};

/** Everything one can narrow the list by, as one form that writes the address. */
export function FilterPopover({ filter, sort, choices, count }: FilterPopoverProps) {
  return (
    <Popover
      label="Filters"
      className="w-[22rem]"
      trigger={
        <Button size="sm">
          <ListFilter aria-hidden className="text-muted" />
          Filter{count > 0 && <span className="text-muted"> · {count}</span>}
        </Button>
      }
    >
      <form action="/leads" className="space-y-3">
        <input type="hidden" name="view" value={filter.view} />
        {filter.q && <input type="hidden" name="q" value={filter.q} />}
        <fieldset>
          <legend className="mb-1 text-xs font-medium">Stage</legend>
          <div className="grid grid-cols-2">
            {STAGES.map((stage) => (
              <Checkbox
                key={stage}
                name="stage"
                value={stage}
                label={STAGE_LABEL[stage]}
                defaultChecked={filter.stages.includes(stage)}
              />
            ))}
          </div>
        </fieldset>
        <GradeChoice chosen={filter.grades} />
        <div className="grid grid-cols-2 gap-3">
          <Field label="Owner" name="owner">
            {(control) => (
              <Select defaultValue={filter.owner ?? ""} {...control}>
                <option value="">Anybody</option>
                <option value="me">Me</option>
                <option value="none">Nobody</option>
                {choices.people.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Channel" name="channel">
            {(control) => <AnyOf values={choices.channels} chosen={filter.channel} {...control} />}
          </Field>
          <Field label="Source" name="source">
            {(control) => <AnyOf values={choices.sources} chosen={filter.source} {...control} />}
          </Field>
          {(choices.profiles.length > 0 || filter.profile !== null) && (
            <Field label="Buyer profile" name="profile">
              {(control) => (
                <Select defaultValue={filter.profile ?? ""} {...control}>
                  <option value="">Any</option>
                  {choices.profiles.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Score from" name="minScore">
            {(control) => <Input type="number" defaultValue={filter.minScore ?? ""} {...control} />}
          </Field>
          <Field label="to" name="maxScore">
            {(control) => <Input type="number" defaultValue={filter.maxScore ?? ""} {...control} />}
          </Field>
        </div>
        <Field label="Sort by" name="sort">
          {(control) => (
            <Select defaultValue={sort} {...control}>
              {LEAD_SORTS.map((order) => (
                <option key={order} value={order}>
                  {LEAD_SORT_LABEL[order]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Checkbox
          name="missing"
          value="1"
          label="A required field is missing"
          defaultChecked={filter.missing}
        />
        <div className="sticky -bottom-3 -mx-3 -mb-3 bg-raised p-3">
          <Button type="submit" look="primary" className="w-full">
            Show leads
          </Button>
        </div>
      </form>
    </Popover>
  );
}

function AnyOf({
  values,
  chosen,
  ...control
}: {
  values: readonly string[];
  chosen: string | null;
  id: string;
  name: string;
}) {
  const listed = chosen !== null && !values.includes(chosen) ? [chosen, ...values] : values;
  return (
    <Select defaultValue={chosen ?? ""} {...control}>
      <option value="">Any</option>
      {listed.map((value) => (
        <option key={value}>{value}</option>
      ))}
    </Select>
  );
}
