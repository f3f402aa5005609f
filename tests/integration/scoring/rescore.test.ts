import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { runImport } from "@/lib/imports/commands";
import { guessMapping } from "@/lib/imports/guess";
import { eraseLeads } from "@/lib/leads/commands/erase";
import { editLead } from "@/lib/leads/commands/save";
import { db } from "@/lib/platform/db/client";
import { openConnection } from "@/lib/platform/db/connection";
import { transaction } from "@/lib/platform/db/transaction";
import { closeQueue } from "@/lib/platform/jobs/enqueue";
import { scoreColumns } from "@/lib/scoring/columns";
import { adjustScore, endAdjustment } from "@/lib/scoring/commands/adjust";
import { saveDraft } from "@/lib/scoring/commands/drafts";
import { promoteLeads } from "@/lib/scoring/commands/promote";
import { publishDraft } from "@/lib/scoring/commands/publish";
import { markLeads, rescoreAfterPublish, rescoreAll, sweepDay } from "@/lib/scoring/commands/rescore";
import { withPoints, withRule } from "@/lib/scoring/edit";
import { scoreLead } from "@/lib/scoring/evaluate";
import { modelInForce, outdatedScores } from "@/lib/scoring/queries/models";
import { promotableCount, promotableLeads, unsettledScores } from "@/lib/scoring/queries/promotable";
import { scoreOfLead } from "@/lib/scoring/queries/scores";
import { loadScoreSubjects } from "@/lib/scoring/queries/subjects";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { addDays, dayFromColumn, dayOf } from "@/lib/shared/day";
import { Prisma } from "@/prisma/generated/client";
import { useDatabase } from "../../support/database";
import { givenImport } from "../../support/imports";
import {
  given,
  givenLead,
  givenWorkspace,
  later,
  stageOf,
  type TestWorkspace,
} from "../../support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});
afterAll(closeQueue);

const marketer = () => house.as(house.marta);
const today = () => dayOf(house.now, "Europe/Berlin");

const stored = (leadId: string) => db().leadScore.findUniqueOrThrow({ where: { leadId } });

/** What is stored for every lead, held against the evaluator on the day it is stored for and today. */
async function expectStoredIsRight(): Promise<void> {
  const { version, document } = await modelInForce(db());
  const rows = await db().leadScore.findMany();
  const subjects = await loadScoreSubjects(
    db(),
    rows.map((row) => row.leadId),
  );
  for (const row of rows)
    for (const day of [dayFromColumn(row.scoredOn), today()]) {
      const subject = subjects.get(row.leadId)!;
      const { scoredOn: _, ...score } = scoreColumns(
        scoreLead(subject, document, day, "Europe/Berlin", "EUR"),
        version,
      );
      const { changesOn, ...kept } = row;
      expect({ ...kept, changesOn: changesOn && dayFromColumn(changesOn) }).toMatchObject(score);
    }
}

async function publishWebinar(points: number): Promise<void> {
  const rule = BALANCED.rules.find(({ id }) => id === "webinar")!;
  await saveDraft(marketer(), { document: withRule(BALANCED, withPoints(rule, points)) });
  await publishDraft(marketer(), { note: "test" });
}

describe("the change of day", () => {
  test("scores anew exactly what decays, expires or grows quiet, so that stored stays equal to recomputed", async () => {
    const decaying = await givenLead(house);
    const quiet = await givenLead(house);
    await given(house, decaying, "pricing_viewed");
    expect(dayFromColumn((await stored(decaying)).changesOn!)).toBe(addDays(today(), 1));
    expect(dayFromColumn((await stored(quiet)).changesOn!)).toBe(addDays(today(), 30));
    for (const days of [1, 1, 5, 23, 40]) {
      later(house, { days });
      await sweepDay(marketer());
      await expectStoredIsRight();
    }
    const { sweptOn } = await db().workspace.findUniqueOrThrow({ where: { id: 1 } });
    expect(dayFromColumn(sweptOn!)).toBe(today());
  });

  test("touches nobody whose score does not change, and is empty when repeated", async () => {
    await givenLead(house);
    const decaying = await givenLead(house);
    await given(house, decaying, "pricing_viewed");
    later(house, { days: 1 });
    expect(await sweepDay(marketer())).toEqual({ done: 1, changed: 1 });
    expect(await sweepDay(marketer())).toEqual({ done: 0, changed: 0 });
  });
});

