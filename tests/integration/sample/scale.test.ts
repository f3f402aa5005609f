import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { scoreColumns } from "@/lib/scoring/columns";
import { scoreBriefly } from "@/lib/scoring/evaluate";
import { modelInForce } from "@/lib/scoring/queries/models";
import { loadScoreSubjects } from "@/lib/scoring/queries/subjects";
import { dayFromColumn, dayOf } from "@/lib/shared/day";
import { STAGES } from "@/lib/stages/stages";
import { type LoadedScale, seedScaleWorkspace } from "@/prisma/seed";
import { useDatabase } from "@/tests/support/database";
import { givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase();

const LEADS = 2_000;

let house: TestWorkspace;
let loaded: LoadedScale;

beforeAll(async () => {
  house = await givenWorkspace();
  loaded = await seedScaleWorkspace(house.as(house.admin), { leads: LEADS, seed: "test" });
}, 180_000);

describe("a workspace filled for benchmarks", () => {
  test("has the leads that were ordered, in every stage, with about ten activities each, and keeps every promise of the doctor", async () => {
    expect(await db().lead.count()).toBe(LEADS);
    expect(loaded).toMatchObject({ leads: LEADS, rows: { lead: LEADS, lead_score: LEADS } });
    const stages = await db().leadScore.groupBy({ by: ["stage"] });
    expect(stages.map(({ stage }) => stage).sort()).toEqual([...STAGES].sort());
    const activities = (await db().activity.count()) / LEADS;
    expect(activities).toBeGreaterThan(7);
    expect(activities).toBeLessThan(13);
    expect(await db().handoff.count({ where: { status: "pending" } })).toBeGreaterThan(0);
    expect(await examine()).toEqual([]);
  });

  test("stores the scores that the evaluator gives, with their grades, reasons and days of change", async () => {
    const { timeZone } = await db().workspace.findUniqueOrThrow({ where: { id: 1 } });
    const { document, version } = await modelInForce(db());
    const today = dayOf(house.now, timeZone);
    const stored = await db().leadScore.findMany();
    const subjects = await loadScoreSubjects(
      db(),
      stored.map(({ leadId }) => leadId),
    );
    for (const row of stored) {
      const { score, fit, engagement, adjustment, grade, near, reason, modelVersion } = row;
      const scoredOn = dayFromColumn(row.scoredOn);
      const changesOn = row.changesOn && dayFromColumn(row.changesOn);
      expect({
        score,
        fit,
        engagement,
        adjustment,
        grade,
        near,
        reason,
        scoredOn,
        modelVersion,
        changesOn,
      }).toEqual(scoreColumns(scoreBriefly(subjects.get(row.leadId)!, document, today, timeZone), version));
    }
  });

  test("holds nothing that has not happened yet, and no two people or leads of one address", async () => {
    for (const latest of [
      (await db().activity.aggregate({ _max: { occurredAt: true } }))._max.occurredAt,
      (await db().stageTransition.aggregate({ _max: { recordedAt: true } }))._max.recordedAt,
      (await db().lead.aggregate({ _max: { updatedAt: true } }))._max.updatedAt,
    ])
      expect(latest!.getTime()).toBeLessThanOrEqual(house.now.getTime());
    // Nobody is called as in the life that they lead.
    expect(await db().lead.count({ where: { searchText: { contains: "xfirstx" } } })).toBe(0);
    expect(
      await db().company.count({ where: { name: { contains: "xcompanyx", mode: "insensitive" } } }),
    ).toBe(0);
  });

  test("is made only where there are no leads", async () => {
    const again = seedScaleWorkspace(house.as(house.admin), { leads: 10, seed: "test" });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    const byMarketer = seedScaleWorkspace(house.as(house.marta), { leads: 10, seed: "test" });
    await expect(byMarketer).rejects.toMatchObject({ code: "forbidden" });
  });
});
