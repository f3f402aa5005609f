import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { count } from "@/components/ui/format";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { DEPTH_LABEL } from "@/lib/assets/asset";
import type { AssetEntry } from "@/lib/assets/queries";

/** The catalogue: what each asset is about, how deep it speaks, how often leads used it lately. */
export function AssetTable({
  assets,
  uses,
  editable,
}: {
  assets: readonly AssetEntry[];
  uses: ReadonlyMap<string, number>;
  editable: boolean;
}) {
  return (
    <Table className="md:[&_:is(td,th):first-child]:pl-6">
      <thead>
        <tr>
          <HeadCell>Asset</HeadCell>
          <HeadCell>About</HeadCell>
          <HeadCell>Speaks to</HeadCell>
          <HeadCell numeric>Uses</HeadCell>
        </tr>
      </thead>
      <tbody>
        {assets.map(({ id, name, pattern, tags, depth }) => (
          <Row key={id} className="relative">
            <RowHead className="min-w-56 py-1.5">
              {editable ? (
                <Link
                  href={`/scoring/assets?asset=${id}`}
                  scroll={false}
                  className="font-medium underline-offset-4 after:absolute after:inset-0 hover:underline"
                >
                  {name}
                </Link>
              ) : (
                <span className="font-medium">{name}</span>
              )}
              {pattern && (
                <code className="block font-mono text-xs font-normal break-all text-muted">{pattern}</code>
              )}
            </RowHead>
            <Cell>
              <span className="flex flex-wrap gap-1">
                {tags.length === 0 ? (
                  <span className="text-faint">–</span>
                ) : (
                  tags.map((tag) => <Badge key={tag}>{tag}</Badge>)
                )}
              </span>
            </Cell>
            <Cell className="whitespace-nowrap">
              {depth ? DEPTH_LABEL[depth] : <span className="text-muted">anybody</span>}
            </Cell>
            <Cell numeric>{count(uses.get(id) ?? 0)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
