"use client";

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { count, ofTotal, rate } from "@/components/ui/format";
import { useReducedMotion } from "./use-reduced-motion";
import { versionLabel, versionLines } from "./version-label";

type CohortPoint = {
  label: string;
  volume: number;
  /** Share converted; null where the cohort is empty. Young cohorts are drawn apart, never as a decline. */
  rate: number | null;
  reached: number;
  young: boolean;
  /** What came into force in it: "model 4". Empty when nothing did. */
  changed: string;
};

type CohortPlotProps = {
  points: readonly CohortPoint[];
  title: string;
  description: string;
  rateLabel: string;
};

const AXIS = { fontSize: 11, fill: "var(--muted)" };

/** Cohort sizes as columns, their conversion as a line over them. Young cohorts are hollow and not joined: no decline. */
export default function CohortPlot({ points, title, description, rateLabel }: CohortPlotProps) {
  const still = useReducedMotion();
  const data = points.map((point) => ({
    ...point,
    settled: point.young ? null : point.rate,
    open: point.young ? point.rate : null,
  }));
  return (
    <ResponsiveContainer width="100%" height={224}>
      <ComposedChart
        data={data}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        title={title}
        desc={description}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="label"
          tick={AXIS}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={12}
        />
        <YAxis
          yAxisId="volume"
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={40}
          allowDecimals={false}
        />
        <YAxis
          yAxisId="rate"
          orientation="right"
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={44}
          domain={[0, "auto"]}
          tickFormatter={(value: number) => rate(value, 0)}
        />
        <Tooltip
          cursor={{ fill: "var(--hover)" }}
          isAnimationActive={false}
          content={({ payload }) => (
            <PointText point={payload?.[0]?.payload as CohortPoint} label={rateLabel} />
          )}
        />
        {versionLines(points).map(({ label, changed, place }) => (
          <ReferenceLine
            key={label}
            yAxisId="volume"
            x={label}
            stroke="var(--accent)"
            strokeDasharray="3 3"
            label={versionLabel(changed, place)}
          />
        ))}
        <Bar
          yAxisId="volume"
          dataKey="volume"
          fill="var(--line-strong)"
          fillOpacity={0.35}
          radius={[2, 2, 0, 0]}
          maxBarSize={44}
          isAnimationActive={!still}
        />
        <Line
          yAxisId="rate"
          dataKey="settled"
          stroke="var(--chart-1)"
          strokeWidth={2}
          dot={{ r: 2.5, fill: "var(--chart-1)" }}
          isAnimationActive={!still}
        />
        <Line
          yAxisId="rate"
          dataKey="open"
          stroke="none"
          dot={{ r: 3, fill: "var(--surface)", stroke: "var(--chart-1)", strokeWidth: 1.5 }}
          activeDot={false}
          isAnimationActive={!still}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function PointText({ point, label }: { point: CohortPoint | undefined; label: string }) {
  if (!point) return null;
  return (
    <div className="rounded-md bg-text px-2 py-1 text-xs text-background">
      <div className="font-medium">{point.label}</div>
      <div>{count(point.volume)} MQLs</div>
      <div>
        {label} {rate(point.rate)} · {ofTotal(point.reached, point.volume)}
        {point.young && " · still open"}
      </div>
      {point.changed && <div>New: {point.changed}</div>}
    </div>
  );
}
