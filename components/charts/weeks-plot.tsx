"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { count } from "@/components/ui/format";
import { useReducedMotion } from "./use-reduced-motion";
import { versionLabel, versionLines } from "./version-label";

export type WeekPoint = {
  label: string;
  published: number;
  draft: number;
  /** What came into force in it: "model 4". Empty when nothing did. */
  changed: string;
};

type WeeksPlotProps = { points: readonly WeekPoint[]; title: string; description: string };

const AXIS = { fontSize: 11, fill: "var(--muted)" };

/** How many a week under the version in force and under the draft, side by side. */
export default function WeeksPlot({ points, title, description }: WeeksPlotProps) {
  const still = useReducedMotion();
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart
        data={[...points]}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        barGap={0}
        barCategoryGap="22%"
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
        <YAxis tick={AXIS} tickLine={false} axisLine={false} width={44} allowDecimals={false} />
        <Tooltip
          cursor={{ fill: "var(--hover)" }}
          isAnimationActive={false}
          content={({ payload }) => {
            const week = payload?.[0]?.payload as WeekPoint | undefined;
            return week ? (
              <div className="rounded-md bg-text px-2 py-1 text-xs text-background">
                <div className="font-medium">Week of {week.label}</div>
                {count(week.draft)} under the draft, {count(week.published)} now
                {week.changed && <div>Came into force: {week.changed}</div>}
              </div>
            ) : null;
          }}
        />
        {versionLines(points).map(({ label, changed, place }) => (
          <ReferenceLine
            key={label}
            x={label}
            stroke="var(--accent)"
            strokeDasharray="3 3"
            label={versionLabel(changed, place)}
          />
        ))}
        <Bar dataKey="published" fill="var(--line-strong)" fillOpacity={0.5} isAnimationActive={!still} />
        <Bar dataKey="draft" fill="var(--chart-1)" isAnimationActive={!still} />
      </BarChart>
    </ResponsiveContainer>
  );
}
