import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { count } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { ImportBrief } from "@/lib/imports/queries/imports";
import { fileSize, statusTone, statusWord } from "./words";

const WIDE_ONLY = "max-md:hidden";

/** All imports, newest first: what came in, what became of it. */
export function ImportTable({ imports }: { imports: readonly ImportBrief[] }) {
  return (
    <Table>
      <thead>
        <tr>
          <HeadCell>File</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell numeric>Rows</HeadCell>
          <HeadCell numeric className={WIDE_ONLY}>
            Created
          </HeadCell>
          <HeadCell numeric className={WIDE_ONLY}>
            Updated
          </HeadCell>
          <HeadCell numeric className={WIDE_ONLY}>
            Unchanged
          </HeadCell>
          <HeadCell numeric>Not taken</HeadCell>
          <HeadCell className={WIDE_ONLY}>By</HeadCell>
          <HeadCell>When</HeadCell>
        </tr>
      </thead>
      <tbody>
        {imports.map((each) => {
          const refused = each.counts.failed + each.counts.skipped;
          return (
            <Row key={each.id} className="relative">
              <RowHead className="max-w-64 py-1.5 max-md:max-w-32">
                <Link
                  href={`/imports/${each.id}`}
                  className="block truncate font-medium after:absolute after:inset-0"
                >
                  {each.fileName}
                </Link>
                <span className="block truncate text-xs text-muted max-md:hidden">
                  {each.preset || "no mapping"} · {fileSize(each.fileBytes)}
                </span>
              </RowHead>
              <Cell>
                <Badge tone={statusTone(each)}>{statusWord(each)}</Badge>
              </Cell>
              <Cell numeric>{count(each.rowsDone)}</Cell>
              <Cell numeric className={WIDE_ONLY}>
                {count(each.counts.created)}
              </Cell>
              <Cell numeric className={WIDE_ONLY}>
                {count(each.counts.updated)}
              </Cell>
              <Cell numeric className={WIDE_ONLY}>
                {count(each.counts.unchanged)}
              </Cell>
              <Cell numeric className={refused > 0 ? "text-bad" : undefined}>
                {count(refused)}
              </Cell>
              <Cell className={WIDE_ONLY}>{each.createdBy ?? <span className="text-muted">API</span>}</Cell>
              <Cell className="whitespace-nowrap text-muted">
                <RelativeTime at={each.createdAt} />
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
