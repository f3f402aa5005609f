import { FileUp } from "lucide-react";
import type { Metadata } from "next";
import { ImportTable } from "@/components/imports/import-table";
import { LiveRefresh } from "@/components/imports/live-refresh";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageBody, PageHeader, Panel } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { listImports } from "@/lib/imports/queries/imports";
import { presetLabels } from "@/lib/imports/queries/presets";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { orFirstPage } from "@/lib/platform/web/first-page";
import { mayAny } from "@/lib/team/permissions";

export const metadata: Metadata = { title: "Imports" };

const PAGE_SIZE = 50;

/** Every file that came in, with its result. */
export default async function ImportsPage({ searchParams }: PageProps<"/imports">) {
  const viewer = await requirePermission("import.read");
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : undefined;
  const { data, nextCursor } = await orFirstPage(
    listImports(db(), viewer, { limit: PAGE_SIZE, cursor }),
    "/imports",
  );
  const add = mayAny(viewer, "import.run") && (
    <LinkButton href="/imports/new" look="primary" size="sm">
      <FileUp aria-hidden />
      Import a file
    </LinkButton>
  );
  return (
    <>
      <PageHeader title="Imports" actions={data.length > 0 && add} />
      <LiveRefresh
        active={data.some(({ status, undoStatus }) =>
          [status, undoStatus].some((state) => state === "queued" || state === "running"),
        )}
      />
      <PageBody wide>
        {data.length === 0 ? (
          <EmptyState icon={<FileUp aria-hidden />} title="No file has been imported yet" action={add}>
            Bring your leads with their companies, activities and stage history as a CSV file. It is tried out
            first.
          </EmptyState>
        ) : (
          <Panel flush>
            <ImportTable imports={data} labels={await presetLabels(db())} />
            {(nextCursor || cursor) && (
              <div className="flex justify-end border-t border-line px-4 py-2">
                <Pagination
                  firstHref={cursor ? "/imports" : null}
                  previousHref={null}
                  nextHref={nextCursor ? `/imports?after=${encodeURIComponent(nextCursor)}` : null}
                >
                  {PAGE_SIZE} a page
                </Pagination>
              </div>
            )}
          </Panel>
        )}
      </PageBody>
    </>
  );
}
