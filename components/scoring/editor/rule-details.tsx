"use client";

import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { withBound } from "@/lib/scoring/edit";
import type { FitRule, Rule, ScoringModelDocument } from "@/lib/scoring/model";
import { ruleWords } from "@/lib/scoring/rule-words";
import { CitationField } from "./citation-field";
import { ConditionFields } from "./condition-fields";
import { CountedDays } from "./counted";
import { DetailLine, EngagementFields } from "./engagement-fields";
import { NumberInput } from "./number-input";
import { type ActivityTypeChoice, TypeChoice } from "./type-choice";
import { useVocabulary } from "./use-vocabulary";

type RuleDetailsProps = {
  rule: Rule;
  document: ScoringModelDocument;
  types: readonly ActivityTypeChoice[];
  editable: boolean;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
};

/** All of a rule, in place. */
export function RuleDetails({ rule, document, types, editable, onChange, onRemove }: RuleDetailsProps) {
  const vocabulary = useVocabulary(types);
  if (!editable) return <p className="text-sm">{ruleWords(rule, document, vocabulary)}</p>;
  const kind = rule.kind === "fit" ? "fit" : "engagement";
  return (
    <div className="space-y-2">
      <DetailLine label="Called">
        <Input
          aria-label="Name of the rule"
          defaultValue={rule.label}
          key={rule.label}
          maxLength={120}
          onBlur={(event) => {
            const label = event.target.value.trim();
            if (label !== "" && label !== rule.label) onChange({ ...rule, label });
          }}
          className="max-w-80 flex-1"
        />
        <Select
          aria-label="Group"
          value={rule.group}
          onChange={(event) => onChange({ ...rule, group: event.target.value })}
          className="w-44"
        >
          {document.groups
            .filter((group) => group.kind === kind)
            .map(({ id, label }) => (
              <option key={id} value={id}>
                in {label}
              </option>
            ))}
        </Select>
      </DetailLine>
      {rule.kind === "fit" && (
        <>
          <DetailLine label="Asks">
            <ConditionFields
              condition={rule.when}
              of="lead"
              lists={document.lists}
              required
              onChange={(when) => when && onChange({ ...rule, when })}
            />
          </DetailLine>
          <OutcomeFields rule={rule} onChange={onChange} />
          <CitationField rule={rule} onChange={onChange} />
        </>
      )}
      {rule.kind === "engagement" && (
        <>
          <EngagementFields rule={rule} types={types} onChange={onChange} />
          <DetailLine label="Asks">
            <ConditionFields
              condition={rule.activity.where}
              of="activity"
              lists={document.lists}
              onChange={(where) =>
                onChange({ ...rule, activity: withBound(rule.activity, "where", where ?? null) })
              }
            />
          </DetailLine>
        </>
      )}
      {rule.kind === "inactivity" && (
        <>
          <DetailLine label="After each">
            <CountedDays
              label="Days without an activity"
              after="days without a human activity of the lead"
              value={rule.everyDays}
              onChange={(everyDays) => onChange({ ...rule, everyDays: everyDays ?? 1 })}
            />
          </DetailLine>
          <DetailLine label="But not">
            <TypeChoice
              chosen={rule.except ?? []}
              types={types}
              label="A type that is not the lead’s own doing"
              another="leave out …"
              onChange={(except) => onChange(withBound(rule, "except", except.length > 0 ? except : null))}
            />
          </DetailLine>
        </>
      )}
      <div className="flex justify-end border-t border-line pt-2">
        <Button look="ghost" size="sm" onClick={onRemove}>
          <Trash2 aria-hidden /> Remove rule
        </Button>
      </div>
    </div>
  );
}

function OutcomeFields({ rule, onChange }: { rule: FitRule; onChange: (rule: Rule) => void }) {
  return (
    <DetailLine label="Else">
      <NumberInput
        label="Points when it does not match"
        optional
        decimals
        showSign
        placeholder="0"
        value={rule.otherwise ?? null}
        onChange={(points) => onChange(withBound(rule, "otherwise", points || null))}
      />
      <span className="text-muted">when it does not match,</span>
      <NumberInput
        label="Points when it is not known"
        optional
        decimals
        showSign
        placeholder="0"
        value={rule.unknown ?? null}
        onChange={(points) => onChange(withBound(rule, "unknown", points || null))}
      />
      <span className="text-muted">when it is not known</span>
    </DetailLine>
  );
}
