"use client";

import { Bar, BarChart, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { count, rate } from "@/components/ui/format";
import { useReducedMotion } from "./use-reduced-motion";

export type Band = { label: string; n: number };

type HistogramPlotProps = { bands: readonly Band[]; title: string; description: string };

const AXIS = { fontSize: 11, fill: "var(--muted)" };

/** How many fall into each band; the numbers stand on the columns. */
export default function HistogramPlot({ bands, title, description }: HistogramPlotProps) {
  const still = useReducedMotion();
  const total = bands.reduce((sum, band) => sum + band.n, 0);
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart
        data={[...bands]}
        margin={{ top: 18, right: 0, bottom: 0, left: 0 }}
        title={title}
        desc={description}
      >
        <XAxis
          dataKey="label"
          tick={AXIS}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={4}
        />
        <YAxis hide domain={[0, "dataMax"]} />
        <Tooltip
          cursor={{ fill: "var(--hover)" }}
          isAnimationActive={false}
          content={({ payload }) => {
            const band = payload?.[0]?.payload as Band | undefined;
            return band ? (
              <div className="rounded-md bg-text px-2 py-1 text-xs text-background">
                {band.label}: {count(band.n)} · {rate(band.n / total)}
              </div>
            ) : null;
          }}
        />
        <Bar
          dataKey="n"
          fill="var(--chart-2)"
          radius={[2, 2, 0, 0]}
          maxBarSize={56}
          isAnimationActive={!still}
        >
          <LabelList dataKey="n" position="top" fontSize={11} fill="var(--muted)" />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}
