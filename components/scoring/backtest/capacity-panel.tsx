"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { count, ofTotal, plural, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { volumeOf } from "@/lib/scoring/backtest/capacity";
import { lineThatFills, qualityAt } from "@/lib/scoring/backtest/quality";
import { NumberInput } from "../editor/number-input";
import { rangeText } from "./line-panel";
import { RepCapacities } from "./rep-capacities";
import { type BacktestView, type CurveView, OUTCOME_WORDS, type OutcomeName } from "./view";

type CapacityPanelProps = {
  view: BacktestView;
  curve: CurveView | null;
  outcome: OutcomeName;
  /** What each rep is tried with here; null: what was set or shown. */
  perRep: number | null;
  /** Whether the viewer sets what people take. */
  mayManage: boolean;
  onPerRep: (perRep: number | null) => void;
  onMove: (at: number) => void;
};

/** Whether sales can take what the draft brings, and which line would fill its time. */
export function CapacityPanel({
  view,
  curve,
  outcome,
  perRep,
  mayManage,
  onPerRep,
  onMove,
}: CapacityPanelProps) {
  const { capacity } = view;
  const perDay = volumeOf(capacity, perRep);
  if (capacity.reps === 0)
    return (
      <Panel title="Can sales take them">
        <p className="text-sm">No rep is there in the next four weeks to take anything.</p>
      </Panel>
    );
  return (
    <Panel title="Can sales take them">
      <p className="text-sm text-pretty">
        {perDay === null ? (
          <Unknown capacity={capacity} mayManage={mayManage} />
        ) : (
          <>
            {plural(capacity.reps, "rep")} together take{" "}
            <b className="font-semibold tabular-nums">{tenth(perDay)} handoffs a working day</b> in the next
            four weeks
            {capacity.repsPerDay < capacity.reps && `, ${tenth(capacity.repsPerDay)} of them there a day`}.
          </>
        )}
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
        <span>{perRep === null ? "Try another number: each takes" : "Tried here, not kept: each takes"}</span>
        <NumberInput
          label="Handoffs each rep takes on a working day, to try"
          value={perRep}
          optional
          decimals
          min={0.1}
          max={1000}
          placeholder="–"
          onChange={onPerRep}
        />
        <span>a working day.</span>
      </div>
      <RepCapacities capacity={capacity} mayManage={mayManage} />
      <Loads view={view} perDay={perDay} />
      {curve && perDay !== null && (
        <Proposal view={view} curve={curve} perDay={perDay} outcome={outcome} onMove={onMove} />
      )}
    </Panel>
  );
}

/** Whose number is missing, and where to tell it. */
function Unknown({ capacity, mayManage }: { capacity: BacktestView["capacity"]; mayManage: boolean }) {
  const unknown = capacity.people.filter(({ perDay, workingDays }) => perDay === null && workingDays > 0);
  const [first] = unknown;
  const who =
    unknown.length === 1 && first
      ? first.name
      : `${count(unknown.length)} of ${plural(capacity.reps, "rep")}`;
  return (
    <>
      It is not known how many handoffs {who} can take on a working day: nobody set it, and reps have answered
      on too few days to tell.{" "}
      {mayManage ? (
        <Link href="/settings/people" className="text-accent-text underline underline-offset-2">
          Set it
        </Link>
      ) : (
        "An admin sets it under People."
      )}
    </>
  );
}

const tenth = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 1 });

function Loads({ view, perDay }: { view: BacktestView; perDay: number | null }) {
  const { capacity, workingDays } = view;
  const aRep = (leads: number) => tenth(leads / capacity.repsPerDay);
  const aRepDay = (leads: number) => aRep(leads / Math.max(1, workingDays));
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
              <Cell numeric>{aRepDay(leads)}</Cell>
              <Cell numeric>{aRepDay(handoffs)}</Cell>
              <Cell numeric>{aRep(Math.max(0, ...days))}</Cell>
              <Cell numeric>
                {perDay === null ? "–" : ofTotal(days.filter((day) => day > perDay).length, workingDays)}
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
