"use client";

import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { Vocabulary } from "@/lib/conditions/words";
import { withPoints } from "@/lib/scoring/edit";
import type { Rule, ScoringModelDocument } from "@/lib/scoring/model";
import { pointsOf, signed, termsWords, whenWords } from "@/lib/scoring/rule-words";
import { NumberInput } from "./number-input";
import { RuleDetails } from "./rule-details";
import type { ActivityTypeChoice } from "./type-choice";
import { useVocabulary } from "./use-vocabulary";

type RuleRowProps = {
  rule: Rule;
  document: ScoringModelDocument;
  types: readonly ActivityTypeChoice[];
  editable: boolean;
  /** New, changed, or the same as in the version in force. */
  mark: "new" | "changed" | null;
  /** What the lint says about it. */
  findings: readonly string[];
  onChange: (rule: Rule) => void;
  onRemove: () => void;
};

/** One rule as a sentence: its points editable at once, the rest a key away. */
export function RuleRow({
  rule,
  document,
  types,
  editable,
  mark,
  findings,
  onChange,
  onRemove,
}: RuleRowProps) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const vocabulary = useVocabulary(types);
  const points = pointsOf(rule);
  return (
    <li id={`rule-${rule.id}`} className="group/rule scroll-mt-28 border-b border-line last:border-b-0">
      <div className="flex items-start gap-2.5 py-1.5">
        {editable ? (
          <NumberInput
            label={`Points of ${rule.label}`}
            value={points}
            decimals
            showSign
            max={rule.kind === "inactivity" ? 0 : 1000}
            onChange={(next) => onChange(withPoints(rule, next ?? 0))}
            className={cn("mt-px w-14 font-medium", points < 0 && "text-bad")}
          />
        ) : (
          <span className="mt-1 w-12 shrink-0 text-right font-medium tabular-nums">{signed(points)}</span>
        )}
        <button
          type="button"
          aria-expanded={open}
          aria-controls={detailsId}
          onClick={() => setOpen(!open)}
          className="flex min-h-7 min-w-0 flex-1 items-start gap-1.5 rounded-sm py-1 text-left"
        >
          <span className="min-w-0 flex-1">
            <span className="font-medium">{rule.label}</span>
            {mark && (
              <span className="ml-1.5 rounded-sm bg-accent-soft px-1 text-2xs font-medium text-accent-text">
                {mark}
              </span>
            )}
            <span className={cn("block text-xs text-pretty text-muted", !open && "line-clamp-2")}>
              {sentence(rule, document, vocabulary)}
            </span>
            {findings.map((finding) => (
              <span key={finding} className="block text-xs text-warn">
                {finding}
              </span>
            ))}
          </span>
          <ChevronRight
            aria-hidden
            className={cn(
              "mt-0.5 size-4 shrink-0 text-faint opacity-0 transition group-focus-within/rule:opacity-100 group-hover/rule:opacity-100 pointer-coarse:opacity-100",
              open && "rotate-90 opacity-100",
            )}
          />
        </button>
      </div>
      {open && (
        <div id={detailsId} className="mb-3 rounded-md border border-line bg-surface p-3 sm:ml-16">
          <RuleDetails
            rule={rule}
            document={document}
            types={types}
            editable={editable}
            onChange={onChange}
            onRemove={onRemove}
          />
        </div>
      )}
    </li>
  );
}

/** When it counts and on which terms; the points stand in front of it already. */
const sentence = (rule: Rule, document: ScoringModelDocument, vocabulary: Vocabulary): string =>
  `${whenWords(rule, document, vocabulary)}${termsWords(rule)}`;