describe("a publish", () => {
  test("leaves stored scores until the re-score, which brings all to the new version and promotes nobody", async () => {
    const leads = await Promise.all(Array.from({ length: 7 }, () => givenLead(house)));
    for (const lead of leads) await given(house, lead, "webinar_attended");
    await publishWebinar(60);
    expect(await outdatedScores(db(), house.marta, 2)).toBe(7);
    expect(await rescoreAll(marketer(), { only: "outdated" })).toEqual({ done: 7, changed: 7 });
    expect(await outdatedScores(db(), house.marta, 2)).toBe(0);
    await expectStoredIsRight();
    for (const lead of leads) expect(await stageOf(lead)).toBe("lead");
    expect((await promotableLeads(db(), house.marta)).map(({ id }) => id).sort()).toEqual([...leads].sort());
  });

  test("offers exactly who meets the line by then, and who lacks a required field apart from them", async () => {
    const able = await givenLead(house);
    const nameless = await givenLead(house, { email: null, externalId: "crm-7" });
    const below = await givenLead(house);
    for (const lead of [able, nameless]) await given(house, lead, "webinar_attended");
    await publishWebinar(60);
    expect(await unsettledScores(db(), house.marta, today())).toBe(3);
    expect(await promotableCount(db(), house.marta)).toBe(0);
    await rescoreAll(marketer(), { only: "outdated" });
    expect(await unsettledScores(db(), house.marta, today())).toBe(0);
    expect(await promotableCount(db(), house.marta)).toBe(1);
    expect(await promotableLeads(db(), house.marta)).toMatchObject([
      { id: able, missing: null },
      { id: nameless, missing: "e-mail" },
    ]);
    // Whoever grows quiet today is not scored as of today yet.
    later(house, { days: 30 });
    expect(await unsettledScores(db(), house.marta, today())).toBeGreaterThan(0);
    await sweepDay(marketer());
    expect(await unsettledScores(db(), house.marta, today())).toBe(0);
    expect(await stageOf(below)).toBe("lead");
  });

  test("is followed by a re-score that takes up where another one ended", async () => {
    const [first, second] = [await givenLead(house), await givenLead(house)];
    await publishWebinar(60);
    await db().leadScore.update({ where: { leadId: first }, data: { modelVersion: 2 } });
    expect(await rescoreAll(marketer(), { only: "outdated" })).toEqual({ done: 1, changed: 1 });
    expect((await stored(second)).modelVersion).toBe(2);
  });

  test("lets a person promote who meets the line now; who lacks a field stays and says so", async () => {
    const [whole, nameless] = [
      await givenLead(house),
      await givenLead(house, { email: null, externalId: "x-1" }),
    ];
    for (const lead of [whole, nameless]) await given(house, lead, "webinar_attended");
    await publishWebinar(50);
    await rescoreAll(marketer());
    const { promoted, refused } = await promoteLeads(marketer(), [whole, nameless]);
    expect(promoted).toBe(1);
    expect(refused).toEqual([{ leadId: nameless, why: expect.stringMatching(/e-mail/i) }]);
    expect([await stageOf(whole), await stageOf(nameless)]).toEqual(["mql", "lead"]);
  });
});

/**
 * Re-scores all, with `work` done after everything was read and before anything is written: the run finds this lead, its
 * first, locked.
 */
async function rescoreAround(first: string, work: () => Promise<unknown>): Promise<void> {
  const holder = await openConnection();
  let run: Promise<unknown> = Promise.resolve();
  await holder.transaction(async () => {
    await holder.rows(Prisma.sql`select from lead_score where lead_id = ${first}::uuid for update`);
    run = rescoreAll(marketer());
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    await work();
    expect(await waiting()).toBe(1);
  });
  await holder.close();
  await run;
}

async function waiting(): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row!.count;
}

const companyOf = (name: string) => ({
  company: { name, domain: `${name.toLowerCase()}.example`, industry: null, employees: null },
});

