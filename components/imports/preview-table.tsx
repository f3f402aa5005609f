import { TriangleAlert } from "lucide-react";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { PreviewRow } from "@/lib/imports/queries/preview";

/** The first rows as Baton understands them. */
export function PreviewTable({ rows }: { rows: readonly PreviewRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Panel flush title={`The first ${rows.length} rows, as understood`}>
      <Table>
        <thead>
          <tr>
            <HeadCell numeric>Line</HeadCell>
            <HeadCell>Lead</HeadCell>
            <HeadCell>Company</HeadCell>
            <HeadCell>Stages</HeadCell>
            <HeadCell>Activities</HeadCell>
            <HeadCell>More</HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.line}>
              <Cell numeric className="text-muted">
                {row.line}
              </Cell>
              <RowHead className="max-w-56 py-1.5 font-medium">
                <span className="block truncate">{row.name}</span>
                {row.problems.length > 0 && (
                  <span className="block font-normal text-pretty text-bad md:hidden">
                    {row.problems.join("; ")}
                  </span>
                )}
              </RowHead>
              {row.problems.length > 0 ? (
                <Cell colSpan={4} className="text-bad">
                  <span className="inline-flex items-center gap-1 max-md:hidden">
                    <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
                    {row.problems.join("; ")}
                  </span>
                </Cell>
              ) : (
                <>
                  <Cell className="max-w-48 truncate">{row.company}</Cell>
                  <Cell className="whitespace-nowrap">{row.stages}</Cell>
                  <Cell className="max-w-56 truncate" title={row.activities}>
                    {row.activities}
                  </Cell>
                  <Cell className="max-w-72 truncate text-muted" title={row.more}>
                    {row.more}
                  </Cell>
                </>
              )}
            </Row>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
