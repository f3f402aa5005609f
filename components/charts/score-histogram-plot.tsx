"use client";

import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { count } from "@/components/ui/format";
import { useReducedMotion } from "./use-reduced-motion";

export type ScoreBin = {
  /** The lowest points of the bin. */
  from: number;
  label: string;
  published: number;
  draft: number;
};

type ScoreHistogramPlotProps = {
  bins: readonly ScoreBin[];
  title: string;
  description: string;
};

const AXIS = { fontSize: 11, fill: "var(--muted)" };

/** How many leads fall into each span of points, now and under the draft; the width is shared out evenly. */
export default function ScoreHistogramPlot({ bins, title, description }: ScoreHistogramPlotProps) {
  const still = useReducedMotion();
  return (
    <ResponsiveContainer width="100%" height={132}>
      <BarChart
        data={[...bins]}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        barGap={0}
        barCategoryGap={2}
        title={title}
        desc={description}
      >
        <XAxis
          dataKey="from"
          tick={AXIS}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={14}
        />
        <YAxis hide domain={[0, "dataMax"]} />
        <Tooltip
          cursor={{ fill: "var(--hover)" }}
          isAnimationActive={false}
          content={({ payload }) => {
            const bin = payload?.[0]?.payload as ScoreBin | undefined;
            return bin ? (
              <div className="rounded-md bg-text px-2 py-1 text-xs text-background">
                {bin.label}: {count(bin.draft)} under the draft, {count(bin.published)} now
              </div>
            ) : null;
          }}
        />
        <Bar dataKey="published" fill="var(--line-strong)" fillOpacity={0.5} isAnimationActive={!still} />
        <Bar dataKey="draft" fill="var(--chart-1)" isAnimationActive={!still} />
      </BarChart>
    </ResponsiveContainer>
  );
}
