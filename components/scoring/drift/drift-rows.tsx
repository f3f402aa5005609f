import Link from "next/link";
import { absoluteTime, dayText } from "@/components/ui/format";
import { GradeChip } from "@/components/ui/grade-chip";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/page";
import { StageBadge } from "@/components/ui/stage-badge";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { Measure } from "@/lib/scoring/drift/control";
import { bandWords, MEASURE_LABEL, MEASURE_MEANING } from "@/lib/scoring/drift/words";
import type { DriftRow } from "@/lib/scoring/queries/drift";

const COUNTS: Record<Measure, { yes: string; no: string }> = {
  volume: { yes: "MQL", no: "" },
  acceptance: { yes: "accepted", no: "rejected" },
  conversion: { yes: "SQL in time", no: "not in time" },
};

/** The rows behind one number of the board. */
export function DriftRows({
  band,
  measure,
  week,
  rows,
  zone,
}: {
  band: string;
  measure: Measure;
  week: string;
  rows: readonly DriftRow[];
  zone: string;
}) {
  return (
    <Panel
      flush
      title={`${bandWords(band)}, ${MEASURE_LABEL[measure].toLowerCase()}, week of ${dayText(week)}`}
      actions={
        <LinkButton href="/scoring/drift" look="ghost" size="sm">
          Close
        </LinkButton>
      }
    >
      <p className="px-4 py-2 text-xs text-muted">
        {MEASURE_MEANING[measure]}: {rows.filter(({ counts }) => counts).length} of {rows.length} rows.
      </p>
      {rows.length > 0 && (
        <Table>
          <thead>
            <tr>
              <HeadCell>Lead</HeadCell>
              <HeadCell>Now</HeadCell>
              <HeadCell numeric>Score at MQL</HeadCell>
              <HeadCell>{measure === "acceptance" ? "Answered" : "MQL"}</HeadCell>
              <HeadCell>Counts as</HeadCell>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.leadId} ${row.at.toISOString()}`}>
                <RowHead className="whitespace-nowrap">
                  <Link
                    href={`/leads/${row.leadId}`}
                    className="font-medium underline-offset-4 hover:underline"
                  >
                    {row.name}
                  </Link>{" "}
                  <span className="text-muted">{row.company}</span>
                </RowHead>
                <Cell>
                  <StageBadge stage={row.stage} />
                </Cell>
                <Cell numeric>
                  <span className="inline-flex items-center gap-2">
                    {row.score} <GradeChip grade={row.grade} />
                  </span>
                </Cell>
                <Cell className="whitespace-nowrap text-muted">{absoluteTime(row.at, zone)}</Cell>
                <Cell className="whitespace-nowrap">
                  {row.counts ? COUNTS[measure].yes : COUNTS[measure].no}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
