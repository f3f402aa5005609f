"use client";

import { useActionState, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorSummary } from "@/components/ui/error-summary";
import { plural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { takeProposal } from "@/lib/scoring/actions";
import type { RuleFinding, Verdict } from "@/lib/scoring/calibration/calibrate";
import { surelyOther } from "@/lib/scoring/calibration/proposal";
import { evidenceWords, findingWords } from "@/lib/scoring/calibration/words";
import { signed } from "@/lib/scoring/rule-words";

type ProposalFormProps = {
  calibrationId: string;
  rules: readonly RuleFinding[];
  labels: Readonly<Record<string, string>>;
  revision: number;
  editable: boolean;
};

const VERDICT: Record<Verdict, { word: string; tone: "info" | "good" | "warn" | "neutral" }> = {
  change: { word: "other points", tone: "info" },
  agrees: { word: "agrees", tone: "good" },
  few: { word: "too few", tone: "neutral" },
  telling: { word: "knows too much", tone: "warn" },
};

/** What the outcomes say of each rule; the ticked ones go into the draft, where they are read once more. */
export function ProposalForm({ calibrationId, rules, labels, revision, editable }: ProposalFormProps) {
  const [result, submit] = useActionState(takeProposal, null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(surelyOther(rules)));
  const toggle = (ruleId: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(ruleId);
    else next.delete(ruleId);
    setChosen(next);
  };
  return (
    <form action={submit} className="space-y-3">
      <input type="hidden" name="calibrationId" value={calibrationId} />
      <input type="hidden" name="revision" value={revision} />
      <ErrorSummary message={result?.ok === false ? result.message : undefined} />
      <Panel title="What the outcomes say of each rule" flush>
        <Table>
          <thead>
            <tr>
              {editable && (
                <HeadCell className="w-8">
                  <span className="sr-only">Take over</span>
                </HeadCell>
              )}
              <HeadCell>Rule</HeadCell>
              <HeadCell numeric>Now</HeadCell>
              <HeadCell numeric>Proposed</HeadCell>
              <HeadCell>Why</HeadCell>
            </tr>
          </thead>
          <tbody>
            {rules.map((finding) => {
              const { ruleId, now, verdict, points } = finding;
              const label = labels[ruleId] ?? ruleId;
              return (
                <Row key={ruleId}>
                  {editable && (
                    <Cell>
                      <Checkbox
                        label={`Take over ${label}`}
                        labelHidden
                        name="ruleIds"
                        value={ruleId}
                        disabled={points === null}
                        checked={chosen.has(ruleId)}
                        onChange={(event) => toggle(ruleId, event.target.checked)}
                      />
                    </Cell>
                  )}
                  <RowHead className="min-w-40 py-1.5 font-medium">{label}</RowHead>
                  <Cell numeric>{signed(now)}</Cell>
                  <Cell numeric className="font-medium">
                    {points && verdict === "change" ? (
                      signed(points.value)
                    ) : (
                      <span className="text-muted">kept</span>
                    )}
                  </Cell>
                  <Cell className="min-w-72 py-1.5">
                    <Badge tone={VERDICT[verdict].tone}>{VERDICT[verdict].word}</Badge>{" "}
                    {findingWords(finding)}
                    <span className="block text-xs text-muted">{evidenceWords(finding)}</span>
                  </Cell>
                </Row>
              );
            })}
          </tbody>
        </Table>
      </Panel>
      <p className="max-w-prose text-xs text-muted">
        Inactivity, caps and decay stay as they are: how long a lead was quiet depends on when one looks.
        Lines and bands are not moved either; the preview shows what they would let through.
      </p>
      {editable && chosen.size > 0 && (
        <SubmitButton>Put {plural(chosen.size, "change")} into the draft</SubmitButton>
      )}
    </form>
  );
}
