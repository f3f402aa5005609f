"use client";

import dynamic from "next/dynamic";
import type { ScoreBin } from "@/components/charts/score-histogram-plot";
import { count, plural } from "@/components/ui/format";
import { Skeleton } from "@/components/ui/skeleton";
import { withCriterion } from "@/lib/scoring/edit";
import { bandsOf, meetsAny } from "@/lib/scoring/grade";
import type { Criterion, ScoringModelDocument } from "@/lib/scoring/model";
import type { PreviewView } from "./preview-view";
import { ThresholdLine } from "./threshold-line";

const Plot = dynamic(() => import("@/components/charts/score-histogram-plot"), {
  ssr: false,
  loading: () => <Skeleton className="h-33 w-full" />,
});

type Sample = PreviewView["sample"];
type Sampled = Sample["draft"][number];

type ThresholdHistogramProps = {
  document: ScoringModelDocument;
  published: ScoringModelDocument;
  sample: Sample;
  editable: boolean;
  onChange: (document: ScoringModelDocument) => void;
};

/** The scores as they are and as they would be, with the MQL line to move and what moving it does, at once. */
export function ThresholdHistogram(props: ThresholdHistogramProps) {
  const { document, published, sample, editable, onChange } = props;
  const line = lineOf(document.mql[0]);
  const bins = binsOf(sample, line?.part ?? "engagement");
  const now = sample.published.map((score) => isMql(score, published));
  const then = sample.draft.map((score) => isMql(score, document));
  const enter = then.filter((met, index) => met && !now[index]).length;
  const leave = now.filter((met, index) => met && !then[index]).length;
  const share = sample.size > 0 ? sample.of / sample.size : 1;
  const estimate = (leads: number) => count(Math.round(leads * share));
  const about = sample.size < sample.of ? "about " : "";
  const sentence = `${about}${estimate(then.filter(Boolean).length)} of ${plural(sample.of, "lead")} meet the MQL line; ${estimate(enter)} enter, ${estimate(leave)} leave`;
  if (sample.size === 0) return <p className="text-sm text-muted">There are no leads to score yet.</p>;
  return (
    <section>
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="text-sm font-semibold">
          {line
            ? `${line.label} of ${plural(sample.of, "lead")}`
            : `Engagement of ${plural(sample.of, "lead")}`}
        </h2>
        {sample.size < sample.of && (
          <span className="text-xs text-muted">from a sample of {count(sample.size)}</span>
        )}
      </div>
      <p className="text-xs text-muted" aria-live="polite">
        <b className="text-base font-semibold text-text tabular-nums">
          {about}
          {estimate(then.filter(Boolean).length)}
        </b>{" "}
        meet the MQL line (now {estimate(now.filter(Boolean).length)})
        {enter > 0 && <span className="text-good"> · +{estimate(enter)} enter</span>}
        {leave > 0 && <span className="text-bad"> · −{estimate(leave)} leave</span>}
      </p>
      <div className="relative">
        <Plot bins={bins} title="Scores under the draft and now" description={sentence} />
        {line && (
          <ThresholdLine
            label={`MQL line: ${line.label.toLowerCase()} from`}
            name={`MQL ${line.points}`}
            text={`${line.points}: ${sentence}`}
            points={line.points}
            span={TOP + WIDTH}
            disabled={!editable}
            onChange={(points) => onChange(withCriterion(document, "mql", 0, line.moved(points)))}
          />
        )}
      </div>
    </section>
  );
}

function isMql([fit, engagement, total]: Sampled, document: ScoringModelDocument): boolean {
  const bands = bandsOf(fit, engagement, document.bands);
  return meetsAny(document.mql, { fit, engagement, total, ...bands });
}

type Line = {
  part: "engagement" | "total";
  label: string;
  points: number;
  moved: (points: number) => Criterion;
};

/** The part of the first criterion that is a number to move: engagement, else the total. */
function lineOf(criterion: Criterion | undefined): Line | null {
  if (criterion?.minEngagement !== undefined)
    return {
      part: "engagement",
      label: "Engagement",
      points: criterion.minEngagement,
      moved: (minEngagement) => ({ ...criterion, minEngagement }),
    };
  if (criterion?.minTotal !== undefined)
    return {
      part: "total",
      label: "Total",
      points: criterion.minTotal,
      moved: (minTotal) => ({ ...criterion, minTotal }),
    };
  return null;
}

const TOP = 100;
const WIDTH = 5;

const binFrom = (points: number): number => Math.min(TOP, Math.max(0, Math.floor(points / WIDTH) * WIDTH));

/** Spans of five points; what lies outside 0 to 100 is counted in the first or the last. */
function binsOf(sample: Sample, part: "engagement" | "total"): ScoreBin[] {
  const place = part === "engagement" ? 1 : 2;
  const bins = Array.from({ length: TOP / WIDTH + 1 }, (_, index): ScoreBin => {
    const from = index * WIDTH;
    const label =
      from === TOP ? `${TOP} and more` : from === 0 ? `up to ${WIDTH - 1}` : `${from}–${from + WIDTH - 1}`;
    return { from, label, published: 0, draft: 0 };
  });
  for (const model of ["published", "draft"] as const)
    for (const score of sample[model]) bins[binFrom(score[place]) / WIDTH]![model]++;
  return bins;
}
