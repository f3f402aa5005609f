import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { count } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { ProfileCounts } from "@/lib/buyer-profiles/queries/matches";
import type { ProfileEntry } from "@/lib/buyer-profiles/queries/profiles";

/** Every profile: who it is, how many leads are of it, who stands for it. */
export function ProfileTable({
  profiles,
  counts,
}: {
  profiles: readonly ProfileEntry[];
  counts: ReadonlyMap<string, ProfileCounts>;
}) {
  return (
    <Table className="md:[&_:is(td,th):first-child]:pl-6">
      <thead>
        <tr>
          <HeadCell>Profile</HeadCell>
          <HeadCell numeric>Leads</HeadCell>
          <HeadCell numeric>May be</HeadCell>
          <HeadCell>Version</HeadCell>
          <HeadCell>Approved</HeadCell>
        </tr>
      </thead>
      <tbody>
        {profiles.map((profile) => {
          const { id, name, summary, version, retired, hasDraft, publishedAt, approvedBy } = profile;
          const leads = counts.get(id);
          return (
            <Row key={id}>
              <RowHead className="min-w-64 py-2">
                <Link
                  href={`/scoring/profiles/${id}`}
                  className="font-medium underline-offset-4 hover:underline"
                >
                  {name}
                </Link>
                {summary && <span className="block font-normal text-pretty text-muted">{summary}</span>}
              </RowHead>
              <Cell numeric>
                {leads ? (
                  <Link
                    href={`/leads?view=all&profile=${id}`}
                    className="underline-offset-4 hover:underline"
                    aria-label={`${count(leads.matching)} leads of the profile ${name}`}
                  >
                    {count(leads.matching)}
                  </Link>
                ) : (
                  <span className="text-faint">–</span>
                )}
              </Cell>
              <Cell numeric className="text-muted">
                {leads ? count(leads.unknown) : <span className="text-faint">–</span>}
              </Cell>
              <Cell className="whitespace-nowrap">
                <span className="inline-flex gap-1.5">
                  {version ?? <span className="text-muted">not published</span>}
                  {retired && <Badge>not in use</Badge>}
                  {hasDraft && <Badge tone="info">draft</Badge>}
                </span>
              </Cell>
              <Cell className="whitespace-nowrap text-muted">
                {publishedAt && (
                  <>
                    {approvedBy ?? "Baton"}, <RelativeTime at={publishedAt.toISOString()} />
                  </>
                )}
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
