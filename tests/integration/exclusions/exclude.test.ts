import { beforeEach, describe, expect, test } from "vitest";
import { excludeActivity, excludePattern, liftExclusion } from "@/lib/exclusions/commands/exclude";
import { settle } from "@/lib/exclusions/commands/settle";
import { effectOfExclusion, effectOfPattern } from "@/lib/exclusions/queries/effect";
import { timeline } from "@/lib/leads/queries/timeline";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { rescoreAll } from "@/lib/scoring/commands/rescore";
import { scoreOfLead } from "@/lib/scoring/queries/scores";
import { dayOf } from "@/lib/shared/day";
import { logActivity } from "@/lib/tracking/commands";
import { useDatabase } from "../../support/database";
import {
  given,
  givenLead,
  givenWorkspace,
  later,
  passOf,
  stageOf,
  type TestWorkspace,
} from "../../support/workspace";

useDatabase({ each: true, examined: true });

const BOT = { path: "/pricing", userAgent: "Mozilla/5.0 HeadlessChrome/141" };
const BOTS = { field: "property.userAgent", test: "contains", value: "headlesschrome" } as const;

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const stored = (leadId: string) => db().leadScore.findUniqueOrThrow({ where: { leadId } });
const on = (leadId: string, days: number) =>
  scoreOfLead(db(), house.marta, leadId, {
    on: dayOf(new Date(house.now.getTime() - days * 86_400_000), "Europe/Berlin"),
    now: house.now,
  });
const activityOf = (leadId: string) =>
  db().activity.findFirstOrThrow({ where: { leadId }, orderBy: { receivedAt: "desc" } });

/** A lead that a bot made an MQL, and one that asked for a demo itself. */
async function givenFalseAndTrue() {
  const falseLead = await givenLead(house);
  for (let visit = 0; visit < 12; visit++) {
    later(house, { minutes: 5 });
    await given(house, falseLead, "pricing_viewed", BOT);
  }
  const trueLead = await givenLead(house);
  await given(house, trueLead, "pricing_viewed", BOT);
  await given(house, trueLead, "demo_requested");
  return { falseLead, trueLead };
}

