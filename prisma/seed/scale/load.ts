import "server-only";
import { setImmediate as breathe } from "node:timers/promises";
import { recordAudit } from "@/lib/audit/record";
import { type BulkWriter, openBulkWriter } from "@/lib/platform/db/bulk";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { loadHouse } from "@/lib/progression/queries/house";
import type { House } from "@/lib/progression/snapshot";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";
import { type Cast, hire } from "../cast";
import { chanceOf } from "../chance";
import { emailKey } from "../rows";
import { Firms } from "./firms";
import { idsOf, scaleId } from "./ids";
import { type Life, liveThrough } from "./lives";
import { Pages } from "./pages";
import { Play } from "./play";
import { castRoles } from "./roles";
import { hireTeams, type Team } from "./teams";

export type ScaleOrder = {
  leads: number;
  /** The same seed at the same instant, in a workspace with the same rules, makes the same leads. */
  seed: string;
  onProgress?: (leads: number) => void;
};

export type LoadedScale = { leads: number; people: number; rows: Record<string, number> };

const LEADS_A_TRANSACTION = 4_000;

/**
 * Fills a workspace without leads with as many as a benchmark wants: two years of inflow, each lead with a life that one of
 * the sample's crowd led through the gate, under a name of its own and at another time, up to now. Stored scores are the
 * evaluator's. `conflict` when there are leads already. It writes in many transactions: when it is cut off, what is there is
 * consistent, but the workspace has leads.
 */
export async function seedScaleWorkspace(
  caller: Caller,
  { leads, seed, onProgress = () => {} }: ScaleOrder,
): Promise<LoadedScale> {
  if (!may(caller.viewer, "settings.manage"))
    throw new AppError("forbidden", "Only admins fill the workspace.");
  if (await db().lead.findFirst({ select: { id: true } }))
    throw new AppError("conflict", "There are leads already. Only a workspace without leads can be filled.");
  const { now } = caller;
  const house = await loadHouse(db(), now);
  const cast = hire(counter(0));
  const lives = await liveAll(house, cast, { leads, seed, now });
  const teams = hireTeams(cast, leads, counter(now.getTime()));
  await settle(caller, teams, { leads, seed });

  const pages = new Pages(lives);
  const firms = new Firms(chanceOf(`${seed} firms`), (company) => pages.addCompany(company));
  const play = new Play(house, now, firms, pages);
  const chance = chanceOf(`${seed} leads`);
  const roles = castRoles(chance, lives, leads, now);
  await withWriters(async (write) => {
    for (const [nth, role] of roles.entries()) {
      play.lead(lives[role.life]!, role, chance.pick(teams), idsOf("lead", nth));
      const done = nth + 1;
      if (done % LEADS_A_TRANSACTION > 0 && done < leads) continue;
      await write(pages, done < leads ? role.capturedAt : Number.POSITIVE_INFINITY);
      onProgress(done);
      await breathe();
    }
  });
  return { leads, people: teams.reduce((sum, { size }) => sum + size, 0), rows: pages.counts };
}

const counter = (at: number) => {
  let count = 0;
  return () => scaleId("person", at, count++);
};

/** More crowds make the leads more various, not more. */
const LEADS_A_CROWD = 2_500;
const MOST_CROWDS = 8;

async function liveAll(
  house: House,
  cast: Cast,
  { leads, seed, now }: { leads: number; seed: string; now: Date },
): Promise<Life[]> {
  const crowds = Math.min(MOST_CROWDS, Math.ceil(leads / LEADS_A_CROWD));
  const lives: Life[] = [];
  for (let crowd = 0; crowd < crowds; crowd++)
    lives.push(...(await liveThrough(house, cast, { crowd, seed, now, breathe })));
  return lives;
}

/** The people come first: nobody may own a lead who is not there. */
async function settle(
  caller: Caller,
  teams: readonly Team[],
  { leads, seed }: { leads: number; seed: string },
): Promise<void> {
  const data = teams
    .flatMap((team) => [...team.values()])
    .map((worker) => ({ ...worker, emailKey: emailKey(worker.email), createdAt: caller.now }));
  await transaction(async (tx) => {
    const emailKeys = data.map((worker) => worker.emailKey);
    if (await tx.user.findFirst({ where: { emailKey: { in: emailKeys } }, select: { id: true } }))
      throw new AppError("conflict", "The people of such a workspace are there already.");
    await tx.user.createMany({ data });
    await recordAudit(tx, caller, {
      action: "scale.loaded",
      subjectKind: "workspace",
      subjectId: null,
      data: { leads, seed },
    });
  });
}

type Write = (pages: Pages, before: number) => Promise<void>;

/**
 * Writes histories and activities at the same time, on a connection each, while the next leads are made: `write` waits for
 * the rows before and leaves these on their way. Afterwards the planner knows what is there.
 */
async function withWriters(work: (write: Write) => Promise<void>): Promise<void> {
  const writers: BulkWriter[] = await Promise.all([openBulkWriter(), openBulkWriter()]);
  const [histories, activities] = writers as [BulkWriter, BulkWriter];
  let onTheirWay: Promise<unknown> = Promise.resolve();
  try {
    await work(async (pages, before) => {
      await onTheirWay;
      onTheirWay = Promise.all([
        histories.write(pages.takeHistories()),
        activities.write(pages.takeActivities(before)),
      ]);
      // A refusal is met where it is awaited: before the next rows go.
      onTheirWay.catch(() => {});
    });
    await onTheirWay;
    await histories.settle();
  } finally {
    await Promise.all(writers.map((writer) => writer.close()));
  }
}
