import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { SparkLine } from "@/components/scoring/spark-line";
import { Badge } from "@/components/ui/badge";
import { dayText } from "@/components/ui/format";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { weekValue } from "@/lib/scoring/drift/control";
import { bandWords, rangeWords, weekWords } from "@/lib/scoring/drift/words";
import type { DriftLine } from "@/lib/scoring/queries/drift";

/** Of one measure, each band's last week beside where it usually lies. */
export function DriftTable({ lines }: { lines: readonly DriftLine[] }) {
  return (
    <Table>
      <thead>
        <tr>
          <HeadCell>Band</HeadCell>
          <HeadCell>Week of</HeadCell>
          <HeadCell numeric>Now</HeadCell>
          <HeadCell numeric>Usually</HeadCell>
          <HeadCell className="w-36">Weeks before</HeadCell>
          <HeadCell>Verdict</HeadCell>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <DriftRow key={line.band} line={line} />
        ))}
      </tbody>
    </Table>
  );
}

function DriftRow({ line }: { line: DriftLine }) {
  const { band, measure, now, range, side, before } = line;
  const values = [...before, now].flatMap((week) => weekValue(week) ?? []);
  const href = `/scoring/drift?${new URLSearchParams({ band, measure, week: now.week })}`;
  return (
    <Row>
      <RowHead className="whitespace-nowrap font-medium">{bandWords(band)}</RowHead>
      <Cell className="whitespace-nowrap text-muted">{dayText(now.week)}</Cell>
      <Cell numeric className="whitespace-nowrap">
        <Link href={href} scroll={false} className="underline-offset-4 hover:underline">
          {weekWords(now)}
        </Link>
      </Cell>
      <Cell numeric className="whitespace-nowrap">
        {range ? rangeWords(range, now.denominator !== null) : <span className="text-faint">–</span>}
      </Cell>
      <Cell>
        <SparkLine
          values={values}
          min={0}
          max={Math.max(...values, now.denominator === null ? 1 : 0.01)}
          label={`${bandWords(band)}, the last ${values.length} weeks`}
        />
      </Cell>
      <Cell className="whitespace-nowrap">
        {side ? (
          <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
            {side} its range
          </Badge>
        ) : range ? (
          "as usual"
        ) : (
          <span className="text-muted">too few to say</span>
        )}
      </Cell>
    </Row>
  );
}
