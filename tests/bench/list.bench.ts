import { LEAD_SORTS, type LeadFilter, type LeadSort, NO_FILTER } from "@/lib/leads/filter";
import { leadChoices } from "@/lib/leads/queries/choices";
import { countLeads, countViews, listLeads } from "@/lib/leads/queries/list";
import { VIEWS, type ViewKey } from "@/lib/leads/views";
import { db } from "@/lib/platform/db/client";
import { sparksOf } from "@/lib/scoring/queries/scores";
import { dayOf } from "@/lib/shared/day";
import { STAGES } from "@/lib/stages/stages";
import type { Figure } from "./main";
import {
  asksApp,
  type BenchWorkspace,
  besideBare,
  inTurn,
  leadsIn,
  type Times,
  withApp,
  withWorkspace,
} from "./support";

// `npm run bench -- list [--leads N] [--no-http]`: pages of leads under every filter, sort and view, and their counts, beside
// the cheapest page there can be: fifty rows by an index, prepared.

const ROUNDS = 30;
const PAGE = 50;

const BARE = {
  name: "page",
  text: `select s.*, l.name, l.email from lead_score s join lead l on l.id = s.lead_id
    where not s.binned order by s.score desc, s.lead_id limit ${PAGE + 1}`,
};

type Case = { name: string; filter: Partial<LeadFilter>; sort?: LeadSort };

/** One case for each thing a person can ask for, the rare beside the common. */
async function casesOf({ bare }: BenchWorkspace): Promise<Case[]> {
  const [owner] = (
    await bare.query(
      "select owner_id as id from lead_score where owner_id is not null group by 1 order by count(*) desc limit 1",
    )
  ).rows as { id: string }[];
  const [found] = (await bare.query("select last_name as word, email_key as mail from lead limit 1"))
    .rows as {
    word: string;
    mail: string;
  }[];
  return [
    ...LEAD_SORTS.map((sort): Case => ({ name: `sort ${sort}`, filter: {}, sort })),
    ...STAGES.map((stage): Case => ({ name: `stage ${stage}`, filter: { stages: [stage] } })),
    ...["A1", "B3", "D4", "D", "4"].map(
      (grade): Case => ({ name: `grade ${grade}`, filter: { grades: [grade] } }),
    ),
    { name: "grade D lowest first", filter: { grades: ["D"] }, sort: "score" },
    { name: "stage mql newest first", filter: { stages: ["mql"] }, sort: "-createdAt" },
    { name: "stage mql longest in stage", filter: { stages: ["mql"] }, sort: "stageSince" },
    { name: "three stages", filter: { stages: ["mql", "sal", "sql"] } },
    { name: "owner", filter: { owner: owner!.id } },
    { name: "owner, latest activity", filter: { owner: owner!.id }, sort: "-lastActivityAt" },
    { name: "owner none", filter: { owner: "none" } },
    { name: "channel", filter: { channel: "referral" } },
    { name: "channel, latest activity", filter: { channel: "referral" }, sort: "-lastActivityAt" },
    { name: "channel that nobody has", filter: { channel: "carrier pigeon" } },
    { name: "source", filter: { source: "Trade fair" } },
    { name: "source that nobody has", filter: { source: "Carrier pigeon" } },
    { name: "score from 40 to 45", filter: { minScore: 40, maxScore: 45 } },
    { name: "score up to -1", filter: { maxScore: -1 } },
    { name: "missing", filter: { missing: true } },
    { name: "search last name", filter: { q: found!.word } },
    { name: "search e-mail", filter: { q: found!.mail } },
    { name: "search two words", filter: { q: `${found!.word} works` } },
    { name: "search two letters", filter: { q: "an" } },
    { name: "search one letter", filter: { q: "a" } },
    { name: "search nothing there", filter: { q: "zzyzx" } },
    { name: "search in a stage", filter: { q: found!.word, stages: ["mql"] } },
    ...(Object.keys(VIEWS) as ViewKey[]).map((view): Case => ({ name: `view ${view}`, filter: { view } })),
  ];
}

/** A cursor far into the list: half of the leads lie before it. */
async function deepCursor({ bare, viewer }: BenchWorkspace, leads: number): Promise<string> {
  const [row] = (
    await bare.query(
      "select score from lead_score where not binned order by score desc, lead_id offset $1 limit 1",
      [Math.floor(leads / 2)],
    )
  ).rows as { score: number }[];
  const page = await listLeads(
    db(),
    viewer,
    { ...NO_FILTER, maxScore: row!.score },
    { sort: "-score", limit: PAGE },
  );
  return page.nextCursor ?? "";
}

async function measure(workspace: BenchWorkspace, only: string | undefined): Promise<Figure[]> {
  const { viewer, bare, timeZone, caller } = workspace;
  const figures: Figure[] = [];
  const add = (name: string, product: Times, floor: Times) => {
    if (product.rounds > 0) figures.push(besideBare(name, product, floor, { leads: workspace.leads }));
  };
  for (const { name, filter, sort = "-score" } of await casesOf(workspace)) {
    if (only && !name.includes(only)) continue;
    const asked = { ...NO_FILTER, ...filter };
    const { page, count, floor } = await inTurn(ROUNDS, {
      page: () => listLeads(db(), viewer, asked, { sort, limit: PAGE }),
      count: () => countLeads(db(), viewer, asked),
      floor: () => bare.query(BARE),
    });
    add(`page: ${name}`, page, floor);
    add(`count: ${name}`, count, floor);
  }
  if (only) return figures;
  const after = await deepCursor(workspace, workspace.leads);
  const first = await listLeads(db(), viewer, NO_FILTER, { sort: "-score", limit: PAGE });
  const ids = first.data.map(({ id }) => id);
  const spark = { on: dayOf(caller.now, timeZone), days: 30, timeZone };
  const views = Object.keys(VIEWS) as ViewKey[];
  const rest = await inTurn(ROUNDS, {
    deep: () => listLeads(db(), viewer, NO_FILTER, { sort: "-score", limit: PAGE, after }),
    views: () => countViews(db(), viewer, views, NO_FILTER),
    choices: () => leadChoices(db(), viewer),
    sparks: () => sparksOf(db(), ids, spark),
    screen: () =>
      Promise.all([
        listLeads(db(), viewer, NO_FILTER, { sort: "-score", limit: PAGE }),
        countLeads(db(), viewer, NO_FILTER),
        countViews(db(), viewer, views, NO_FILTER),
        leadChoices(db(), viewer),
      ]),
    floor: () => bare.query(BARE),
  });
  add("page: half way down", rest.deep, rest.floor);
  add("counts of all views", rest.views, rest.floor);
  add("choices", rest.choices, rest.floor);
  add("courses of a page", rest.sparks, rest.floor);
  add("all that /leads asks first", rest.screen, rest.floor);
  return figures;
}

export default async function list(args: readonly string[]): Promise<Figure[]> {
  return withWorkspace(leadsIn(args), async (workspace) => {
    const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
    const figures = await measure(workspace, only);
    if (only || !asksApp(args)) return figures;
    const http = await withApp(workspace, (app) =>
      inTurn(ROUNDS, {
        page: () => app.page("/leads?view=all"),
        api: () => app.api("/api/v1/leads"),
        floor: () => workspace.bare.query(BARE),
      }),
    );
    const { leads } = workspace;
    return [
      ...figures,
      besideBare("HTTP /leads", http.page, http.floor, { leads }),
      besideBare("HTTP /api/v1/leads", http.api, http.floor, { leads }),
    ];
  });
}
