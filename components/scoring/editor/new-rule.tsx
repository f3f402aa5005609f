"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { FREE_MAIL } from "@/lib/conditions/lists";
import { newId } from "@/lib/scoring/edit";
import type { Rule, ScoringModelDocument } from "@/lib/scoring/model";
import type { ActivityTypeChoice } from "./type-choice";

type NewRuleProps = {
  document: ScoringModelDocument;
  types: readonly ActivityTypeChoice[];
  onAdd: (rule: Rule) => void;
};

type Kind = Rule["kind"];

const KIND_LABELS: Record<Kind, string> = {
  engagement: "something the lead did",
  fit: "who the lead or its company is",
  inactivity: "that it has been quiet",
};

/** A small builder: what kind of rule, its name and points; the rest is edited in place where it lands. */
export function NewRule({ document, types, onAdd }: NewRuleProps) {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<Kind>("engagement");
  const [type, setType] = useState(types[0]?.key ?? "page_viewed");
  const groups = document.groups.filter((group) => group.kind === (kind === "fit" ? "fit" : "engagement"));
  if (!open)
    return (
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden /> Add a rule
      </Button>
    );
  const suggested = kind === "engagement" ? (types.find(({ key }) => key === type)?.label ?? type) : "";
  return (
    <form
      className="space-y-3 rounded-md border border-line bg-surface p-3"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const label = String(form.get("label")).trim() || suggested || "Quiet";
        const points = Number(form.get("points")) || 0;
        onAdd(ruleOf(kind, { label, points, group: String(form.get("group")), type }, document));
        setOpen(false);
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="It looks at" name="kind">
          {(control) => (
            <Select
              {...control}
              value={kind}
              onChange={(event) => setKind(event.target.value as Kind)}
              autoFocus
            >
              {Object.entries(KIND_LABELS).map(([key, label]) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {kind === "engagement" && (
          <Field label="Activity" name="type">
            {(control) => (
              <Select {...control} value={type} onChange={(event) => setType(event.target.value)}>
                {types.map(({ key, label }) => (
                  <option key={key} value={key}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label="Called" name="label" optional={kind === "engagement"} required={kind === "fit"}>
          {(control) => <Input {...control} maxLength={120} placeholder={suggested} />}
        </Field>
        <Field label={kind === "inactivity" ? "Points taken away" : "Points"} name="points" required>
          {(control) => (
            <Input {...control} type="number" step={0.01} min={-1000} max={1000} defaultValue={10} />
          )}
        </Field>
        <Field label="Group" name="group" required>
          {(control) => (
            <Select {...control}>
              {groups.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {groups.length === 0 && <p className="text-xs text-bad">Make a group for it first, at the left.</p>}
      <div className="flex justify-end gap-2">
        <Button look="ghost" onClick={() => setOpen(false)}>
          Cancel
        </Button>
        <Button type="submit" disabled={groups.length === 0}>
          Add rule
        </Button>
      </div>
    </form>
  );
}

const MONTH_DAYS = 30;

function ruleOf(
  kind: Kind,
  { label, points, group, type }: { label: string; points: number; group: string; type: string },
  { rules }: ScoringModelDocument,
): Rule {
  const named = { id: newId(label, rules), label, group };
  switch (kind) {
    case "fit":
      return { kind, ...named, when: { field: "email", op: "matches", list: FREE_MAIL }, points };
    case "engagement":
      return {
        kind,
        ...named,
        activity: { types: [type] },
        points,
        decay: { kind: "half-life", days: MONTH_DAYS },
      };
    case "inactivity":
      return { kind, ...named, points: Math.abs(points), everyDays: MONTH_DAYS };
  }
}
