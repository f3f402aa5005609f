import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { closeQueue } from "@/lib/platform/jobs/enqueue";
import { draftFromChallenger, endChallenger, startChallenger } from "@/lib/scoring/commands/challenger";
import { saveDraft } from "@/lib/scoring/commands/drafts";
import { refreshShadow } from "@/lib/scoring/commands/refresh-shadow";
import { challengerAtWork, disputedLeads, explainedByBoth } from "@/lib/scoring/queries/challenger";
import { draft } from "@/lib/scoring/queries/models";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { useDatabase } from "../../support/database";
import {
  given,
  givenLead,
  givenWorkspace,
  later,
  stageOf,
  type TestWorkspace,
} from "../../support/workspace";

useDatabase({ each: true, examined: true });

/** Everybody with a point is an MQL to it. */
const EAGER = { ...BALANCED, name: "Eager", mql: [{ minTotal: 1 }] };
/** Nobody is, but who asks. */
const STRICT = { ...BALANCED, name: "Strict", mql: [{ minTotal: 100, minEngagement: 1_000 }] };

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});
afterAll(closeQueue);

const marketer = () => house.as(house.marta);
const system = () => house.as(house.admin);

async function givenChallenger(document: typeof BALANCED) {
  await saveDraft(marketer(), { document });
  return startChallenger(marketer(), {});
}

describe("a challenger", () => {
  test("scores every lead beside the version in force and moves nobody", async () => {
    const leadId = await givenLead(house);
    const before = await db().leadScore.findUniqueOrThrow({ where: { leadId } });
    await givenChallenger(EAGER);
    expect(await refreshShadow(system())).toEqual({ scored: 1 });
    expect(await db().leadScore.findUniqueOrThrow({ where: { leadId } })).toEqual(before);
    expect(await stageOf(leadId)).toBe("lead");
    expect(await challengerAtWork(db(), house.vera)).toMatchObject({
      name: "Eager",
      scored: 1,
      of: 1,
      disputes: { mql: 1, hot: 0, grade: 0 },
      days: [{ on: "2026-03-11", leads: 1, bothMql: 0, championMql: 0, challengerMql: 1, sameGrade: 1 }],
    });
    const disputed = await disputedLeads(db(), house.vera, "mql");
    expect(disputed).toMatchObject([
      { id: leadId, champion: { meetsMql: false }, challenger: { meetsMql: true, score: before.score } },
    ]);
    const both = await explainedByBoth(db(), house.vera, leadId, house.now);
    expect(both.champion.total).toBe(both.champion.rows.reduce((sum, { points }) => sum + points, 0));
    expect(both.challenger.total).toBe(before.score);
  });

  test("looks again at what changed, and at everything once a day; a run that is cut off goes on", async () => {
    const [one, two] = [await givenLead(house), await givenLead(house)];
    await givenChallenger(EAGER);
    const aborted = new AbortController();
    aborted.abort();
    expect(await refreshShadow(system(), aborted.signal)).toEqual({ scored: 0 });
    expect(await refreshShadow(system())).toEqual({ scored: 2 });
    expect(await refreshShadow(system())).toEqual({ scored: 0 });
    later(house, { hours: 1 });
    await given(house, one, "webinar_attended");
    expect(await refreshShadow(system())).toEqual({ scored: 1 });
    const { score } = await db().leadScore.findUniqueOrThrow({ where: { leadId: one } });
    expect(await db().shadowScore.findUniqueOrThrow({ where: { leadId: one } })).toMatchObject({
      score,
      championScore: score,
    });
    later(house, { days: 1 });
    expect(await refreshShadow(system())).toEqual({ scored: 2 });
    expect(two).not.toBe(one);
  });

  test("is asked about each MQL as of its moment, and what became of it is told by side", async () => {
    await givenChallenger(STRICT);
    const byScore = await givenLead(house);
    for (let visit = 0; visit < 12; visit++) {
      later(house, { minutes: 5 });
      await given(house, byScore, "pricing_viewed", { path: "/pricing" });
    }
    const byRequest = await givenLead(house);
    await given(house, byRequest, "demo_requested");
    expect([await stageOf(byScore), await stageOf(byRequest)]).toEqual(["mql", "mql"]);
    await refreshShadow(system());
    await refreshShadow(system());
    expect((await challengerAtWork(db(), house.marta))!.outcomes).toMatchObject([
      { side: "both", n: 1, accepted: 0 },
      { side: "champion", n: 1, accepted: 0 },
      { side: "challenger", n: 0 },
    ]);
  });

  test("is one at a time: another takes its place, ending keeps what it said, and its model can become the draft", async () => {
    await givenLead(house);
    const first = await givenChallenger(EAGER);
    await refreshShadow(system());
    const both = await Promise.allSettled([
      startChallenger(marketer(), {}),
      startChallenger(system(), { version: 1 }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(await db().challenger.count({ where: { endedAt: null } })).toBe(1);
    expect(await db().shadowScore.count()).toBe(0);
    expect(await db().shadowDay.count({ where: { challengerId: first.challengerId } })).toBe(1);
    await startChallenger(marketer(), { version: 1 });
    await draftFromChallenger(marketer(), {});
    expect((await draft(db(), house.marta)).document).toEqual(BALANCED);
    await endChallenger(marketer());
    await endChallenger(marketer());
    expect(await challengerAtWork(db(), house.marta)).toBeNull();
    expect(await refreshShadow(system())).toEqual({ scored: 0 });
  });

  test("is not for reps, managers and viewers to start or end", async () => {
    for (const viewer of [house.sam, house.milan, house.vera]) {
      await expect(startChallenger(house.as(viewer), { version: 1 })).rejects.toThrow(AppError);
      await expect(endChallenger(house.as(viewer))).rejects.toThrow(AppError);
    }
  });
});
