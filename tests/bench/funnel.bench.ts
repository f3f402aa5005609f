import { choices } from "@/lib/funnel/queries/choices";
import {
  answers,
  cohorts,
  comparison,
  hasPasses,
  outcome,
  scopeOf,
  stages,
  tiles,
  times,
} from "@/lib/funnel/queries/page";
import { PAGE_FILTERS, type PageFilter, readView } from "@/lib/funnel/view";
import { db } from "@/lib/platform/db/client";
import { addDays, dayOf, startOfDay } from "@/lib/shared/day";
import type { Figure } from "./main";
import { asksApp, type BenchWorkspace, besideBare, inTurn, leadsIn, withApp, withWorkspace } from "./support";

// `npm run bench -- funnel [--leads N] [--only <view>] [--no-http]`: each part of the funnel screen, over the last 90 days and over two years, plain
// and narrowed by each filter it offers, beside the least that a number over those passes can cost: counting them by their day.

const ROUNDS = 20;

async function ofView(
  workspace: BenchWorkspace,
  name: string,
  view: ReturnType<typeof readView>,
): Promise<Figure[]> {
  const { bare, viewer, leads } = workspace;
  const { now } = workspace.caller;
  const { scope } = await scopeOf(db(), viewer, view, now);
  const { from, to } = scope.period;
  const values = [startOfDay(from, scope.timeZone), startOfDay(addDays(to, 1), scope.timeZone)];
  const parts = {
    scope: () => scopeOf(db(), viewer, view, now),
    passes: () => hasPasses(db(), viewer, scope),
    tiles: () => tiles(db(), viewer, scope),
    stages: () => stages(db(), viewer, scope),
    cohorts: () => cohorts(db(), viewer, scope, "week"),
    answers: () => answers(db(), viewer, scope),
    times: () => times(db(), viewer, scope),
    comparison: () => comparison(db(), viewer, scope, view.compare),
    outcome: () => outcome(db(), viewer, scope),
  };
  const asked = {
    ...parts,
    // As the page does: its frame, whether there is anything, then all parts at once.
    "all of it": async () => {
      await parts.scope();
      await parts.passes();
      const { scope: _, passes: __, ...shown } = parts;
      await Promise.all(Object.values(shown).map((part) => part()));
    },
  };
  const measured = await inTurn(ROUNDS, {
    ...asked,
    floor: () =>
      bare.query({
        name: "passes",
        text: "select count(*) from pass where mql_at >= $1 and mql_at < $2",
        values,
      }),
  });
  return (Object.keys(asked) as (keyof typeof asked)[]).map((part) =>
    besideBare(`${name}: ${part}`, measured[part], measured.floor, { leads }),
  );
}

export default async function funnel(args: readonly string[]): Promise<Figure[]> {
  return withWorkspace(leadsIn(args), async (workspace) => {
    const today = dayOf(workspace.caller.now, workspace.timeZone);
    const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
    const offered = await choices(db(), workspace.viewer);
    /** By the commonest value that the page offers for each filter: the most rows that one of them can be about. */
    const filteredBy = (...filters: PageFilter[]): Record<string, string> =>
      Object.fromEntries(
        filters.flatMap((filter) => offered[filter]?.slice(0, 1).map(({ value }) => [filter, value]) ?? []),
      );
    const one = PAGE_FILTERS.filter((filter) => offered[filter]);
    const views = {
      "90 days": {},
      ...Object.fromEntries(one.map((filter) => [`90 days, one ${filter}`, filteredBy(filter)])),
      "90 days, one source of one owner": filteredBy("source", "owner"),
      "90 days, owners compared": { compare: "owner" },
      "90 days, one source, owners compared": { ...filteredBy("source"), compare: "owner" },
      "two years": { from: addDays(today, -729), to: today },
      "two years, one source": { ...filteredBy("source"), from: addDays(today, -729), to: today },
    };
    const figures: Figure[] = [];
    for (const [name, parameters] of Object.entries<Record<string, string>>(views))
      if (!only || name === only) figures.push(...(await ofView(workspace, name, readView(parameters))));
    if (!asksApp(args)) return figures;
    const http = await withApp(workspace, (app) =>
      inTurn(ROUNDS, {
        page: () => app.page("/funnel"),
        filtered: () => app.page(`/funnel?${new URLSearchParams(filteredBy("source"))}`),
        api: () => app.api("/api/v1/metrics/mql-to-sal"),
        floor: () => workspace.bare.query("select 1"),
      }),
    );
    const { leads } = workspace;
    return [
      ...figures,
      besideBare("HTTP /funnel", http.page, http.floor, { leads }),
      besideBare("HTTP /funnel, one source", http.filtered, http.floor, { leads }),
      besideBare("HTTP /api/v1/metrics/mql-to-sal", http.api, http.floor, { leads }),
    ];
  });
}
