import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { recordset } from "@/lib/platform/db/recordset";
import { oracle } from "@/lib/platform/doctor/oracle";
import { newId } from "@/lib/platform/ids";
import { closeQueue } from "@/lib/platform/jobs/enqueue";
import { scoreColumns } from "@/lib/scoring/columns";
import { rescoreAll } from "@/lib/scoring/commands/rescore";
import { scoreBriefly } from "@/lib/scoring/evaluate";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { loadScoreSubjects } from "@/lib/scoring/queries/subjects";
import { scoringModelDocument } from "@/lib/scoring/schema";
import type { ScoreSubject } from "@/lib/scoring/score";
import { dayFromColumn, dayOf, startOfDay } from "@/lib/shared/day";
import { model, subject, zone } from "../../oracle/arbitraries";
import { useDatabase } from "../../support/database";
import { given, givenWorkspace, later, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true });
afterAll(closeQueue);

/** More than two chunks, so that several are under way at once. */
const LEADS = 2_100;
const ON = "2026-04-20";

const seed = Number(process.env.BATON_TEST_SEED ?? Date.now() % 1_000_000);

const storable = model.filter((document) => scoringModelDocument.safeParse(document).success);

type World = {
  house: TestWorkspace;
  document: ScoringModelDocument;
  timeZone: string;
  subjects: Map<string, ScoreSubject>;
};

/** Any leads under any model in any zone, stored as the application stores them. */
async function givenWorld(at: number): Promise<World> {
  const [document] = fc.sample(storable, { numRuns: 1, seed: at });
  const [timeZone] = fc.sample(zone, { numRuns: 1, seed: at });
  const drawn = fc.sample(subject, { numRuns: LEADS, seed: at });
  const now = new Date(startOfDay(ON, timeZone!).getTime() + 12 * 3_600_000);
  const house = await givenWorkspace({ model: document!, timeZone: timeZone!, now });
  const subjects = new Map(drawn.map((one) => [newId(), one]));
  await store(subjects);
  return { house, document: document!, timeZone: timeZone!, subjects };
}

const COMPANY = "company.";

