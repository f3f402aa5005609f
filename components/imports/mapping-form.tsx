"use client";

import { useActionState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { count } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { HeadCell, Table } from "@/components/ui/table";
import { tryOrRun } from "@/lib/imports/actions";
import { DELIMITER_LABEL, DELIMITERS, ENCODINGS } from "@/lib/imports/dialect";
import type { Mapping } from "@/lib/imports/mapping";
import type { PreviewColumn } from "@/lib/imports/queries/preview";
import type { ImportOptions } from "@/lib/imports/schema";
import { ColumnChoice } from "./column-choice";

type MappingFormProps = {
  importId: string;
  columns: readonly PreviewColumn[];
  missing: readonly string[];
  activityTypes: readonly { key: string; label: string }[];
  mapping: Mapping;
  options: ImportOptions;
  /** Rows that would come in; null when the dry run could not be finished. */
  takes: number | null;
};

/** What the columns mean and what the import is to do; tries it out again or runs it for good. */
export function MappingForm({
  importId,
  columns,
  missing,
  activityTypes,
  mapping,
  options,
  takes,
}: MappingFormProps) {
  const [result, submit] = useActionState(tryOrRun, null);
  const failed = result?.ok === false ? result : null;
  return (
    <form action={submit} className="space-y-4">
      <input type="hidden" name="importId" value={importId} />
      <ErrorSummary message={failed?.message} />
      <Panel flush title="What the columns mean">
        {missing.length > 0 && (
          <Notice tone="warn" className="m-3">
            The mapping also names {missing.join(", ")}, which this file does not have.
          </Notice>
        )}
        <Table>
          <thead>
            <tr>
              <HeadCell>Column</HeadCell>
              <HeadCell className="max-md:hidden">In the file</HeadCell>
              <HeadCell>Becomes</HeadCell>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, position) => (
              <ColumnChoice
                // What was tried out last is what it starts from.
                key={`${column.name} ${column.code}`}
                column={column}
                position={position}
                activityTypes={activityTypes}
              />
            ))}
          </tbody>
        </Table>
      </Panel>
      <Panel title="How to read and what to do">
        <div className="grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-4">
          <Choice label="Encoding" name="dialect.encoding" value={options.encoding}>
            {ENCODINGS.map((encoding) => [encoding, encoding])}
          </Choice>
          <Choice label="Separator" name="dialect.delimiter" value={options.delimiter}>
            {DELIMITERS.map((delimiter) => [delimiter, DELIMITER_LABEL[delimiter]])}
          </Choice>
          <Choice label="Dates like 3/4/2026" name="mapping.dateOrder" value={mapping.dateOrder}>
            {[
              ["dmy", "Day first (3 April)"],
              ["mdy", "Month first (4 March)"],
            ]}
          </Choice>
          <Choice label="Leads not known yet" name="mapping.unknownLead" value={mapping.unknownLead}>
            {[
              ["create", "Create them"],
              ["fail", "Do not take the row"],
            ]}
          </Choice>
        </div>
        <div className="mt-4 grid gap-x-6 gap-y-1 md:grid-cols-2">
          <Tick
            name="mapping.overwrite"
            on={mapping.overwrite}
            label="Overwrite what a lead has"
            hint="Blank cells never erase. Companies are only filled."
          />
          <Tick name="mapping.requireEmail" on={mapping.requireEmail} label="Take only rows with an e-mail" />
          <Tick
            name="options.score"
            on={options.score}
            label="Score the leads"
            hint="Promotes nobody by itself."
          />
          <Tick
            name="options.route"
            on={options.route}
            label="Qualify and hand over"
            hint="Leads that meet the criteria become MQL, hot ones go to a rep."
          />
          <Tick
            name="options.startClocks"
            on={options.startClocks}
            label="Start the clocks"
            hint="The passes count in SLA, speed-to-lead and coverage."
          />
        </div>
      </Panel>
      <div className="sticky bottom-3 z-10 flex flex-wrap items-center gap-2 rounded-lg border border-line bg-raised px-4 py-3 shadow-float max-md:bottom-16">
        <SubmitButton look={takes === null ? "primary" : "secondary"} name="intent" value="try">
          Try out again
        </SubmitButton>
        {takes !== null && takes > 0 && (
          <SubmitButton name="intent" value="run">
            Import {count(takes)} {takes === 1 ? "row" : "rows"}
          </SubmitButton>
        )}
        <span className="text-xs text-muted max-md:hidden">
          {takes === null ? "" : "As tried out last. Try out again after a change to see what it does."}
        </span>
      </div>
    </form>
  );
}

function Choice({
  label,
  name,
  value,
  children,
}: {
  label: string;
  name: string;
  value: string;
  children: readonly (readonly [string, string] | string[])[];
}) {
  return (
    <Field label={label} name={name}>
      {(control) => (
        <Select {...control} defaultValue={value}>
          {children.map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Tick({ name, on, label, hint }: { name: string; on: boolean; label: string; hint?: string }) {
  return <Checkbox name={name} defaultChecked={on} label={label} {...(hint ? { hint } : {})} />;
}
