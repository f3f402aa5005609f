"use client";

import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { withBound } from "@/lib/scoring/edit";
import type { Decay, EngagementRule, Trigger } from "@/lib/scoring/model";
import { Counted, CountedDays } from "./counted";
import { type ActivityTypeChoice, TypeChoice } from "./type-choice";

type Props = {
  rule: EngagementRule;
  types: readonly ActivityTypeChoice[];
  onChange: (rule: EngagementRule) => void;
};

/** One line of a rule's details: its name at the left, its controls in a row. */
export function DetailLine({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[5.5rem_minmax(0,1fr)]">
      <legend className="float-left pt-1.5 text-xs text-muted sm:contents">
        <span className="pt-1.5">{label}</span>
      </legend>
      <div className="flex min-h-8 flex-wrap items-center gap-1.5 text-sm">{children}</div>
    </fieldset>
  );
}

/** Which activities a rule counts, how often, for how long, and what it sets off. */
export function EngagementFields({ rule, types, onChange }: Props) {
  return (
    <>
      <DetailLine label="Counts">
        <TypeChoice
          chosen={rule.activity.types}
          types={types}
          least={1}
          label="Count another type too"
          another="or also …"
          onChange={(next) => onChange({ ...rule, activity: { ...rule.activity, types: next } })}
        />
      </DetailLine>
      <DetailLine label="How often">
        <FrequencyFields rule={rule} onChange={onChange} />
      </DetailLine>
      {!rule.frequency && (
        <>
          <DetailLine label="Ages">
            <DecayFields decay={rule.decay} onChange={(decay) => onChange({ ...rule, decay })} />
          </DetailLine>
          <DetailLine label="At most">
            <LimitFields rule={rule} onChange={onChange} />
          </DetailLine>
        </>
      )}
      <DetailLine label="Sets off">
        <Select
          aria-label="What a match sets off"
          value={rule.trigger ?? ""}
          onChange={(event) =>
            onChange(withBound(rule, "trigger", (event.target.value || null) as Trigger | null))
          }
          className="w-64"
        >
          <option value="">nothing, only points</option>
          <option value="hand-raise">MQL at once: asks to talk to sales</option>
          <option value="pql">MQL at once: product usage</option>
        </Select>
      </DetailLine>
      <DetailLine label="Only">
        <DayField
          label="from"
          value={rule.startsOn}
          onChange={(day) => onChange(withBound(rule, "startsOn", day))}
        />
        <DayField
          label="until"
          value={rule.endsOn}
          onChange={(day) => onChange(withBound(rule, "endsOn", day))}
        />
      </DetailLine>
    </>
  );
}

function FrequencyFields({ rule, onChange }: Omit<Props, "types">) {
  const { frequency } = rule;
  return (
    <>
      <Select
        aria-label="How often it gives its points"
        value={frequency ? "once" : "each"}
        onChange={(event) => {
          if (event.target.value === "each") return onChange(withBound(rule, "frequency", null));
          const { limit: _, ...rest } = rule;
          onChange({ ...rest, decay: { kind: "none" }, frequency: { atLeast: 3, days: 7 } });
        }}
        className="w-44"
      >
        <option value="each">points each time</option>
        <option value="once">once, when it repeats</option>
      </Select>
      {frequency && (
        <>
          <Counted
            before="at least"
            label="Times"
            min={1}
            value={frequency.atLeast}
            onChange={(atLeast) => onChange({ ...rule, frequency: { ...frequency, atLeast: atLeast ?? 1 } })}
          />
          <CountedDays
            before="in"
            label="Days of the window"
            value={frequency.days}
            onChange={(days) => onChange({ ...rule, frequency: { ...frequency, days: days ?? 1 } })}
          />
          <Checkbox
            label="on different days"
            checked={frequency.distinctDays ?? false}
            onChange={(event) =>
              onChange({ ...rule, frequency: { ...frequency, distinctDays: event.target.checked } })
            }
          />
        </>
      )}
    </>
  );
}

const DECAY_LABELS: Record<Decay["kind"], string> = {
  none: "never",
  "half-life": "halves every",
  linear: "fades to nothing in",
  expiry: "counts in full for",
};

const DEFAULT_DAYS = 30;

function DecayFields({ decay, onChange }: { decay: Decay; onChange: (decay: Decay) => void }) {
  const days = decay.kind === "none" ? DEFAULT_DAYS : decay.days;
  return (
    <>
      <Select
        aria-label="How its points age"
        value={decay.kind}
        onChange={(event) => {
          const kind = event.target.value as Decay["kind"];
          onChange(kind === "none" ? { kind } : { kind, days });
        }}
        className="w-44"
      >
        {Object.entries(DECAY_LABELS).map(([kind, label]) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </Select>
      {decay.kind !== "none" && (
        <CountedDays
          label="Days"
          value={decay.days}
          onChange={(next) => onChange({ kind: decay.kind, days: next ?? 1 })}
        />
      )}
    </>
  );
}

function LimitFields({ rule, onChange }: Omit<Props, "types">) {
  const limit = rule.limit ?? {};
  const put = (next: NonNullable<EngagementRule["limit"]>) =>
    onChange(
      next.activities === undefined && next.points === undefined
        ? withBound(rule, "limit", null)
        : { ...rule, limit: next },
    );
  return (
    <>
      <Counted
        label="Most activities that count"
        min={1}
        max={10_000}
        optional
        placeholder="∞"
        after="times,"
        value={limit.activities ?? null}
        onChange={(activities) => put(withBound(limit, "activities", activities))}
      />
      <Counted
        label="Most points"
        min={0.01}
        decimals
        optional
        placeholder="∞"
        after="points"
        value={limit.points ?? null}
        onChange={(most) => put(withBound(limit, "points", most))}
      />
      {rule.limit && (
        <CountedDays
          before="in"
          label="Days of the limit"
          optional
          placeholder="ever"
          value={limit.days ?? null}
          onChange={(days) => put(withBound(limit, "days", days))}
        />
      )}
    </>
  );
}

function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (day: string | null) => void;
}) {
  return (
    <span className="flex items-center gap-1.5 text-muted">
      {label}
      <Input
        type="date"
        aria-label={`Counts ${label} this day`}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
        className="w-36"
      />
    </span>
  );
}