async function store(subjects: ReadonlyMap<string, ScoreSubject>): Promise<void> {
  const tables: Record<string, object[]> = {
    company: [],
    lead: [],
    lead_attribute_change: [],
    company_attribute_change: [],
    activity: [],
    score_adjustment: [],
    stage_transition: [],
    lead_score: [],
  };
  const longAgo = new Date("2020-01-01T00:00:00Z");
  for (const [id, { createdAt, attributes, activities, adjustments }] of subjects) {
    const companyId = newId();
    const made = { createdAt, updatedAt: createdAt };
    tables.company!.push({ id: companyId, name: id, custom: {}, sample: false, version: 1, ...made });
    tables.lead!.push({
      id,
      name: id,
      custom: {},
      searchText: "",
      sample: false,
      version: 1,
      capturedAt: createdAt,
      companyId,
      ...made,
    });
    const ofLead = { leadId: id, actorId: null };
    const link = { field: "companyId", value: companyId, at: longAgo };
    tables.lead_attribute_change!.push({ ...ofLead, ...link, id: newId() });
    for (const { field, ...change } of attributes)
      if (field.startsWith(COMPANY))
        tables.company_attribute_change!.push({
          id: newId(),
          companyId,
          ...change,
          field: field.slice(COMPANY.length),
        });
      else tables.lead_attribute_change!.push({ ...ofLead, id: newId(), ...change, field });
    for (const { id: _, ...activity } of activities)
      tables.activity!.push({
        ...activity,
        id: newId(),
        leadId: id,
        receivedAt: activity.occurredAt,
        source: "api",
        messageId: newId(),
        payloadHash: "",
      });
    for (const { id: _, ...adjustment } of adjustments)
      tables.score_adjustment!.push({ ...adjustment, id: newId(), leadId: id, createdAt });
    const stage = { leadId: id, seq: 1 };
    tables.stage_transition!.push({
      ...stage,
      id: newId(),
      toStage: "lead",
      kind: "create",
      at: createdAt,
      recordedAt: createdAt,
      actorKind: "system",
      trigger: "created",
      definitionVersion: 1,
      modelVersion: 0,
      score: 0,
      imputed: false,
      outOfOrder: false,
      correlationId: newId(),
    });
    tables.lead_score!.push({
      ...stage,
      stage: "lead",
      stageSince: createdAt,
      score: 0,
      fit: 0,
      engagement: 0,
      adjustment: 0,
      grade: "",
      reason: "",
      scoredOn: "2020-01-01",
      modelVersion: 0,
      createdAt,
      binned: false,
    });
  }
  await db().$transaction(async (tx) => {
    for (const [table, rows] of Object.entries(tables))
      await tx.$executeRawUnsafe(
        `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        recordset(rows),
      );
  });
}

async function storedScores() {
  const rows = await db().leadScore.findMany();
  return new Map(rows.map((row) => [row.leadId, row]));
}

/** Each stored score against the independent oracle, and whole against the evaluator asked about that lead alone. */
async function expectStored(
  { document, timeZone, subjects }: World,
  besides: ReadonlySet<string> = new Set(),
) {
  const stored = await storedScores();
  for (const [leadId, one] of subjects) {
    if (besides.has(leadId)) continue;
    const { scoredOn, changesOn, ...row } = stored.get(leadId)!;
    const { total, fit, engagement, grade } = oracle(one, document, ON, timeZone);
    expect(row).toMatchObject({ score: total, fit, engagement, grade, modelVersion: 1 });
    const alone = scoreColumns(scoreBriefly({ ...one, leadId }, document, ON, timeZone), 1);
    const day = (column: Date | null) => column && dayFromColumn(column);
    expect({ ...row, scoredOn: day(scoredOn), changesOn: day(changesOn) }).toMatchObject(alone);
  }
}

describe(`any leads under any model (seed ${seed})`, () => {
  test("are re-scored to what the oracle says, and to what each lead gives by itself", async () => {
    const world = await givenWorld(seed);
    expect(await rescoreAll(world.house.as(world.house.marta))).toEqual({ done: LEADS, changed: LEADS });
    await expectStored(world);
  });

  test("are re-scored to the end by a second run after a first one was cut off", async () => {
    const world = await givenWorld(seed + 1);
    const caller = world.house.as(world.house.marta);
    const cut = rescoreAll(caller, {
      only: "outdated",
      onProgress: () => {
        throw new Error("the power failed");
      },
    });
    await expect(cut).rejects.toThrow("the power failed");
    const before = [...(await storedScores()).values()].filter((row) => row.modelVersion === 1).length;
    expect(before).toBeGreaterThan(0);
    const { done } = await rescoreAll(caller, { only: "outdated" });
    expect(done).toBe(LEADS - before);
    await expectStored(world);
  });

  test("lose no event that comes in between, and none is written over by an older score", async () => {
    const world = await givenWorld(seed + 2);
    const { house, document, timeZone, subjects } = world;
    const ids = [...subjects.keys()];
    const hit = ids.filter((_, index) => index % 40 === 0);
    let over = false;
    const visitor = async (own: readonly string[]) => {
      for (let round = 0; !over || round < 2; round++)
        for (const id of own) await given(house, id, "page_viewed", { path: "/pricing" });
    };
    const visits = [0, 1, 2, 3].map((share) => visitor(hit.filter((_, index) => index % 4 === share)));
    for (let run = 0; run < 3; run++) await rescoreAll(house.as(house.marta));
    over = true;
    await Promise.all(visits);
    later(house, { seconds: 1 });
    await expectStored(world, new Set(hit));
    const stored = await storedScores();
    const known = await loadScoreSubjects(db(), hit);
    for (const id of hit) {
      const { total } = oracle(known.get(id)!, document, dayOf(house.now, timeZone), timeZone);
      expect(stored.get(id)!.score).toBe(total);
    }
  });
});
