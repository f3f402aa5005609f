import { count, ofTotal, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { shareOf } from "@/lib/scoring/backtest/quality";
import { rangeText } from "./line-panel";
import { type BacktestView, OUTCOME_WORDS, type OutcomeName } from "./view";

const CELLS = [
  { cell: "both", label: "MQL under both" },
  { cell: "entering", label: "Enter: only under the draft" },
  { cell: "leaving", label: "Leave: only now" },
  { cell: "neither", label: "MQL under neither" },
] as const;

/** Old against new, and what really became of the leads in each of the four cells. */
export function Confusion({ view, outcome }: { view: BacktestView; outcome: OutcomeName }) {
  return (
    <Panel title="What really became of them" flush>
      <Table>
        <thead>
          <tr>
            <HeadCell>Leads</HeadCell>
            <HeadCell numeric>n</HeadCell>
            <HeadCell numeric>{OUTCOME_WORDS[outcome].label}</HeadCell>
            <HeadCell numeric>Of those known</HeadCell>
            <HeadCell numeric>95 % interval</HeadCell>
            <HeadCell numeric>Still in work</HeadCell>
            <HeadCell numeric>Never given to sales</HeadCell>
          </tr>
        </thead>
        <tbody>
          {CELLS.map(({ cell, label }) => {
            const { leads, outcomes } = view.confusion[cell];
            const { reached, missed, open, untried } = outcomes[outcome];
            const share = shareOf(reached, reached + missed);
            return (
              <Row key={cell}>
                <RowHead className="whitespace-nowrap font-medium">{label}</RowHead>
                <Cell numeric>{count(leads)}</Cell>
                <Cell numeric>{rate(share?.value ?? null)}</Cell>
                <Cell numeric>{ofTotal(reached, reached + missed)}</Cell>
                <Cell numeric className="whitespace-nowrap">
                  {share ? rangeText(share) : "–"}
                </Cell>
                <Cell numeric>{count(open)}</Cell>
                <Cell numeric>{count(untried)}</Cell>
              </Row>
            );
          })}
        </tbody>
      </Table>
      <p className="px-4 py-2 text-xs text-pretty text-muted">
        Of leads that sales was never given nobody knows what they would have become; those that enter are
        mostly such leads. Shares say nothing of them.
      </p>
    </Panel>
  );
}
