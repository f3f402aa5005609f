import { ChartFrame } from "@/components/charts/chart-frame";
import { WeeksPlot } from "@/components/charts/plots";
import { count, shortDay } from "@/components/ui/format";
import { marksIn, marksWithNotes, type VersionMark } from "@/lib/funnel/marks";
import type { BacktestView } from "./view";

/** MQLs a week, now and under the draft. */
export function Weeks({
  view,
  at,
  marks,
}: {
  view: BacktestView;
  at: number | null;
  /** When versions of the model and the definition came into force. */
  marks: readonly VersionMark[];
}) {
  const { curve, published, draft, weeks } = view;
  const place = curve && at !== null ? at - curve.low : null;
  const points = weeks.map((monday, week) => ({
    label: shortDay(new Date(`${monday}T12:00:00Z`), new Date(view.to), "UTC"),
    published: published.weeks[week] ?? 0,
    draft: (place === null ? draft.weeks[week] : curve?.weeks[week]?.[place]) ?? 0,
    changed: marksIn(marks, "monday", monday),
    why: marksWithNotes(marks, "monday", monday),
  }));
  const whole = points.slice(1, -1);
  const mean = (of: "published" | "draft") =>
    Math.round(whole.reduce((sum, week) => sum + week[of], 0) / Math.max(1, whole.length));
  const title = `About ${count(mean("draft"))} MQLs a week under the draft, ${count(mean("published"))} now`;
  const summary =
    "Leads by the week of their first crossing; grey is the version in force. The first and the last week are cut by the window.";
  return (
    <ChartFrame
      title={title}
      summary={summary}
      file="backtest-weeks"
      table={{
        columns: [
          { label: "Week of" },
          { label: "Under the draft", numeric: true },
          { label: `Version ${view.model}`, numeric: true },
          { label: "Came into force" },
        ],
        rows: points.map(({ label, draft: then, published: now, why }) => [label, then, now, why]),
      }}
    >
      <WeeksPlot points={points} title={title} description={summary} />
    </ChartFrame>
  );
}
