import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { ImportBrief } from "@/lib/imports/queries/imports";
import { fileSize, statusTone, statusWord } from "./words";

const WIDE_ONLY = "max-md:hidden";

/** All imports, newest first: what came in, what became of it. */
export function ImportTable({
  imports,
  labels,
}: {
  imports: readonly ImportBrief[];
  /** What people call each mapping, by its key. */
  labels: ReadonlyMap<string, string>;
}) {
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
          <HeadCell className={WIDE_ONLY}>When</HeadCell>
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
                  {each.preset ? (labels.get(each.preset) ?? each.preset) : "no mapping"} ·{" "}
                  {fileSize(each.fileBytes)}
                </span>
                <RelativeTime at={each.createdAt} className="block text-xs text-muted md:hidden" />
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
              <Cell className={cn(WIDE_ONLY, "whitespace-nowrap text-muted")}>
                <RelativeTime at={each.createdAt} />
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
