"use client";

import { Button } from "@/components/ui/button";
import { count, ofTotal, plural, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { lineThatFills, qualityAt } from "@/lib/scoring/backtest/quality";
import { NumberInput } from "../editor/number-input";
import { rangeText } from "./line-panel";
import { type BacktestView, type CurveView, OUTCOME_WORDS, type OutcomeName } from "./view";

type CapacityPanelProps = {
  view: BacktestView;
  curve: CurveView | null;
  outcome: OutcomeName;
  /** As told by hand; null: what reps have shown. */
  perRep: number | null;
  onPerRep: (perRep: number | null) => void;
  onMove: (at: number) => void;
};

/** Whether sales can take what the draft brings, and which line would fill its time. */
export function CapacityPanel({ view, curve, outcome, perRep, onPerRep, onMove }: CapacityPanelProps) {
  const { reps, perRep: shown, repDays } = view.capacity;
  const each = perRep ?? shown;
  return (
    <Panel title="Can sales take them">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <span>A rep takes</span>
        <NumberInput
          label="Handoffs a rep takes on a working day"
          value={each}
          optional
          decimals
          min={0.1}
          max={1000}
          placeholder="?"
          onChange={onPerRep}
        />
        <span>
          handoffs a working day, {plural(reps, "rep")}: {each === null ? "?" : tenth(each * reps)} a day.
        </span>
      </div>
      <p className="mt-1 text-xs text-muted">
        {perRep !== null
          ? "As told here."
          : shown !== null
            ? `What reps have shown: the upper quartile of ${plural(repDays, "working day")} on which one answered.`
            : "Reps have answered on too few days to tell. Say how many one can take."}
      </p>
      {reps > 0 && <Loads view={view} each={each} />}
      {reps === 0 && <p className="mt-3 text-sm">There is no active rep to take anything.</p>}
      {curve && each !== null && reps > 0 && (
        <Proposal view={view} curve={curve} perDay={each * reps} outcome={outcome} onMove={onMove} />
      )}
    </Panel>
  );
}

const tenth = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 1 });

function Loads({ view, each }: { view: BacktestView; each: number | null }) {
  const { capacity, workingDays } = view;
  const perRep = (leads: number) => tenth(leads / Math.max(1, workingDays) / capacity.reps);
  return (
    <Table frameClassName="mt-3 -mx-4 w-auto">
      <thead>
        <tr>
          <HeadCell>A rep on a working day</HeadCell>
          <HeadCell numeric>If every MQL is handed over</HeadCell>
          <HeadCell numeric>Handed over at once</HeadCell>
          <HeadCell numeric>Busiest day</HeadCell>
          <HeadCell numeric>Days with more than they take</HeadCell>
        </tr>
      </thead>
      <tbody>
        {(["draft", "published"] as const).map((side) => {
          const { leads, handoffs, days } = view[side];
          return (
            <Row key={side}>
              <RowHead className="font-medium">
                {side === "draft" ? "Draft" : `Version ${view.model}`}
              </RowHead>
              <Cell numeric>{perRep(leads)}</Cell>
              <Cell numeric>{perRep(handoffs)}</Cell>
              <Cell numeric>{tenth(Math.max(0, ...days) / capacity.reps)}</Cell>
              <Cell numeric>
                {each === null
                  ? "–"
                  : ofTotal(days.filter((day) => day > each * capacity.reps).length, workingDays)}
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}

function Proposal({
  view,
  curve,
  perDay,
  outcome,
  onMove,
}: {
  view: BacktestView;
  curve: CurveView;
  perDay: number;
  outcome: OutcomeName;
  onMove: (at: number) => void;
}) {
  const points = lineThatFills(curve, perDay, view.workingDays);
  if (points === null)
    return (
      <p className="mt-3 text-sm text-pretty">
        No place of this line brings as few as that: even at {curve.low + curve.leads.length - 1} there would
        be more, by requests or by other criteria.
      </p>
    );
  const quality = qualityAt(curve, points, view.workingDays, outcome);
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3 border-t border-line pt-3">
      <p className="min-w-0 flex-1 text-sm text-pretty">
        <b className="font-semibold">A line at {points} fills their time</b>: {tenth(quality.perDay)} MQLs a
        working day.{" "}
        {quality.share
          ? `Expect ${rate(quality.share.value, 0)} of them (${rangeText(quality.share)}) as those that ${OUTCOME_WORDS[outcome].did}: ${ofTotal(quality.reached, quality.decided)} of whom it is known did.`
          : `Nobody knows yet how many of them ${OUTCOME_WORDS[outcome].did}.`}
        {quality.share &&
          quality.decided < FEW &&
          ` From ${count(quality.decided)} leads little can be said.`}
      </p>
      {points !== curve.at && (
        <Button size="sm" onClick={() => onMove(points)}>
          Look at {points}
        </Button>
      )}
    </div>
  );
}

const FEW = 30;
