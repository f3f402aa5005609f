"use client";

import { isNegative, withNewRule, withoutRule, withRule } from "@/lib/scoring/edit";
import type { Rule, RuleGroup, ScoringModelDocument } from "@/lib/scoring/model";
import { same } from "@/lib/shared/same";
import { NewRule } from "./new-rule";
import type { PreviewView } from "./preview-view";
import { RuleRow } from "./rule-row";
import type { ActivityTypeChoice } from "./type-choice";

type RuleListProps = {
  document: ScoringModelDocument;
  /** The version in force: what differs from it is marked. */
  published: ScoringModelDocument;
  types: readonly ActivityTypeChoice[];
  findings: PreviewView["findings"];
  editable: boolean;
  onChange: (document: ScoringModelDocument) => void;
};

/** The rules group by group, and what speaks against a lead apart from them. */
export function RuleList({ document, published, types, findings, editable, onChange }: RuleListProps) {
  const sections: { group: RuleGroup; title: string; rules: Rule[]; id: string }[] = [];
  for (const group of document.groups) {
    const rules = document.rules.filter((rule) => rule.group === group.id && !isNegative(rule));
    if (rules.length > 0) sections.push({ group, title: group.label, rules, id: `group-${group.id}` });
  }
  const negative = document.rules.filter(isNegative);
  const row = (rule: Rule) => (
    <RuleRow
      key={rule.id}
      rule={rule}
      document={document}
      types={types}
      editable={editable}
      mark={markOf(rule, published)}
      findings={findings.filter(({ ruleId }) => ruleId === rule.id).map(({ message }) => message)}
      onChange={(next) => onChange(withRule(document, next))}
      onRemove={() => onChange(withoutRule(document, rule.id))}
    />
  );
  return (
    <div className="space-y-6">
      {sections.map(({ group, title, rules, id }) => (
        <section key={id} id={id} className="scroll-mt-28">
          <h2 className="flex items-baseline gap-2 border-b border-line pb-1 text-sm font-semibold">
            {title}
            <span className="text-xs font-normal text-muted">
              {group.kind}
              {group.cap !== undefined && `, at most ${group.cap}`}
            </span>
          </h2>
          <ul>{rules.map(row)}</ul>
        </section>
      ))}
      {negative.length > 0 && (
        <section id="negative-rules" className="scroll-mt-28">
          <h2 className="flex items-baseline gap-2 border-b border-line pb-1 text-sm font-semibold">
            Against a lead
            <span className="text-xs font-normal text-muted">takes points away</span>
          </h2>
          <ul>{negative.map(row)}</ul>
        </section>
      )}
      {editable && (
        <NewRule document={document} types={types} onAdd={(rule) => onChange(withNewRule(document, rule))} />
      )}
    </div>
  );
}

function markOf(rule: Rule, published: ScoringModelDocument): "new" | "changed" | null {
  const before = published.rules.find(({ id }) => id === rule.id);
  if (!before) return "new";
  return before === rule || same(before, rule) ? null : "changed";
}