describe("what happens between a re-score's reading and its writing", () => {
  /** In the order of ids, each at a company of its own. */
  async function givenLeads(count: number): Promise<string[]> {
    const leads: string[] = [];
    for (let at = 0; at < count; at++) leads.push(await givenLead(house, companyOf(`Yard${at}`)));
    return leads.sort();
  }

  test("is in every score afterwards: events, edits, facts of the company, adjustments", async () => {
    const [first, seen, edited, employed, adjusted, ended] = await givenLeads(6);
    const { adjustmentId } = await adjustScore(marketer(), ended!, { points: 10, reason: "met" });
    await publishWebinar(60);
    const name = (await db().lead.findUniqueOrThrow({ where: { id: employed! }, include: { company: true } }))
      .company!.name;
    const before = await db().leadScore.findMany();
    await rescoreAround(first!, async () => {
      await given(house, seen!, "webinar_attended");
      await editLead(marketer(), edited!, { title: "Intern" });
      await givenLead(house, {
        company: { ...companyOf(name).company, industry: "Manufacturing", employees: 400 },
      });
      await adjustScore(marketer(), adjusted!, { points: 20, reason: "met at the fair" });
      await endAdjustment(marketer(), ended!, adjustmentId);
    });
    await expectStoredIsRight();
    const scoreBefore = new Map(before.map(({ leadId, score }) => [leadId, score]));
    for (const lead of [seen, edited, employed, adjusted, ended])
      expect((await stored(lead!)).score).not.toBe(scoreBefore.get(lead!));
  });

  test("may be the end of a lead", async () => {
    const [first, erased] = await givenLeads(3);
    await publishWebinar(60);
    await rescoreAround(first!, () => transaction((tx) => eraseLeads(tx, [erased!])));
    expect(await db().leadScore.findUnique({ where: { leadId: erased! } })).toBeNull();
    expect(await outdatedScores(db(), house.marta, 2)).toBe(0);
    await expectStoredIsRight();
  });

  test("is the model of every score afterwards, when it is a publish", async () => {
    const [first] = await givenLeads(3);
    await publishWebinar(60);
    await rescoreAround(first!, () => publishWebinar(70));
    expect(await outdatedScores(db(), house.marta, 3)).toBe(0);
    await expectStoredIsRight();
  });

  test("is not set back when it belongs to a later day", async () => {
    const [first, seen] = await givenLeads(2);
    await given(house, seen!, "pricing_viewed");
    await publishWebinar(60);
    await rescoreAround(first!, async () => {
      later(house, { days: 3 });
      await given(house, seen!, "pricing_viewed");
    });
    expect(dayFromColumn((await stored(seen!)).scoredOn)).toBe(today());
    await sweepDay(marketer());
    await expectStoredIsRight();
  });

  test("leaves another mark on the lead also when its score stays what it was", async () => {
    const lead = await givenLead(house, companyOf("Quay"));
    await publishWebinar(60);
    await rescoreAll(marketer());
    const mark = async () => {
      const [row] = await db().$queryRaw<{ mark: string }[]>`
        select xmin::text as mark from lead_score where lead_id = ${lead}::uuid`;
      return row!.mark;
    };
    const told: (() => Promise<unknown>)[] = [
      () => given(house, lead, "note_added", { text: "called back" }),
      () => editLead(marketer(), lead, { phone: "+49 30 901820" }),
      () => givenLead(house, { company: { ...companyOf("Quay").company, country: "Norway" } }),
      () => adjustScore(marketer(), lead, { points: 0, reason: "looked at" }),
      () => transaction((tx) => markLeads(tx, [lead])),
    ];
    for (const tell of told) {
      const [{ score, reason }, before] = [await stored(lead), await mark()];
      await tell();
      expect(await stored(lead)).toMatchObject({ score, reason });
      expect(await mark()).not.toBe(before);
    }
    const settled = await mark();
    await rescoreAll(marketer());
    expect(await mark()).toBe(settled);
  });
});

describe("leads that an import makes while a model is published", () => {
  const fileOf = (rows: number) => ({
    text: ["E-mail", ...Array.from({ length: rows }, (_, row) => `p${row}@acme.example`)].join("\n"),
  });
  const mapping = {
    ...guessMapping(["E-mail"], [[""]]),
    columns: [{ column: "E-mail", to: { kind: "field", field: "email" } }],
  } as const;

  /** Whether a re-score asked who was at work before it began. */
  async function askedWhoIsAtWork(): Promise<boolean> {
    const [row] = await db().$queryRaw<{ asked: boolean }[]>`
      select exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and query like '%backend_type%xact_start <%') as asked`;
    return row!.asked;
  }

  /** Runs an import whose first batch has made its leads under version 1 when `work` begins, and ends only after it. */
  async function importAround(
    order: { rows: number; score: boolean },
    work: () => Promise<unknown>,
  ): Promise<void> {
    const importId = await givenImport(marketer(), fileOf(order.rows), { mapping, score: order.score });
    const holder = await openConnection();
    let run: Promise<unknown> = Promise.resolve();
    await holder.transaction(async () => {
      await holder.execute(Prisma.sql`lock table import_row in share mode`);
      run = runImport(marketer(), importId);
      await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
      await work();
    });
    await run;
    await holder.close();
  }

  test("are brought to the new version, though the re-score could not see them at first", async () => {
    let job: Promise<unknown> = Promise.resolve();
    await importAround({ rows: 3, score: true }, async () => {
      await publishWebinar(60);
      let isDone = false;
      job = rescoreAfterPublish(marketer()).then(() => (isDone = true));
      await expect.poll(async () => isDone || (await askedWhoIsAtWork()), { timeout: 20_000 }).toBe(true);
    });
    await job;
    expect(await db().leadScore.count()).toBe(3);
    expect(await outdatedScores(db(), house.marta, 2)).toBe(0);
  });

  test("belong to the new version from the next batch on, also when they are not scored", async () => {
    await importAround({ rows: 501, score: false }, () => publishWebinar(60));
    expect(await outdatedScores(db(), house.marta, 2)).toBe(500);
    await rescoreAfterPublish(marketer());
    expect(await outdatedScores(db(), house.marta, 2)).toBe(0);
    await rescoreAll(marketer());
  });
});

