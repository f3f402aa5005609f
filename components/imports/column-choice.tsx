"use client";

import { useState } from "react";
import { Select } from "@/components/ui/select";
import { Cell, Row, RowHead } from "@/components/ui/table";
import { ACTIVITY_CODES, KEEP, TARGET_CHOICES } from "@/lib/imports/choices";
import type { PreviewColumn } from "@/lib/imports/queries/preview";

type ColumnChoiceProps = {
  column: PreviewColumn;
  position: number;
  activityTypes: readonly { key: string; label: string }[];
};

/** One column of the file: its name, what stands in it, what it becomes. */
export function ColumnChoice({ column, position, activityTypes }: ColumnChoiceProps) {
  const [code, setCode] = useState(column.code);
  return (
    <Row>
      <RowHead className="max-w-52 truncate font-medium max-md:max-w-0 max-md:min-w-24" title={column.name}>
        {column.name}
      </RowHead>
      <Cell className="max-w-64 truncate text-muted max-md:hidden" title={column.samples.join(" · ")}>
        {column.samples.join(" · ") || <span className="text-faint">empty</span>}
      </Cell>
      <Cell className="w-96 py-1 max-md:w-3/5">
        <div className="flex gap-2 max-md:flex-col">
          <Select
            className="flex-1"
            name={`columns.target.${position}`}
            aria-label={`What “${column.name}” becomes`}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          >
            {column.code === KEEP && <option value={KEEP}>{column.words}</option>}
            {TARGET_CHOICES.map(({ group, choices }) => (
              <optgroup key={group} label={group}>
                {choices.map((choice) => (
                  <option key={choice.code} value={choice.code}>
                    {choice.label}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
          {ACTIVITY_CODES.includes(code) && (
            <Select
              className="flex-1"
              name={`columns.type.${position}`}
              aria-label={`Activity of “${column.name}”`}
              defaultValue={column.activityType || "page_viewed"}
            >
              {activityTypes.map(({ key, label }) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </div>
      </Cell>
    </Row>
  );
}
