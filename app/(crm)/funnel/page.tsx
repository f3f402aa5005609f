import type { Metadata } from "next";
import { Suspense } from "react";
import { NoPassesYet, NothingInPeriod } from "@/components/funnel/empty";
import { FunnelHead } from "@/components/funnel/head";
import { RowsDrawer } from "@/components/funnel/rows-drawer";
import { RowsList } from "@/components/funnel/rows-list";
import { rowsTitle } from "@/components/funnel/rows-title";
import { PageBody } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { hasPasses, rowsShown, scopeOf } from "@/lib/funnel/queries/page";
import { readRows, readView, rowsHref, viewHref } from "@/lib/funnel/view";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { orFirstPage } from "@/lib/platform/web/first-page";
import { dayOf } from "@/lib/shared/day";
import { mayAny } from "@/lib/team/permissions";
import { Answers, Cohorts, Outcome, SideBySide, Stages, Tiles, Times } from "./sections";

export const metadata: Metadata = { title: "Funnel" };

const ROWS_A_PAGE = 50;

/** The funnel: one page of numbers that add up, each of which opens the rows behind it. */
export default async function FunnelPage({ searchParams }: PageProps<"/funnel">) {
  const viewer = await requirePermission("funnel.read");
  const parameters = await searchParams;
  const view = readView(parameters);
  const now = readClock();
  const { scope, origin, currency, choices } = await scopeOf(db(), viewer, view, now);
  const found = await hasPasses(db(), viewer, scope);
  const asked = readRows(parameters, "beside");
  const rows =
    asked && (await orFirstPage(rowsShown(db(), viewer, scope, asked, ROWS_A_PAGE), viewHref(view)));
  const part = { viewer, view, scope };

  return (
    <>
      <FunnelHead
        view={view}
        scope={scope}
        origin={origin}
        choices={choices}
        today={dayOf(now, scope.timeZone)}
      />
      <PageBody wide className="max-w-7xl space-y-4">
        {found === "none" && (
          <NoPassesYet mayCreate={mayAny(viewer, "lead.create")} mayImport={mayAny(viewer, "import.run")} />
        )}
        {found === "elsewhere" && <NothingInPeriod view={view} />}
        {found === "here" && (
          <>
            <Suspense fallback={<Skeleton className="h-47 w-full" />}>
              <Tiles {...part} currency={currency} />
            </Suspense>
            <Suspense fallback={<Skeleton className="h-96 w-full" />}>
              <Stages {...part} />
            </Suspense>
            <Suspense fallback={<Skeleton className="h-96 w-full" />}>
              <Cohorts {...part} />
            </Suspense>
            <Suspense fallback={<Skeleton className="h-64 w-full" />}>
              <Answers {...part} />
            </Suspense>
            <Suspense fallback={<Skeleton className="h-72 w-full" />}>
              <Times {...part} />
            </Suspense>
            <Suspense fallback={<Skeleton className="h-64 w-full" />}>
              <SideBySide {...part} />
            </Suspense>
            <Suspense fallback={<Skeleton className="h-64 w-full" />}>
              <Outcome {...part} currency={currency} />
            </Suspense>
          </>
        )}
      </PageBody>
      {asked && rows && (
        <RowsDrawer
          {...rowsTitle(rows.answer, currency)}
          closeHref={viewHref(view)}
          pageHref={rowsHref(view, rows.answer.question, { set: asked.set, place: "page" })}
        >
          <RowsList
            answer={rows.answer}
            rows={rows.rows}
            set={asked.set}
            atStart={asked.cursor === null}
            href={(detail) => rowsHref(view, rows.answer.question, detail)}
            timeZone={scope.timeZone}
            currency={currency}
          />
        </RowsDrawer>
      )}
    </>
  );
}
