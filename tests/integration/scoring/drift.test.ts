import { beforeEach, expect, test } from "vitest";
import { deliverAlerts } from "@/lib/alerts/commands";
import { alertsOf } from "@/lib/alerts/queries";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { watchDrift } from "@/lib/scoring/commands/watch-drift";
import { driftBoard, driftFindings, driftRows } from "@/lib/scoring/queries/drift";
import { useDatabase } from "../../support/database";
import { givenLead, givenWorkspace, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true });

const DAY_MS = 86_400_000;
/** The Monday of the week in which the clock stands, in Berlin. */
const MONDAY = new Date("2026-03-08T23:00:00Z");

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const passes = new Map<string, number>();

/** Passes that began in the middle of a week, counted back from the one under way. */
async function givenPasses(
  leadId: string,
  weeksAgo: number,
  n: number,
  {
    grade = "A1",
    sqlAfterDays,
    trigger = "score",
  }: { grade?: string; sqlAfterDays?: number; trigger?: string } = {},
) {
  const mqlAt = new Date(MONDAY.getTime() + (3 - 7 * weeksAgo) * DAY_MS);
  const first = passes.get(leadId) ?? 0;
  passes.set(leadId, first + n);
  await db().pass.createMany({
    data: Array.from({ length: n }, (_, index) => ({
      id: newId(),
      leadId,
      number: first + index + 1,
      mqlAt,
      closedAt: mqlAt,
      closeKind: "recycled",
      trigger,
      modelVersion: 1,
      definitionVersion: 1,
      scoreAtMql: 60,
      gradeAtMql: grade,
      ...(sqlAfterDays === undefined ? {} : { sqlAt: new Date(mqlAt.getTime() + sqlAfterDays * DAY_MS) }),
    })),
  });
}

const lineOf = async (band: string, measure: string) =>
  (await driftBoard(db(), house.vera, house.now)).find(
    (line) => line.band === band && line.measure === measure,
  );

test("a band that brings far fewer MQLs than usual is found once, and marketers and managers are told with a link to its rows", async () => {
  const leadId = await givenLead(house);
  for (let week = 2; week <= 14; week++) await givenPasses(leadId, week, 20);
  await givenPasses(leadId, 1, 2);
  // What was imported tells nothing of the model.
  await givenPasses(leadId, 1, 30, { trigger: "import" });
  // The week under way is not over.
  await givenPasses(leadId, 0, 90);
  expect(await lineOf("A", "volume")).toMatchObject({
    now: { week: "2026-03-02", numerator: 2 },
    range: { center: 20 },
    side: "below",
  });
  const answers = await Promise.all([watchDrift(house.as(house.admin)), watchDrift(house.as(house.admin))]);
  expect(answers[0].found + answers[1].found).toBe(2);
  expect(await watchDrift(house.as(house.admin))).toEqual({ found: 0 });
  expect(await driftFindings(db(), house.vera)).toHaveLength(2);
  while ((await deliverAlerts(house.as(house.admin))) > 0);
  for (const viewer of [house.marta, house.milan]) {
    const { latest } = await alertsOf(db(), viewer);
    expect(latest.map(({ title }) => title).sort()).toEqual([
      "All bands: volume lies below its usual range",
      "Band A: volume lies below its usual range",
    ]);
    expect(latest.map(({ href }) => href).sort()[0]).toBe(
      "/scoring/drift?band=A&measure=volume&week=2026-03-02",
    );
  }
  expect((await alertsOf(db(), house.sam)).latest).toEqual([]);
  expect(
    await driftRows(db(), house.vera, { band: "A", measure: "volume", week: "2026-03-02" }),
  ).toHaveLength(2);
});

test("of conversion only weeks count that had their 28 days, and only SQLs within them", async () => {
  const leadId = await givenLead(house);
  for (let week = 6; week <= 18; week++) {
    await givenPasses(leadId, week, 10, { sqlAfterDays: 5 });
    await givenPasses(leadId, week, 10, { sqlAfterDays: 40 });
  }
  await givenPasses(leadId, 5, 2, { sqlAfterDays: 5 });
  await givenPasses(leadId, 5, 18);
  await givenPasses(leadId, 1, 20);
  expect(await lineOf("A", "conversion")).toMatchObject({
    now: { week: "2026-02-02", numerator: 2, denominator: 20 },
    range: { center: 0.5 },
    side: "below",
  });
});

test("nothing is said of a workspace that is young", async () => {
  const leadId = await givenLead(house);
  await givenPasses(leadId, 2, 20);
  await givenPasses(leadId, 1, 90);
  expect((await driftBoard(db(), house.vera, house.now)).every(({ range }) => range === null)).toBe(true);
  expect(await watchDrift(house.as(house.admin))).toEqual({ found: 0 });
});
