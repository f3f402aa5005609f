import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { logActivities, logActivity, type Sent } from "@/lib/tracking/commands";
import { useDatabase } from "../../support/database";
import { givenLead, givenWorkspace, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const seed = Number(process.env.BATON_TEST_SEED ?? Date.now() % 1_000_000);

const TYPES = [
  "page_viewed",
  "page_viewed",
  "pricing_viewed",
  "email_clicked",
  "webinar_attended",
  "product_used",
  "unsubscribed",
  "demo_requested",
];
const LEADS = 6;
const HOUR = 3_600_000;

type Event = { lead: number; type: string; hoursAgo: number; message: string };

const events: fc.Arbitrary<Event[]> = fc.uniqueArray(
  fc.record({
    lead: fc.integer({ min: 0, max: LEADS - 1 }),
    type: fc.constantFrom(...TYPES),
    hoursAgo: fc.integer({ min: 0, max: 200 }),
    message: fc.integer({ min: 1, max: 400 }).map((number) => `m-${number}`),
  }),
  { selector: ({ message }) => message, minLength: 40, maxLength: 40 },
);

/** The same events, some of them more than once, in another order, cut at other places. */
const variant = (all: readonly Event[]): fc.Arbitrary<Event[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...all], { minLength: all.length }),
      fc.subarray([...all], { maxLength: 12 }),
      fc.uniqueArray(fc.integer({ min: 1, max: all.length }), { maxLength: 8 }),
    )
    .map(([order, again, cuts]) => {
      const sequence = [...order, ...again];
      const places = [0, ...cuts.sort((a, b) => a - b), sequence.length];
      return places.slice(1).map((end, index) => sequence.slice(places[index], end));
    });

const sentBy = (run: string, leads: readonly string[], batch: readonly Event[]): Sent[] =>
  batch.map(({ lead, type, hoursAgo, message }) => ({
    leadId: leads[lead]!,
    input: {
      type,
      messageId: `${run} ${message}`,
      occurredAt: new Date(house.now.getTime() - hoursAgo * HOUR).toISOString(),
      ...(type === "page_viewed" ? { properties: { path: "/compare" } } : {}),
    },
  }));

const givenLeads = () => Promise.all(Array.from({ length: LEADS }, () => givenLead(house)));

/** What is known of each lead, in words that do not depend on ids. */
async function stateOf(leads: readonly string[]) {
  return Promise.all(
    leads.map(async (leadId) => {
      const live = await db().leadScore.findUniqueOrThrow({ where: { leadId } });
      const { stage, score, fit, engagement, grade, reason, scoredOn, changesOn, lastActivityAt } = live;
      const activities = await db().activity.findMany({
        where: { leadId },
        orderBy: [{ occurredAt: "asc" }, { type: "asc" }],
        select: { type: true, occurredAt: true },
      });
      return {
        stage,
        score,
        fit,
        engagement,
        grade,
        reason,
        scoredOn,
        changesOn,
        lastActivityAt,
        activities,
      };
    }),
  );
}

/** The course of each lead: every transition, pass and handoff in its order. */
async function courseOf(leads: readonly string[]) {
  return Promise.all(
    leads.map(async (leadId) => ({
      moves: await db().stageTransition.findMany({
        where: { leadId },
        orderBy: { seq: "asc" },
        select: { seq: true, fromStage: true, toStage: true, trigger: true, score: true },
      }),
      handoffs: await db().handoff.count({ where: { leadId } }),
      unsubscribed: (await db().lead.findUniqueOrThrow({ where: { id: leadId } })).unsubscribedAt,
    })),
  );
}

