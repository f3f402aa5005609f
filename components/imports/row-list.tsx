import Link from "next/link";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import type { SettledRow } from "@/lib/imports/queries/rows";
import type { Verdict } from "@/lib/imports/report";
import { VERDICT_LABEL } from "./words";

type RowListProps = { importId: string; verdict: Verdict; rows: readonly SettledRow[]; next: number | null };

/** The rows behind one of the counts. */
export function RowList({ importId, verdict, rows, next }: RowListProps) {
  return (
    <div id="rows" className="scroll-mt-4">
      <Panel
        flush
        title={`Rows: ${VERDICT_LABEL[verdict].toLowerCase()}`}
        actions={
          <LinkButton href={`/imports/${importId}`} look="ghost" size="sm" scroll={false}>
            Close
          </LinkButton>
        }
      >
        <Table>
          <thead>
            <tr>
              <HeadCell numeric className="w-16">
                Line
              </HeadCell>
              <HeadCell>{verdict === "failed" || verdict === "skipped" ? "As it came" : "Lead"}</HeadCell>
              <HeadCell>{verdict === "failed" || verdict === "skipped" ? "Why not" : ""}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.line}>
                <Cell numeric className="text-muted">
                  {row.line}
                </Cell>
                <Cell className="max-w-96 truncate">
                  {row.lead ? (
                    <Link href={`/leads/${row.lead.id}`} className="font-medium hover:underline">
                      {row.lead.name}
                    </Link>
                  ) : (
                    <span className="text-muted">{row.text ?? "The lead was erased"}</span>
                  )}
                </Cell>
                <Cell className="text-bad">{row.problems.join("; ")}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
        {next !== null && (
          <div className="flex justify-end border-t border-line px-4 py-2">
            <LinkButton
              href={`/imports/${importId}?rows=${verdict}&after=${next}#rows`}
              look="secondary"
              size="sm"
              scroll={false}
            >
              Next rows
            </LinkButton>
          </div>
        )}
      </Panel>
    </div>
  );
}