describe("a re-score beside events", () => {
  test("loses none of them and leaves every stored score right", async () => {
    const leads = await Promise.all(Array.from({ length: 6 }, () => givenLead(house)));
    const events = leads
      .flatMap((lead) => [lead, lead, lead])
      .map((lead) => given(house, lead, "email_clicked"));
    await Promise.all([...events, rescoreAll(marketer()), rescoreAll(marketer())]);
    await expectStoredIsRight();
  });
});

describe("the score of a past day", () => {
  test("knows neither later activities nor later facts, whatever is stored now", async () => {
    const lead = await givenLead(house, { title: null });
    const before = today();
    later(house, { days: 3 });
    await given(house, lead, "demo_requested");
    const ask = (on: string) => scoreOfLead(db(), house.sam, lead, { on, now: house.now });
    expect(await ask(before)).toMatchObject({ engagement: 0, model: 1 });
    expect(await ask(today())).toMatchObject({ engagement: 50 });
  });

  test("can be asked under any published version", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "webinar_attended");
    await publishWebinar(40);
    const under = async (version: number) =>
      (await scoreOfLead(db(), house.sam, lead, { version, now: house.now })).engagement;
    expect([await under(1), await under(2)]).toEqual([15, 40]);
  });
});

describe("an adjustment", () => {
  test("is a row of the explanation until its last day and leaves the grade to the machine", async () => {
    const lead = await givenLead(house);
    const { score, grade } = await stored(lead);
    await adjustScore(marketer(), lead, {
      points: 20,
      reason: "met at the fair",
      expiresOn: addDays(today(), 2),
    });
    expect(await stored(lead)).toMatchObject({ score: score + 20, adjustment: 20, grade });
    const { rows } = await scoreOfLead(db(), house.sam, lead, { now: house.now });
    expect(rows.find((row) => row.kind === "adjustment")).toMatchObject({
      label: "Adjusted by hand: met at the fair",
      points: 20,
    });
    later(house, { days: 3 });
    await sweepDay(marketer());
    expect(await stored(lead)).toMatchObject({ score, adjustment: 0 });
  });

  test("that is ended the same day was a slip; later it stays in the days it counted", async () => {
    const lead = await givenLead(house);
    const slip = await adjustScore(marketer(), lead, { points: 20, reason: "slip" });
    await endAdjustment(marketer(), lead, slip.adjustmentId);
    expect((await stored(lead)).adjustment).toBe(0);
    const meant = await adjustScore(marketer(), lead, { points: 10, reason: "meant" });
    const first = today();
    later(house, { days: 2 });
    await endAdjustment(marketer(), lead, meant.adjustmentId);
    const on = async (day: string) =>
      (await scoreOfLead(db(), house.sam, lead, { on: day, now: house.now })).adjustment;
    expect([await on(first), await on(today())]).toEqual([10, 0]);
    await expectStoredIsRight();
  });

  test("is not for reps and viewers, nor for a lead that does not exist, nor for a past day", async () => {
    const lead = await givenLead(house);
    const adjust = (who: typeof house.sam, id = lead, expiresOn: string | null = null) =>
      adjustScore(house.as(who), id, { points: 5, reason: "because", expiresOn });
    await expect(adjust(house.sam)).rejects.toMatchObject({ code: "forbidden" });
    await expect(adjust(house.vera)).rejects.toMatchObject({ code: "forbidden" });
    await expect(adjust(house.marta, "not-an-id")).rejects.toMatchObject({ code: "not_found" });
    await expect(adjust(house.marta, lead, addDays(today(), -1))).rejects.toMatchObject({ code: "invalid" });
  });
});
