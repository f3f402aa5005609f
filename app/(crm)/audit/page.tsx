import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { AuditFilterForm } from "@/components/audit/audit-filter";
import { AuditTable } from "@/components/audit/audit-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { auditedKinds, auditTrail } from "@/lib/audit/queries";
import { auditSearch } from "@/lib/audit/schema";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { orFirstPage } from "@/lib/platform/web/first-page";
import { workspace } from "@/lib/team/queries";

export const metadata: Metadata = { title: "Audit" };

const PAGE_SIZE = 100;

/** The trail of what was done, narrowed by what the address says. */
export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const viewer = await requirePermission("audit.read");
  const { subject, cursor, ...rest } = auditSearch.parse(await searchParams);
  const filter = { subjectKind: subject, ...rest };
  const { timeZone } = await workspace(db());
  const [trail, kinds] = await Promise.all([
    orFirstPage(auditTrail(db(), viewer, filter, { limit: PAGE_SIZE, cursor, timeZone }), "/audit"),
    auditedKinds(db(), viewer),
  ]);
  const href = (next: string | null) => {
    const given = Object.entries({ subject, ...rest, cursor: next }).filter(
      (pair): pair is [string, string] => Boolean(pair[1]),
    );
    return `/audit?${new URLSearchParams(given)}`;
  };
  return (
    <>
      <PageHeader
        title="Audit"
        description="Who did what, written with the change itself. Nothing here can be edited or removed."
      />
      <AuditFilterForm filter={filter} kinds={kinds} />
      {trail.data.length === 0 ? (
        <EmptyState
          icon={<ScrollText />}
          title="Nothing matches"
          action={<LinkButton href="/audit">Show all</LinkButton>}
        >
          No entry of the trail fits this filter.
        </EmptyState>
      ) : (
        <AuditTable entries={trail.data} />
      )}
      {(cursor || trail.nextCursor) && (
        <div className="flex justify-end px-4 py-3 md:px-6">
          <Pagination
            firstHref={cursor ? href(null) : null}
            nextHref={trail.nextCursor ? href(trail.nextCursor) : null}
          />
        </div>
      )}
    </>
  );
}
