import { Download, Plus } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { DEFAULT_SORT, listHref, listParams } from "@/components/leads/address";
import { BinnedToast } from "@/components/leads/binned-toast";
import { DensityToggle } from "@/components/leads/density-toggle";
import { FilterPopover } from "@/components/leads/filter-popover";
import { FilterSentence } from "@/components/leads/filter-sentence";
import { LeadList } from "@/components/leads/lead-list";
import { NoLeadsYet, NoMatch } from "@/components/leads/list-empty";
import { ListSearch } from "@/components/leads/list-search";
import { preference } from "@/components/shell/preferences";
import { cappedCount } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { TabLinks } from "@/components/ui/tabs";
import {
  filterParts,
  isLeadSort,
  LEAD_SORTS,
  type LeadSort,
  NO_FILTER,
  readLeadFilter,
} from "@/lib/leads/filter";
import { leadChoices } from "@/lib/leads/queries/choices";
import { countCap, countLeads, countViews, listLeads } from "@/lib/leads/queries/list";
import { VIEWS, VIEWS_OF_ROLE } from "@/lib/leads/views";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { orFirstPage } from "@/lib/platform/web/first-page";
import { modelInForce } from "@/lib/scoring/queries/models";
import { sparksOf } from "@/lib/scoring/queries/scores";
import { dayOf } from "@/lib/shared/day";
import { mayAny } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";

export const metadata: Metadata = { title: "Leads" };

const PAGE_SIZE = 50;
/** How far back the small line beside a score goes. */
const COURSE_DAYS = 30;

/** The list of leads: a saved view, narrowed by filters that all live in the address. */
export default async function LeadsPage({ searchParams }: PageProps<"/leads">) {
  const viewer = await requirePermission("lead.read");
  const params = await searchParams;
  const single = (name: string) => (typeof params[name] === "string" ? params[name] : undefined);
  const views = VIEWS_OF_ROLE[viewer.role];
  const filter = readLeadFilter(params, views[0] ?? "all");
  const asked = single("sort");
  const sort: LeadSort = asked && isLeadSort(asked) ? asked : DEFAULT_SORT;
  const [after, before] = [single("after"), single("before")];

  const [page, total, counts, choices, jar] = await Promise.all([
    orFirstPage(
      listLeads(db(), viewer, filter, {
        sort,
        limit: PAGE_SIZE,
        ...(before ? { before } : after ? { after } : {}),
      }),
      listHref(filter, sort),
    ),
    countLeads(db(), viewer, filter),
    countViews(db(), viewer, [...new Set([...views, filter.view])], NO_FILTER),
    leadChoices(db(), viewer),
    cookies(),
  ]);

  const [{ timeZone }, { document: model }] = await Promise.all([workspace(db()), modelInForce(db())]);
  const courses = {
    values: sparksOf(
      db(),
      page.data.map(({ id }) => id),
      { on: dayOf(readClock(), timeZone), days: COURSE_DAYS, timeZone },
    )
      .then((sparks) => Object.fromEntries(sparks))
      .catch(() => ({})),
    days: COURSE_DAYS,
    range: model.range,
  };
  const nameIn = (things: readonly { id: string; name: string }[]) => (id: string) =>
    things.find((thing) => thing.id === id)?.name ?? null;
  const parts = filterParts(filter, nameIn(choices.people), nameIn(choices.profiles));
  const { q: _, ...keep } = listParams(filter, sort);
  const href = (place?: { after?: string; before?: string }) => listHref(filter, sort, place);
  const density = preference(jar, "density");
  const workspaceIsEmpty = total === 0 && parts.length === 0 && counts.get("all") === 0;

  const binned = single("binned");
  return (
    <div className="flex min-h-0 flex-1 flex-col md:h-[calc(100dvh-3rem)] md:flex-none">
      {binned && <BinnedToast leadId={binned} />}
      <PageHeader
        title="Leads"
        actions={
          <>
            {mayAny(viewer, "lead.export") && total > 0 && (
              <LinkButton
                href={`/leads/export?${new URLSearchParams(listParams(filter, sort))}`}
                prefetch={false}
                look="ghost"
                size="sm"
              >
                <Download aria-hidden />
                Export CSV
              </LinkButton>
            )}
            {mayAny(viewer, "lead.create") && (
              <LinkButton href="/leads/new" look="primary" size="sm">
                <Plus aria-hidden />
                Add lead
              </LinkButton>
            )}
          </>
        }
        tabs={
          <TabLinks
            label="Views of leads"
            tabs={[...counts].map(([view, inView]) => ({
              href: `/leads?view=${view}`,
              label: <span title={VIEWS[view].meaning}>{VIEWS[view].label}</span>,
              count: cappedCount(inView, countCap(NO_FILTER)),
              current: view === filter.view,
            }))}
          />
        }
      />
      {workspaceIsEmpty ? (
        <NoLeadsYet
          mayCreate={mayAny(viewer, "lead.create")}
          mayImport={mayAny(viewer, "import.run")}
          mayLoadSample={mayAny(viewer, "settings.manage")}
        />
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 px-4 py-2 max-md:border-b max-md:border-line">
            <ListSearch q={filter.q ?? ""} keep={keep} />
            <FilterPopover
              filter={filter}
              sort={sort}
              choices={choices}
              count={parts.filter(({ key }) => key !== "q").length}
            />
            <FilterSentence filter={filter} sort={sort} parts={parts} />
            <span className="ml-auto flex items-center gap-2 text-xs text-muted">
              <span aria-live="polite">
                {cappedCount(total, countCap(filter))} {total === 1 ? "lead" : "leads"}
              </span>
              <DensityToggle density={density} />
            </span>
          </div>
          {page.data.length === 0 ? (
            <NoMatch filter={filter} sort={sort} parts={parts} />
          ) : (
            <LeadList
              // A new question starts without selection and focus; turning a page or refreshing keeps them.
              key={href()}
              href={href(before ? { before } : after ? { after } : {})}
              leads={page.data}
              courses={courses}
              sort={sort}
              sortHrefs={
                Object.fromEntries(LEAD_SORTS.map((each) => [each, listHref(filter, each)])) as Record<
                  LeadSort,
                  string
                >
              }
              people={choices.people}
              reps={choices.reps}
              rights={{
                handOver: mayAny(viewer, "handoff.open"),
                assign: mayAny(viewer, "lead.bin"),
                bin: mayAny(viewer, "lead.bin"),
                export: mayAny(viewer, "lead.export"),
              }}
              density={density}
              footer={
                (page.nextCursor || page.previousCursor) && (
                  <Pagination
                    firstHref={page.previousCursor ? href() : null}
                    previousHref={page.previousCursor ? href({ before: page.previousCursor }) : null}
                    nextHref={page.nextCursor ? href({ after: page.nextCursor }) : null}
                  >
                    {PAGE_SIZE} a page
                  </Pagination>
                )
              }
            />
          )}
        </>
      )}
    </div>
  );
}
