import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RowsList } from "@/components/funnel/rows-list";
import { rowsTitle } from "@/components/funnel/rows-title";
import { LinkButton } from "@/components/ui/link-button";
import { PageBody, PageHeader, Panel } from "@/components/ui/page";
import { rowsShown, scopeOf } from "@/lib/funnel/queries/page";
import { readRows, readView, rowsHref, viewHref } from "@/lib/funnel/view";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { orFirstPage } from "@/lib/platform/web/first-page";

export const metadata: Metadata = { title: "Rows behind the funnel" };

const ROWS_A_PAGE = 200;

/** The rows behind one number, as a page of their own. */
export default async function FunnelRowsPage({ searchParams }: PageProps<"/funnel/rows">) {
  const viewer = await requirePermission("funnel.read");
  const parameters = await searchParams;
  const asked = readRows(parameters, "page");
  if (!asked) notFound();
  const view = readView(parameters);
  const { scope, currency } = await scopeOf(db(), viewer, view, readClock());
  const { answer, rows } = await orFirstPage(
    rowsShown(db(), viewer, scope, asked, ROWS_A_PAGE),
    viewHref(view),
  );
  return (
    <>
      <PageHeader
        {...rowsTitle(answer, currency)}
        actions={
          <LinkButton href={viewHref(view)} size="sm">
            <ArrowLeft aria-hidden />
            Funnel
          </LinkButton>
        }
      />
      <PageBody wide className="max-w-7xl">
        <Panel flush>
          <RowsList
            answer={answer}
            rows={rows}
            set={asked.set}
            atStart={asked.cursor === null}
            href={(detail) => rowsHref(view, answer.question, { ...detail, place: "page" })}
            timeZone={scope.timeZone}
            currency={currency}
          />
        </Panel>
      </PageBody>
    </>
  );
}
