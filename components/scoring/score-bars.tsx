import { cn } from "@/components/ui/cn";
import type { Score } from "@/lib/scoring/score";

type Bands = { fit: readonly number[] | null; engagement: readonly number[] };

/** Fit and engagement, each on a bar whose marks are where the bands begin. */
export function ScoreBars({
  score,
  bands,
}: {
  score: Pick<Score, "fit" | "engagement" | "fitBand" | "engagementBand">;
  bands: Bands;
}) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1.5 text-sm">
      {bands.fit && (
        <Bar label="Fit" points={score.fit} band={score.fitBand ?? ""} names="ABC" lowest={bands.fit} />
      )}
      <Bar
        label="Engagement"
        points={score.engagement}
        band={String(score.engagementBand)}
        names="123"
        lowest={bands.engagement}
      />
    </div>
  );
}

function Bar({
  label,
  points,
  band,
  names,
  lowest,
}: {
  label: string;
  points: number;
  band: string;
  names: string;
  lowest: readonly number[];
}) {
  const end = Math.max((lowest[0] ?? 0) * 1.35, points, 1);
  const share = (value: number) => `${Math.min(100, Math.max(0, (value / end) * 100))}%`;
  const marks = lowest.map((value, index) => `${names[index]} from ${value}`).join(", ");
  return (
    <>
      <span className="text-muted">{label}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: the native meter cannot carry the marks of the bands */}
      <div
        role="meter"
        aria-label={label}
        aria-valuenow={points}
        aria-valuemin={Math.min(0, points)}
        aria-valuemax={Math.round(end)}
        aria-valuetext={`${points} points, band ${band}; ${marks}`}
        title={marks}
        className="relative h-2 rounded-full bg-sunken dark:bg-line"
      >
        <div
          className={cn("h-full rounded-full", label === "Fit" ? "bg-chart-2" : "bg-accent")}
          style={{ width: share(points) }}
        />
        {lowest.map((value) => (
          <span
            key={value}
            className="absolute -inset-y-0.5 w-px bg-line-strong"
            style={{ left: share(value) }}
          />
        ))}
      </div>
      <span className={cn("text-right tabular-nums", points < 0 && "text-bad")}>
        {points < 0 ? `−${-points}` : points}
      </span>
    </>
  );
}
