import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { ModelVersion } from "@/lib/scoring/queries/models";

/** Every published version: who, when, why. */
export function VersionTable({
  versions,
  chosen,
}: {
  versions: readonly ModelVersion[];
  chosen: number | null;
}) {
  return (
    <Table>
      <thead>
        <tr>
          <HeadCell>Version</HeadCell>
          <HeadCell>Why</HeadCell>
          <HeadCell>By</HeadCell>
          <HeadCell>Published</HeadCell>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <Row key={version.version} aria-selected={version.version === chosen}>
            <RowHead className="whitespace-nowrap">
              <Link
                href={`/scoring?version=${version.version}`}
                scroll={false}
                className="font-medium underline-offset-4 hover:underline"
              >
                {version.version}
              </Link>{" "}
              {version.inForce && <Badge tone="accent">in force</Badge>}
            </RowHead>
            <Cell className="min-w-52 py-1.5 text-pretty">
              {version.note ?? <span className="text-muted">The first version</span>}
            </Cell>
            <Cell className="whitespace-nowrap">
              {version.publishedBy ?? <span className="text-muted">Baton</span>}
              {version.approvedBy && version.approvedBy !== version.publishedBy && (
                <span className="block text-xs text-muted">approved by {version.approvedBy}</span>
              )}
            </Cell>
            <Cell className="whitespace-nowrap text-muted">
              <RelativeTime at={version.publishedAt.toISOString()} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
