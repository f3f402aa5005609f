"use client";

import {
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ofTotal, rate } from "@/components/ui/format";
import { useReducedMotion } from "./use-reduced-motion";

export type CalibrationPoint = {
  /** Told chance and the share that happened, with its range; fractions. */
  told: number;
  share: number;
  low: number;
  high: number;
  n: number;
  converted: number;
};

type CalibrationPlotProps = { points: readonly CalibrationPoint[]; title: string; description: string };

const AXIS = { fontSize: 11, fill: "var(--muted)" };

/** Told chances against what happened; on the diagonal both are the same. */
export default function CalibrationPlot({ points, title, description }: CalibrationPlotProps) {
  const still = useReducedMotion();
  const data = points.map((point) => ({
    ...point,
    reach: [point.share - point.low, point.high - point.share],
  }));
  const end = Math.min(1, Math.ceil(Math.max(...points.flatMap(({ told, high }) => [told, high])) * 10) / 10);
  const percent = (value: number) => rate(value, 0);
  return (
    <ResponsiveContainer width="100%" height={240}>
      <ScatterChart margin={{ top: 8, right: 12, bottom: 16, left: 0 }} title={title} desc={description}>
        <XAxis
          type="number"
          dataKey="told"
          domain={[0, end]}
          tick={AXIS}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          tickFormatter={percent}
          label={{ value: "Chance told", position: "insideBottom", offset: -10, ...AXIS }}
        />
        <YAxis
          type="number"
          dataKey="share"
          domain={[0, end]}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={44}
          tickFormatter={percent}
        />
        <ReferenceLine
          segment={[
            { x: 0, y: 0 },
            { x: end, y: end },
          ]}
          stroke="var(--line-strong)"
          strokeDasharray="3 3"
        />
        <Tooltip
          cursor={false}
          isAnimationActive={false}
          content={({ payload }) => (
            <PointText point={payload?.[0]?.payload as CalibrationPoint | undefined} />
          )}
        />
        <Scatter
          data={data}
          fill="var(--chart-1)"
          line={{ stroke: "var(--chart-1)" }}
          isAnimationActive={!still}
        >
          <ErrorBar
            dataKey="reach"
            direction="y"
            width={4}
            stroke="var(--chart-1)"
            strokeOpacity={0.6}
            isAnimationActive={!still}
          />
        </Scatter>
      </ScatterChart>
    </ResponsiveContainer>
  );
}

function PointText({ point }: { point: CalibrationPoint | undefined }) {
  if (!point) return null;
  return (
    <div className="rounded-md bg-text px-2 py-1 text-xs text-background">
      <div>Told {rate(point.told)}</div>
      <div>
        Happened {rate(point.share)} · {ofTotal(point.converted, point.n)}
      </div>
    </div>
  );
}
