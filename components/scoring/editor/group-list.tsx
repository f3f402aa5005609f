"use client";

import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Meter } from "@/components/ui/meter";
import { newId, withBound, withGroup, withNewGroup, withoutGroup } from "@/lib/scoring/edit";
import type { RuleGroup, ScoringModelDocument } from "@/lib/scoring/model";
import { Counted } from "./counted";
import { NumberInput } from "./number-input";
import type { PreviewedLeadView, PreviewView } from "./preview-view";
import { QuietInput } from "./quiet-input";

type GroupListProps = {
  document: ScoringModelDocument;
  /** The lead whose points run beside the caps. */
  lead: PreviewedLeadView | null;
  /** What the groups give on average, for when no lead is pinned. */
  sample: PreviewView["sample"];
  editable: boolean;
  onChange: (document: ScoringModelDocument) => void;
};

const PARTS = [
  { kind: "fit", title: "Fit", what: "who the lead is" },
  { kind: "engagement", title: "Engagement", what: "what it did" },
] as const;

/** The groups with their caps; beside each, what it gives the chosen lead under the draft. */
export function GroupList({ document, lead, sample, editable, onChange }: GroupListProps) {
  return (
    <nav aria-label="Groups of rules" className="space-y-5">
      {PARTS.map(({ kind, title, what }) => {
        const groups = document.groups.filter((group) => group.kind === kind);
        return (
          <section key={kind}>
            <header className="flex items-baseline justify-between gap-2">
              <h2 className="text-sm font-semibold">
                {title} <span className="font-normal text-muted">{what}</span>
              </h2>
              {lead && <span className="text-sm font-semibold tabular-nums">{lead.draft[kind]}</span>}
            </header>
            <ul className="mt-1">
              {groups.map((group) => (
                <GroupLine
                  key={group.id}
                  group={group}
                  points={lead ? pointsOf(lead, group.id) : meanOf(sample, group.id)}
                  rules={document.rules.filter((rule) => rule.group === group.id).length}
                  editable={editable}
                  onChange={(next) => onChange(withGroup(document, next))}
                  onRemove={() => onChange(withoutGroup(document, group.id))}
                />
              ))}
            </ul>
            {editable && (
              <Button
                look="ghost"
                size="sm"
                className="-ml-2 mt-1"
                onClick={() => {
                  const label = "New group";
                  onChange(withNewGroup(document, { id: newId(label, document.groups), label, kind }));
                }}
              >
                <Plus aria-hidden /> Group
              </Button>
            )}
          </section>
        );
      })}
      <p className="text-xs wrap-anywhere text-muted">
        {lead
          ? `Points of ${lead.name} under the draft. Choose another one among the leads you know.`
          : `What each group gives a lead on average${sample.size < sample.of ? ", from a sample" : ""}.`}
      </p>
    </nav>
  );
}

const pointsOf = ({ draft }: PreviewedLeadView, groupId: string): number =>
  Math.round(
    draft.rows.filter((row) => row.groupId === groupId).reduce((sum, row) => sum + row.points * 100, 0),
  ) / 100;

const meanOf = ({ size, groups }: PreviewView["sample"], groupId: string): number | null =>
  size === 0 ? null : Math.round((groups[groupId] ?? 0) * 10) / 10;

type GroupLineProps = {
  group: RuleGroup;
  points: number | null;
  rules: number;
  editable: boolean;
  onChange: (group: RuleGroup) => void;
  onRemove: () => void;
};

function GroupLine({ group, points, rules, editable, onChange, onRemove }: GroupLineProps) {
  const isFull = points !== null && group.cap !== undefined && points >= group.cap;
  return (
    <li className="group/line py-1">
      <div className="flex items-center gap-1.5">
        {editable ? (
          <QuietInput
            label="Name of the group"
            value={group.label}
            onCommit={(label) => onChange({ ...group, label })}
          />
        ) : (
          <span className="min-w-0 flex-1 truncate text-sm">{group.label}</span>
        )}
        {rules === 0 && editable ? (
          <Button look="ghost" size="sm" shape="icon" aria-label={`Remove ${group.label}`} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        ) : (
          <a
            href={`#group-${group.id}`}
            className={cn(
              "inline-flex min-h-6 min-w-6 items-center justify-end text-sm tabular-nums pointer-coarse:min-h-11 pointer-coarse:min-w-11",
              isFull && "text-warn",
              points === 0 && "text-muted",
            )}
          >
            <span className="sr-only">
              {group.label}: {rules} rules{points === null ? "" : ", points "}
            </span>
            {points ?? ""}
          </a>
        )}
        <span aria-hidden className="text-xs text-faint">
          /
        </span>
        <NumberInput
          label={`Most points of ${group.label}`}
          value={group.cap ?? null}
          optional
          min={0}
          placeholder="∞"
          disabled={!editable}
          onChange={(cap) => onChange(withBound(group, "cap", cap ?? null) as RuleGroup)}
          className="w-11"
        />
      </div>
      {(editable || group.floor !== undefined) && (
        <div
          className={cn(
            "justify-end py-0.5 text-xs",
            group.floor === undefined ? "hidden group-focus-within/line:flex" : "flex",
          )}
        >
          <Counted
            before="never below"
            label={`Least points of ${group.label}`}
            value={group.floor ?? null}
            optional
            max={group.cap ?? 1000}
            placeholder="−∞"
            disabled={!editable}
            onChange={(floor) => onChange(withBound(group, "floor", floor ?? null) as RuleGroup)}
            className="h-6 w-11 text-xs"
          />
        </div>
      )}
      {group.cap !== undefined && points !== null && (
        <Meter
          label={`${group.label}: points of its cap`}
          value={Math.max(0, points)}
          max={group.cap}
          tone={isFull ? "warn" : group.kind === "fit" ? "info" : "accent"}
          className="mt-0.5 h-1"
        />
      )}
    </li>
  );
}
