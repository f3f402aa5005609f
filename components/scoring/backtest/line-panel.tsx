"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { count, ofTotal, rate, signed } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { StatTile, StatTiles } from "@/components/ui/stat-tile";
import { toastDone, toastProblem } from "@/components/ui/toast";
import { keepDraft } from "@/lib/scoring/actions";
import { withLine } from "@/lib/scoring/backtest/crossings";
import { shareOf } from "@/lib/scoring/backtest/quality";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import {
  type BacktestView,
  lineLabel,
  lineNumber,
  OUTCOME_NAMES,
  OUTCOME_WORDS,
  type OutcomeName,
} from "./view";

type LinePanelProps = {
  base: BacktestView;
  draft: { document: ScoringModelDocument; revision: number };
  outcome: OutcomeName;
  at: number | null;
  editable: boolean;
  onOutcome: (outcome: OutcomeName) => void;
  onLine: (line: number) => void;
  onMove: (at: number | null) => void;
};

/** The line to move, and what it would have meant there, at once. */
export function LinePanel(props: LinePanelProps) {
  const { base, outcome, at, onOutcome, onLine, onMove } = props;
  const { curve, lines } = base;
  const several = new Set(lines.map(({ line }) => line.criterion)).size > 1;
  const now = sideAt(props);
  const published = base.published;
  return (
    <Panel>
      <div className="flex flex-wrap items-end gap-3">
        {curve && (
          <Field label="Line" name="line" className="w-full sm:w-56">
            {(control) => (
              <Select
                {...control}
                value={lineNumber(curve.line)}
                onChange={(event) => onLine(Number(event.target.value))}
              >
                {lines.map(({ line, at: points }) => (
                  <option key={lineNumber(line)} value={lineNumber(line)}>
                    {lineLabel(line, several)} {points}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label="Judged by" name="outcome" className="w-full sm:w-48">
          {(control) => (
            <Select
              {...control}
              value={outcome}
              onChange={(event) => onOutcome(event.target.value as OutcomeName)}
            >
              {OUTCOME_NAMES.map((name) => (
                <option key={name} value={name}>
                  {OUTCOME_WORDS[name].label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <KeepLine {...props} />
      </div>
      {curve && at !== null ? (
        <div className="mt-4 flex items-center gap-3">
          <input
            type="range"
            aria-label={`${lineLabel(curve.line, several)}: where the line is`}
            aria-valuetext={`${at}: ${count(now.leads)} leads, ${count(now.leads - now.both)} enter, ${count(published.leads - now.both)} leave`}
            min={curve.low}
            max={curve.low + curve.leads.length - 1}
            value={at}
            onChange={(event) => onMove(Number(event.target.value))}
            className="h-6 min-w-0 flex-1 accent-accent"
          />
          <output className="w-12 text-right text-2xl font-semibold tabular-nums">{at}</output>
        </div>
      ) : (
        <p className="mt-4 text-sm text-muted">The draft has no line by points that could be moved.</p>
      )}
      <StatTiles className="mt-4">
        <StatTile
          label="MQLs in 90 days"
          value={count(now.leads)}
          basis={`${count(published.leads)} under version ${base.model}`}
          change={changeOf(now.leads - published.leads)}
          explanation="Leads that would have become MQL, each counted once, by its first crossing."
        />
        <StatTile
          label="Enter and leave"
          value={`${signed(now.leads - now.both)} / ${signed(now.both - published.leads)}`}
          basis={`${count(now.both)} in both`}
          explanation="Leads that are MQL only under the draft, and only under the version in force."
        />
        <StatTile
          label="Precision"
          value={rate(now.precision?.value ?? null)}
          basis={
            now.precision
              ? `${ofTotal(now.reached, now.decided)} ${OUTCOME_WORDS[outcome].did} · ${rangeText(now.precision)}`
              : "not known of anybody yet"
          }
          explanation="The share of the MQLs whose outcome is known that reached it, with its 95 % interval (Wilson). Leads still in work, or never given to sales, are not in it."
        />
        <StatTile
          label="Recall"
          value={rate(now.recall?.value ?? null)}
          basis={
            now.recall
              ? `${ofTotal(now.reached, now.happened)} found · ${rangeText(now.recall)}`
              : "nobody did yet"
          }
          explanation="Of all leads that reached it in this time, the share that was MQL under the draft before sales had them."
        />
      </StatTiles>
    </Panel>
  );
}

export const rangeText = ({ low, high }: { low: number; high: number }): string =>
  `${rate(low, 0)} to ${rate(high, 0)}`;

const changeOf = (difference: number) =>
  ({
    direction: difference > 0 ? "up" : difference < 0 ? "down" : "flat",
    text: difference === 0 ? "as now" : `${count(Math.abs(difference))} ${difference > 0 ? "more" : "fewer"}`,
    meaning: "neutral",
  }) as const;

/** From the curve, so that the slider asks nobody; without one, the draft as it is. */
function sideAt({ base, outcome, at }: Pick<LinePanelProps, "base" | "outcome" | "at">) {
  const { curve, draft, confusion, happened } = base;
  const index = OUTCOME_NAMES.indexOf(outcome);
  const place = curve && at !== null ? at - curve.low : null;
  const { reached: own, missed } = draft.outcomes[outcome];
  const reached = (place === null ? own : curve?.reached[index]?.[place]) ?? 0;
  const decided = (place === null ? own + missed : curve?.decided[index]?.[place]) ?? 0;
  const all = happened[outcome].reached;
  return {
    leads: (place === null ? draft.leads : curve?.leads[place]) ?? 0,
    both: (place === null ? confusion.both.leads : curve?.both[place]) ?? 0,
    reached,
    decided,
    happened: all,
    precision: shareOf(reached, decided),
    recall: shareOf(reached, all),
  };
}

/** The line goes into the draft only when a person says so. */
function KeepLine({ base: { curve }, draft, at, editable, onMove }: LinePanelProps) {
  const router = useRouter();
  const [pending, start] = useTransition();
  if (!curve || at === null || at === curve.at) return null;
  const keep = () =>
    start(async () => {
      const document = withLine(draft.document, curve.line, at);
      const result = await keepDraft({ document, revision: draft.revision });
      if (!result.ok) {
        toastProblem("The draft stays as it was", result.message);
        return;
      }
      toastDone(`The draft's line is at ${at}`, "Nothing is in force before somebody publishes it.");
      onMove(null);
      router.refresh();
    });
  return (
    <div className="ml-auto flex gap-2">
      <Button look="ghost" onClick={() => onMove(null)}>
        Back to {curve.at}
      </Button>
      {editable && (
        <Button look="primary" disabled={pending} onClick={keep}>
          Put {at} into the draft
        </Button>
      )}
    </div>
  );
}