describe(`activities in batches (seed ${seed})`, () => {
  test("end as one at a time does, move for move, however they are split", async () => {
    const [all] = fc.sample(events, { numRuns: 1, seed });
    const [batches] = fc.sample(variant(all!), { numRuns: 1, seed: seed + 1 });
    const [single, batched] = [await givenLeads(), await givenLeads()];
    for (const { leadId, input } of sentBy("single", single, batches!.flat()))
      await logActivity(house.as(house.marta), leadId, input);
    for (const batch of batches!)
      await logActivities(house.as(house.marta), sentBy("batched", batched, batch));
    expect(await stateOf(batched)).toEqual(await stateOf(single));
    expect(await courseOf(batched)).toEqual(await courseOf(single));
  });

  test("give the same activities and scores in any order, with any of them repeated", async () => {
    const [all] = fc.sample(events, { numRuns: 1, seed });
    const runs = [];
    for (let run = 0; run < 3; run++) {
      const [batches] = fc.sample(variant(all!), { numRuns: 1, seed: seed + run });
      const leads = await givenLeads();
      for (const batch of batches!)
        await logActivities(house.as(house.marta), sentBy(`${run}`, leads, batch));
      const states = await stateOf(leads);
      // What moves a lead first is decided by who comes first; what it did and scores is not.
      runs.push(states.map(({ stage: _, ...state }) => state));
    }
    for (const other of runs.slice(1)) expect(other).toEqual(runs[0]);
  });

  test("are taken whole by many writers at once, each message once", async () => {
    const leads = await givenLeads();
    const [all] = fc.sample(events, { numRuns: 1, seed });
    const verdicts = await Promise.all(
      [0, 1, 2, 3].map((writer) => {
        const [batches] = fc.sample(variant(all!), { numRuns: 1, seed: seed + writer });
        return logActivities(house.as(house.marta), sentBy("same", leads, batches!.flat()));
      }),
    );
    const created = verdicts.flat().filter((verdict) => "created" in verdict && verdict.created);
    expect(created).toHaveLength(all!.length);
    expect(await db().activity.count()).toBe(all!.length);
    const alone = await givenLeads();
    await logActivities(house.as(house.marta), sentBy("alone", alone, all!));
    const scores = (states: Awaited<ReturnType<typeof stateOf>>) =>
      states.map(({ stage: _, ...state }) => state);
    expect(scores(await stateOf(leads))).toEqual(scores(await stateOf(alone)));
  });

  test("answer a message that somebody else stores meanwhile with theirs", async () => {
    const [theirs, ours] = await givenLeads();
    const id = newId();
    const times = { occurredAt: house.now, receivedAt: house.now };
    const row = { id, leadId: theirs!, type: "page_viewed", source: "manual", messageId: "m-1", ...times };
    let commit = () => {};
    const committed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const storing = db().$transaction(
      async (tx) => {
        await tx.activity.create({ data: { ...row, payloadHash: "another body" } });
        await committed;
      },
      { timeout: 30_000 },
    );
    const logging = logActivity(house.as(house.marta), ours!, { type: "page_viewed", messageId: "m-1" });
    await vi.waitFor(
      async () => {
        const [waiting] = await db().$queryRaw<
          { n: number }[]
        >`select count(*)::int as n from pg_locks where not granted`;
        expect(waiting!.n).toBe(1);
      },
      { timeout: 20_000 },
    );
    commit();
    await storing;
    expect(await logging).toEqual({ activityId: id, created: false });
    expect(await db().activity.count()).toBe(1);
    expect(await db().activityConflict.count()).toBe(1);
  });

  test("refuse one by one: a stranger, an unknown type and a bad time keep nothing else back", async () => {
    const [lead] = await givenLeads();
    const at = (leadId: string, type: string, occurredAt = house.now.toISOString()): Sent => ({
      leadId,
      input: { type, occurredAt, messageId: newId() },
    });
    const verdicts = await logActivities(house.as(house.marta), [
      at(newId(), "page_viewed"),
      at(lead!, "no_such_type"),
      at(lead!, "page_viewed", "1999-01-01T00:00:00Z"),
      at(lead!, "page_viewed"),
    ]);
    expect(verdicts.map((verdict) => ("code" in verdict ? verdict.code : verdict.created))).toEqual([
      "not_found",
      "invalid",
      "invalid",
      true,
    ]);
  });

  test("a repeat under another lead keeps the first and is recorded as a conflict", async () => {
    const [first, second] = await givenLeads();
    const input = { type: "page_viewed", messageId: "m-1", occurredAt: house.now.toISOString() };
    const [kept, other] = await logActivities(house.as(house.marta), [
      { leadId: first!, input },
      { leadId: second!, input },
    ]);
    expect([kept, other]).toMatchObject([{ created: true }, { created: false }]);
    expect(await db().activity.findMany({ select: { leadId: true } })).toEqual([{ leadId: first }]);
    expect(await db().activityConflict.count()).toBe(1);
  });
});
