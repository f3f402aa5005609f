"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { ActivityTest, AskedActivities, Condition } from "@/lib/conditions/condition";
import type { Line } from "@/lib/conditions/lines";
import { withBound } from "@/lib/scoring/edit";
import { NumberInput } from "./number-input";
import { type ActivityTypeChoice, TypeChoice } from "./type-choice";

type ActivityLine = Extract<Line, { kind: "activity" }>;

const MONTH_DAYS = 30;

/** What a new line asks: the first type, once in a month. */
export const firstDeed = (types: readonly ActivityTypeChoice[]): ActivityLine => ({
  kind: "activity",
  test: { did: { types: [types[0]?.key ?? "page_viewed"] }, atLeast: 1, inDays: MONTH_DAYS },
  negated: false,
});

/** The line with another question about the activities; undefined: none. */
export const withWhere = (line: ActivityLine, where: Condition | undefined): ActivityLine => ({
  ...line,
  test: { ...line.test, did: withBound(line.test.did, "where", where ?? null) },
});

/** One line about what a lead did: which activities, how often, how long ago. */
export function ActivityTestFields({
  line: { test, negated },
  types,
  removable,
  onChange,
  onRemove,
  children,
}: {
  line: ActivityLine;
  types: readonly ActivityTypeChoice[];
  removable: boolean;
  onChange: (line: ActivityLine) => void;
  onRemove: () => void;
  /** What must hold of the activity. */
  children: ReactNode;
}) {
  const { did } = test;
  const put = (next: ActivityTest) => onChange({ kind: "activity", test: next, negated });
  const ask = (next: AskedActivities) => put({ ...test, did: next });
  return (
    <fieldset className="min-w-0 basis-full space-y-1.5 rounded-md border border-line px-2 py-1.5 text-sm">
      <legend className="sr-only">Something the lead did</legend>
      <div className="flex flex-wrap items-center gap-1.5">
        <Select
          aria-label="Whether it did"
          value={negated ? "not" : ""}
          onChange={(event) => onChange({ kind: "activity", test, negated: event.target.value === "not" })}
          className="w-28"
        >
          <option value="">it did</option>
          <option value="not">it did not</option>
        </Select>
        <TypeChoice
          chosen={did.types ?? []}
          types={types}
          onChange={(chosen) => ask(withBound(did, "types", chosen.length > 0 ? chosen : null))}
          label="Count a type of activity"
          another={did.types ? "or also …" : "anything"}
        />
        {removable && (
          <Button
            look="ghost"
            size="sm"
            shape="icon"
            aria-label="Remove this test"
            onClick={onRemove}
            className="ml-auto"
          >
            <X aria-hidden />
          </Button>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <TimesFields test={test} onChange={put} />
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <Select
          aria-label="Told or observed"
          value={did.told ?? ""}
          onChange={(event) =>
            ask(withBound(did, "told", (event.target.value || null) as AskedActivities["told"] | null))
          }
          className="w-44"
        >
          <option value="">told or observed</option>
          <option value="explicit">told by the lead</option>
          <option value="implicit">observed</option>
        </Select>
        <Select
          aria-label="By whom"
          value={did.trust ?? ""}
          onChange={(event) =>
            ask(withBound(did, "trust", (event.target.value || null) as AskedActivities["trust"] | null))
          }
          className="w-52"
        >
          <option value="">by all but suspect ones</option>
          <option value="human">by a human</option>
          <option value="automatic">automatic</option>
          <option value="suspect">suspect (bot, prefetch)</option>
        </Select>
      </div>
      {children}
    </fieldset>
  );
}

function TimesFields({ test, onChange }: { test: ActivityTest; onChange: (test: ActivityTest) => void }) {
  const { did } = test;
  return (
    <>
      <Select
        aria-label="How often or how long ago"
        value={"atLeast" in test ? "count" : "last"}
        onChange={(event) =>
          onChange(
            event.target.value === "last"
              ? { did, lastWithinDays: MONTH_DAYS }
              : { did, atLeast: 1, inDays: MONTH_DAYS },
          )
        }
        className="w-52"
      >
        <option value="count">at least so often</option>
        <option value="last">the last time at most</option>
      </Select>
      {"atLeast" in test ? (
        <>
          <NumberInput
            label="Times"
            min={1}
            max={1000}
            value={test.atLeast}
            onChange={(atLeast) => onChange({ ...test, atLeast: atLeast ?? 1 })}
          />
          <span className="text-muted">times in</span>
          <NumberInput
            label="Days"
            optional
            placeholder="∞"
            min={1}
            max={3650}
            value={test.inDays ?? null}
            onChange={(inDays) => onChange(withBound(test, "inDays", inDays))}
          />
          <span className="text-muted">days</span>
        </>
      ) : (
        <>
          <NumberInput
            label="Days ago"
            min={0}
            max={3650}
            value={test.lastWithinDays}
            onChange={(days) => onChange({ did, lastWithinDays: days ?? 0 })}
          />
          <span className="text-muted">days ago</span>
        </>
      )}
    </>
  );
}