describe("one activity", () => {
  test("does not count on any day once it is excluded, and counts again when that is lifted; the stage stays", async () => {
    const leadId = await givenLead(house);
    await given(house, leadId, "demo_requested");
    later(house, { days: 3 });
    await given(house, leadId, "webinar_attended");
    const before = await stored(leadId);
    const { score: past } = { score: await on(leadId, 2) };
    const asked = await db().activity.findFirstOrThrow({ where: { leadId, type: "demo_requested" } });
    const { exclusionId } = await excludeActivity(house.as(house.marta), {
      activityId: asked.id,
      reason: "Our own test",
    });
    expect((await stored(leadId)).score).toBeLessThan(before.score);
    expect((await on(leadId, 2)).total).toBeLessThan(past.total);
    expect(await stageOf(leadId)).toBe("mql");
    expect(await db().activity.findUniqueOrThrow({ where: { id: asked.id } })).toEqual(asked);
    await liftExclusion(house.as(house.milan), exclusionId);
    const { scoredOn: _, ...again } = await stored(leadId);
    expect(again).toMatchObject({ score: before.score, grade: before.grade, reason: before.reason });
    expect((await on(leadId, 2)).total).toBe(past.total);
  });

  test("is excluded once, however often and however many people say so at once", async () => {
    const leadId = await givenLead(house);
    await given(house, leadId, "webinar_attended");
    const { id: activityId } = await activityOf(leadId);
    const say = () => excludeActivity(house.as(house.marta), { activityId, reason: "A test" });
    const answers = await Promise.all([say(), say(), say()]);
    expect(new Set(answers.map(({ exclusionId }) => exclusionId)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    const id = answers[0]!.exclusionId;
    await Promise.all([liftExclusion(house.as(house.marta), id), liftExclusion(house.as(house.marta), id)]);
    expect(await db().auditEntry.count({ where: { action: "activity.counted-again" } })).toBe(1);
    expect((await say()).created).toBe(true);
  });

  test("says in the timeline why it does not count, and by whom", async () => {
    const leadId = await givenLead(house);
    await given(house, leadId, "webinar_attended");
    const { id: activityId } = await activityOf(leadId);
    await excludeActivity(house.as(house.marta), { activityId, reason: "A test" });
    const { data } = await timeline(db(), house.vera, leadId, { limit: 10, kinds: ["activity"] });
    expect(data).toMatchObject([
      { id: activityId, trust: "human", excluded: { own: true, reason: "A test", by: "Marta" } },
    ]);
  });

  test("is refused to reps and viewers, and where there is none", async () => {
    const leadId = await givenLead(house);
    await given(house, leadId, "webinar_attended");
    const { id: activityId } = await activityOf(leadId);
    for (const viewer of [house.sam, house.vera])
      await expect(excludeActivity(house.as(viewer), { activityId, reason: "No" })).rejects.toThrow(AppError);
    await expect(
      excludeActivity(house.as(house.marta), { activityId: leadId, reason: "No" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("all that look alike", () => {
  test("are found false where nothing else made the MQL, before and after it is done", async () => {
    const { falseLead, trueLead } = await givenFalseAndTrue();
    expect([await stageOf(falseLead), await stageOf(trueLead)]).toEqual(["mql", "mql"]);
    const before = await effectOfPattern(db(), house.marta, BOTS);
    expect(before).toMatchObject({ activities: 13, counted: 13, leads: 2 });
    expect(before.falseMqls).toMatchObject({ candidates: 2, replayed: 2, unclear: 0 });
    expect(before.falseMqls.passes).toMatchObject([
      { leadId: falseLead, passId: (await passOf(falseLead)).id, open: true, trigger: "score" },
    ]);
    const { scoreThen, scoreWithout } = before.falseMqls.passes[0]!;
    expect(scoreThen).toBe((await passOf(falseLead)).scoreAtMql);
    expect(scoreWithout).toBeLessThan(scoreThen);

    const { exclusionId } = await excludePattern(house.as(house.marta), { ...BOTS, reason: "Bots" });
    await settle(house.as(house.admin), exclusionId);
    expect((await effectOfExclusion(db(), house.marta, exclusionId)).falseMqls).toEqual(before.falseMqls);
    expect([await stageOf(falseLead), await stageOf(trueLead)]).toEqual(["mql", "mql"]);
    expect((await stored(falseLead)).score).toBe(scoreWithout);
  });

  test("count for nothing when they come later: no score, no request", async () => {
    await excludePattern(house.as(house.marta), { ...BOTS, reason: "Bots" });
    const leadId = await givenLead(house);
    const { score } = await stored(leadId);
    await given(house, leadId, "demo_requested", BOT);
    expect(await stageOf(leadId)).toBe("lead");
    expect((await stored(leadId)).score).toBe(score);
    await given(house, leadId, "demo_requested");
    expect(await stageOf(leadId)).toBe("mql");
  });

  test("are told by their type and time, too", async () => {
    const leadId = await givenLead(house);
    await given(house, leadId, "pricing_viewed", BOT);
    later(house, { days: 1 });
    await given(house, leadId, "pricing_viewed", BOT);
    await given(house, leadId, "page_viewed", BOT);
    const today = dayOf(house.now, "Europe/Berlin");
    const about = (more: object) => effectOfPattern(db(), house.marta, { ...BOTS, ...more });
    expect((await about({ activityType: "pricing_viewed" })).activities).toBe(2);
    expect((await about({ from: today })).activities).toBe(2);
    expect((await about({ from: today, activityType: "page_viewed" })).byType).toEqual([
      { type: "page_viewed", label: "Viewed a page", activities: 1 },
    ]);
    expect((await about({ to: today })).activities).toBe(3);
  });

  test("are scored anew to the end although the run is cut off, and lifting begins again", async () => {
    const { falseLead, trueLead } = await givenFalseAndTrue();
    const scores = [(await stored(falseLead)).score, (await stored(trueLead)).score];
    const { exclusionId } = await excludePattern(house.as(house.marta), { ...BOTS, reason: "Bots" });
    const aborted = new AbortController();
    aborted.abort();
    await settle(house.as(house.admin), exclusionId, aborted.signal);
    expect(await db().exclusion.findUniqueOrThrow({ where: { id: exclusionId } })).toMatchObject({
      settledAt: null,
    });
    await settle(house.as(house.admin), exclusionId);
    await settle(house.as(house.admin), exclusionId);
    expect(await db().exclusion.findUniqueOrThrow({ where: { id: exclusionId } })).toMatchObject({
      settledAt: house.now,
      leadsDone: 2,
    });
    await liftExclusion(house.as(house.marta), exclusionId);
    await settle(house.as(house.admin), exclusionId);
    expect([(await stored(falseLead)).score, (await stored(trueLead)).score]).toEqual(scores);
  });

  test("score the same whether an event, the settling or a re-score of everything looked", async () => {
    const { falseLead, trueLead } = await givenFalseAndTrue();
    const { exclusionId } = await excludePattern(house.as(house.marta), { ...BOTS, reason: "Bots" });
    await settle(house.as(house.admin), exclusionId);
    const settled = [await stored(falseLead), await stored(trueLead)];
    expect(await rescoreAll(house.as(house.admin))).toMatchObject({ done: 2, changed: 0 });
    expect([await stored(falseLead), await stored(trueLead)]).toEqual(settled);
  });

  test("an activity that is written while they are excluded is never missed", async () => {
    const leads = await Promise.all([1, 2, 3, 4].map(() => givenLead(house)));
    const visits = leads.flatMap((leadId) =>
      [1, 2, 3].map(() =>
        logActivity(house.as(house.marta), leadId, { type: "pricing_viewed", properties: BOT }),
      ),
    );
    const [{ exclusionId }] = await Promise.all([
      excludePattern(house.as(house.marta), { ...BOTS, reason: "Bots" }).then(async (made) => {
        await settle(house.as(house.admin), made.exclusionId);
        return made;
      }),
      ...visits,
    ]);
    expect(await rescoreAll(house.as(house.admin))).toMatchObject({ changed: 0 });
    expect(exclusionId).toBeTruthy();
  });
});
