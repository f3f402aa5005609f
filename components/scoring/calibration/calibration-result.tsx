import { ChartFrame } from "@/components/charts/chart-frame";
import { CalibrationPlot } from "@/components/charts/plots";
import { count, dayText, ofTotal, rate } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { StatTile, StatTiles } from "@/components/ui/stat-tile";
import type { Calibrated } from "@/lib/scoring/calibration/calibrate";
import type { Interval } from "@/lib/scoring/calibration/discrimination";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { dayOf } from "@/lib/shared/day";
import { ProposalForm } from "./proposal-form";

type CalibrationResultProps = {
  calibrationId: string;
  calibrated: Calibrated;
  /** Leads that taught nothing, in words; empty when all did. */
  leftOut: string;
  document: ScoringModelDocument;
  zone: string;
  revision: number;
  /** The version that was published since; null while the calibrated one is in force. */
  outdatedBy: number | null;
  editable: boolean;
};

/** How well points tell who converts, whether told chances come true, and what the outcomes say of each rule. */
export function CalibrationResult({
  calibrationId,
  calibrated,
  leftOut,
  document,
  zone,
  revision,
  outdatedBy,
  editable,
}: CalibrationResultProps) {
  const { train, test, auc, doubling } = calibrated;
  return (
    <>
      {outdatedBy !== null && (
        <Notice tone="warn">Version {outdatedBy} was published since. Calibrate again to change it.</Notice>
      )}
      <StatTiles className="md:grid-cols-3">
        <StatTile
          label="Points now"
          value={auc.current.value.toFixed(3)}
          basis={rangeText(auc.current)}
          explanation="The area under the ROC curve on the newest 30 % of the leads, which nothing was learned from: the chance that a lead that converted has more points than one that did not. 0.5 is a coin, 1 is perfect. With its 95 % interval by DeLong; before decay and caps."
        />
        <StatTile
          label="Points proposed"
          value={auc.proposed.value.toFixed(3)}
          basis={rangeText(auc.proposed)}
          change={changeFrom(auc.current.value, auc.proposed.value)}
          explanation="The same with the proposed points that are ticked at first."
        />
        <StatTile
          label="The regression itself"
          value={auc.regression.value.toFixed(3)}
          basis={rangeText(auc.regression)}
          explanation="What these rules can tell at best, before rounding to points."
          className="col-span-2 md:col-span-1"
        />
      </StatTiles>
      <p className="max-w-prose text-sm text-pretty text-muted">
        Learned from {count(train.n)} leads captured {spanText(train, zone)} (
        {ofTotal(train.converted, train.n)} converted), tried on {count(test.n)} captured{" "}
        {spanText(test, zone)} ({ofTotal(test.converted, test.n)}).
        {leftOut && ` Left out: ${leftOut}.`} {doubling.toFixed(doubling < 10 ? 1 : 0)} points double the
        odds; the spread of the scores stays as it is.
      </p>
      <Curve calibrated={calibrated} />
      <ProposalForm
        calibrationId={calibrationId}
        rules={calibrated.rules}
        labels={Object.fromEntries(document.rules.map(({ id, label }) => [id, label]))}
        revision={revision}
        editable={editable && outdatedBy === null}
      />
    </>
  );
}

const rangeText = ({ low, high }: Interval): string => `AUC, ${low.toFixed(3)} to ${high.toFixed(3)}`;

const spanText = ({ from, to }: { from: string; to: string }, zone: string): string => {
  const [first, last] = [from, to].map((at) => dayText(dayOf(new Date(at), zone)));
  return first === last ? `on ${first}` : `${first} to ${last}`;
};

function changeFrom(before: number, after: number) {
  const difference = after - before;
  if (Math.abs(difference) < 0.0005)
    return { direction: "flat", text: "as now", meaning: "neutral" } as const;
  return difference > 0
    ? ({ direction: "up", text: `${difference.toFixed(3)} better`, meaning: "good" } as const)
    : ({ direction: "down", text: `${(-difference).toFixed(3)} worse`, meaning: "bad" } as const);
}

function Curve({ calibrated: { curve, test } }: { calibrated: Calibrated }) {
  const points = curve.map(({ told, share, n, converted }) => ({
    told,
    share: share.value,
    low: share.low,
    high: share.high,
    n,
    converted,
  }));
  const within = points.filter(({ told, low, high }) => low <= told && told <= high).length;
  const title = `Told chances came true in ${within} of ${points.length} groups of leads`;
  const summary = `${count(test.n)} leads that nothing was learned from, in groups of equal size by the chance they were told; the bars are 95 % intervals (Wilson), the dashed line is where both are the same.`;
  return (
    <ChartFrame
      title={title}
      summary={summary}
      file="calibration-curve"
      table={{
        columns: [
          { label: "Chance told" },
          { label: "Leads", numeric: true },
          { label: "Converted", numeric: true },
          { label: "Share", numeric: true },
          { label: "From", numeric: true },
          { label: "To", numeric: true },
        ],
        rows: points.map(({ told, n, converted, share, low, high }) => [
          rate(told),
          n,
          converted,
          Number(share.toFixed(4)),
          Number(low.toFixed(4)),
          Number(high.toFixed(4)),
        ]),
      }}
    >
      <CalibrationPlot points={points} title={title} description={summary} />
    </ChartFrame>
  );
}
