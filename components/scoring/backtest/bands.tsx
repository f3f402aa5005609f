import { ofTotal, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { shareOf } from "@/lib/scoring/backtest/quality";
import { rangeText } from "./line-panel";
import { type BacktestView, OUTCOME_WORDS, type OutcomeName } from "./view";

type Band = BacktestView["draft"]["bands"][number];

/** How much better than all each band did, under both models, on the passes that really were. */
export function Bands({ view, outcome }: { view: BacktestView; outcome: OutcomeName }) {
  const { reached, missed } = view.happened[outcome];
  const base = shareOf(reached, reached + missed);
  const { did } = OUTCOME_WORDS[outcome];
  return (
    <Panel title="Lift by band" flush>
      {base === null || reached === 0 ? (
        <p className="px-4 py-3 text-sm text-muted">
          Of no lead that {did} in this time is it known yet, so no band can be compared.
        </p>
      ) : (
        <>
          <Table>
            <thead>
              <tr>
                <HeadCell>Band when the pass opened</HeadCell>
                <HeadCell numeric>Draft</HeadCell>
                <HeadCell numeric>Share</HeadCell>
                <HeadCell numeric>Lift</HeadCell>
                <HeadCell numeric>Version {view.model}</HeadCell>
                <HeadCell numeric>Share</HeadCell>
                <HeadCell numeric>Lift</HeadCell>
              </tr>
            </thead>
            <tbody>
              {view.draft.bands.map((band) => {
                const before = view.published.bands.find(
                  (other) => other.part === band.part && other.band === band.band,
                );
                return (
                  <Row key={`${band.part} ${band.band}`}>
                    <RowHead className="whitespace-nowrap font-medium">
                      {band.part === "fit" ? "Fit" : "Engagement"} {band.band}
                    </RowHead>
                    <BandCells band={band} outcome={outcome} base={base.value} />
                    <BandCells band={before} outcome={outcome} base={base.value} />
                  </Row>
                );
              })}
            </tbody>
          </Table>
          <p className="px-4 py-2 text-xs text-pretty text-muted">
            Of all passes of this time whose outcome is known {rate(base.value)} {did} (
            {ofTotal(reached, reached + missed)}): a lift of 2 is twice that. Where few are known the interval
            is wide and the lift means little.
          </p>
        </>
      )}
    </Panel>
  );
}

function BandCells({ band, outcome, base }: { band: Band | undefined; outcome: OutcomeName; base: number }) {
  const counts = band?.outcomes[outcome] ?? { reached: 0, missed: 0 };
  const known = counts.reached + counts.missed;
  const share = shareOf(counts.reached, known);
  return (
    <>
      <Cell numeric className="whitespace-nowrap">
        {ofTotal(counts.reached, known)}
      </Cell>
      <Cell numeric className="whitespace-nowrap">
        {share ? `${rate(share.value, 0)} (${rangeText(share)})` : "–"}
      </Cell>
      <Cell numeric>{share && base > 0 ? `× ${(share.value / base).toFixed(1)}` : "–"}</Cell>
    </>
  );
}
