import { ChartFrame } from "@/components/charts/chart-frame";
import { HistogramPlot } from "@/components/charts/plots";
import { count, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { kpi } from "@/lib/funnel/kpis";
import type { Answer } from "@/lib/funnel/queries/figures";
import type { OutcomeView } from "@/lib/funnel/queries/page";
import { type FunnelView, rowsHref } from "@/lib/funnel/view";
import { groundText, valueText } from "./figure-text";
import { NumberLink } from "./number-link";

/** How high passes scored when they became MQL. All of them in one band is no distribution. */
export function ScoreChart({ scores }: { scores: Answer }) {
  const bands = scores.parts.map((part) => ({ label: part.key ?? "–", n: part.denominator }));
  const total = scores.whole.denominator;
  const largest = bands.toSorted((a, b) => b.n - a.n)[0];
  if (!largest || bands.length < 2) {
    const score = largest
      ? `All ${count(total)} passes entered MQL with ${largest.label} points.`
      : "No pass entered MQL.";
    return (
      <Panel title="Score at MQL">
        <p className="text-muted">{score}</p>
      </Panel>
    );
  }
  const title = `Most passes entered MQL with ${largest.label} points`;
  const summary = `${rate(largest.n / total, 0)} of ${count(total)} passes, in bands of ten points.`;
  return (
    <ChartFrame
      title={title}
      summary={summary}
      file="score-at-mql"
      table={{
        columns: [{ label: "Score" }, { label: "Passes", numeric: true }, { label: "Share", numeric: true }],
        rows: bands.map(({ label, n }) => [label, n, Number((n / total).toFixed(4))]),
      }}
    >
      <HistogramPlot bands={bands} title={title} description={summary} />
    </ChartFrame>
  );
}

/** What the deals are worth and how often and how fast they are won. */
export function DealsPanel({
  outcome: { open, won, winRate, velocity },
  view,
  currency,
}: {
  outcome: OutcomeView;
  view: FunnelView;
  currency: string;
}) {
  return (
    <Panel title="Deals">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-4">
        {[open, won, winRate, velocity].map((answer) => (
          <div key={answer.question.kpi}>
            <dt className="text-xs text-muted">{kpi(answer.question.kpi).label}</dt>
            <dd>
              <span className="block text-lg font-semibold">
                <NumberLink href={rowsHref(view, answer.question)} empty={answer.whole.denominator === 0}>
                  {valueText(answer.whole, currency)}
                </NumberLink>
              </span>
              <span className="text-xs text-muted">{groundText(answer.whole)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
