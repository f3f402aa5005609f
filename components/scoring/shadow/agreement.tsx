import { SparkLine } from "@/components/scoring/spark-line";
import { count, dayText, ofTotal, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { markWords, type VersionMark } from "@/lib/funnel/marks";
import type { AgreementDay, OutcomeRow } from "@/lib/scoring/queries/challenger";

/** Of the leads that either calls MQL, those that both do. */
const agreementOf = ({ bothMql, championMql, challengerMql }: AgreementDay): number | null => {
  const either = championMql + challengerMql - bothMql;
  return either === 0 ? null : bothMql / either;
};

const SHOWN = 14;

const wordsOn = (marks: readonly VersionMark[], on: string): string =>
  marks
    .filter((mark) => mark.on === on)
    .map(markWords)
    .join(", ");

/** How far the two agreed, day by day. */
export function Agreement({
  days,
  marks,
}: {
  days: readonly AgreementDay[];
  /** When versions came into force: the challenger's opponent was another one from then on. */
  marks: readonly VersionMark[];
}) {
  const told = days.flatMap((day) => agreementOf(day) ?? []);
  return (
    <Panel title="Agreement over time" flush>
      <div className="px-4 pt-3">
        <p className="text-xs text-muted">
          Of the leads that either model calls MQL at the end of a day, the share that both do.
        </p>
        <SparkLine
          values={told}
          min={0}
          max={1}
          label={`Agreement from ${rate(told[0] ?? null)} to ${rate(told.at(-1) ?? null)} over ${told.length} days`}
          className="mt-2"
        />
      </div>
      {days.length === 0 && (
        <p className="px-4 py-4 text-sm text-muted">The first day is told when every lead was looked at.</p>
      )}
      <Table className={days.length === 0 ? "hidden" : undefined}>
        <thead>
          <tr>
            <HeadCell>Day</HeadCell>
            <HeadCell numeric>Agreement</HeadCell>
            <HeadCell numeric>Both</HeadCell>
            <HeadCell numeric>In force only</HeadCell>
            <HeadCell numeric>Challenger only</HeadCell>
            <HeadCell numeric>Same grade</HeadCell>
          </tr>
        </thead>
        <tbody>
          {days
            .slice(-SHOWN)
            .toReversed()
            .map((day) => (
              <Row key={day.on}>
                <RowHead className="whitespace-nowrap">
                  {dayText(day.on)}
                  <span className="ml-1.5 text-xs text-accent-text">{wordsOn(marks, day.on)}</span>
                </RowHead>
                <Cell numeric>{rate(agreementOf(day))}</Cell>
                <Cell numeric>{count(day.bothMql)}</Cell>
                <Cell numeric>{count(day.championMql - day.bothMql)}</Cell>
                <Cell numeric>{count(day.challengerMql - day.bothMql)}</Cell>
                <Cell numeric>{ofTotal(day.sameGrade, day.leads)}</Cell>
              </Row>
            ))}
        </tbody>
      </Table>
    </Panel>
  );
}

const SIDE: Record<OutcomeRow["side"], { label: string; meaning: string }> = {
  both: { label: "Both", meaning: "MQLs that the challenger would have made, too" },
  champion: { label: "In force only", meaning: "MQLs that the challenger would not have made" },
  challenger: {
    label: "Challenger only",
    meaning: "Leads it calls MQL now and the version in force does not; what came of them some other way",
  },
};

/** What became of the leads of each side since the challenger began. */
export function Outcomes({ outcomes }: { outcomes: readonly OutcomeRow[] }) {
  const cell = (of: number, n: number) => (n === 0 ? "–" : `${rate(of / n)} · ${ofTotal(of, n)}`);
  return (
    <Panel title="What became of them" flush>
      <Table>
        <thead>
          <tr>
            <HeadCell>Called MQL by</HeadCell>
            <HeadCell numeric>n</HeadCell>
            <HeadCell numeric>Accepted</HeadCell>
            <HeadCell numeric>SQL</HeadCell>
            <HeadCell numeric>Opportunity</HeadCell>
            <HeadCell numeric>Customer</HeadCell>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ side, n, accepted, sql, opportunity, customer }) => (
            <Row key={side}>
              <RowHead className="min-w-56 py-1.5">
                {SIDE[side].label}
                <span className="block text-xs text-muted">{SIDE[side].meaning}</span>
              </RowHead>
              <Cell numeric>{count(n)}</Cell>
              {[accepted, sql, opportunity, customer].map((of, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed.
                <Cell key={index} numeric className="whitespace-nowrap">
                  {cell(of, n)}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
