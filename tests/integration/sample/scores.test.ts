import { beforeAll, describe, expect, test, vi } from "vitest";
import { attributeChanges, LEAD_ATTRIBUTES } from "@/lib/leads/attributes";
import { db } from "@/lib/platform/db/client";
import { oracle } from "@/lib/platform/doctor/oracle";
import { scoreColumns } from "@/lib/scoring/columns";
import { scoreLead } from "@/lib/scoring/evaluate";
import { modelInForce } from "@/lib/scoring/queries/models";
import { loadScoreSubjects } from "@/lib/scoring/queries/subjects";
import type { ScoreSubject } from "@/lib/scoring/score";
import { addDays, dayFromColumn, dayOf } from "@/lib/shared/day";
import { loadSampleWorkspace } from "@/prisma/seed";
import { useDatabase } from "@/tests/support/database";
import { givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase();
// Every lead on each of 120 days, twice over.
vi.setConfig({ testTimeout: 240_000 });

const ZONE = "Europe/Berlin";

let house: TestWorkspace;
let subjects: Map<string, ScoreSubject>;
let model: Awaited<ReturnType<typeof modelInForce>>;

beforeAll(async () => {
  house = await givenWorkspace();
  await loadSampleWorkspace(house.as(house.admin));
  const leads = await db().lead.findMany({ select: { id: true } });
  subjects = await loadScoreSubjects(
    db(),
    leads.map(({ id }) => id),
  );
  model = await modelInForce(db());
}, 180_000);

describe("the scores of the sample", () => {
  test("what is stored is what the evaluator says today", async () => {
    const today = dayOf(house.now, ZONE);
    const rows = await db().leadScore.findMany();
    expect(rows.length).toBe(subjects.size);
    for (const row of rows) {
      const expected = scoreColumns(
        scoreLead(subjects.get(row.leadId)!, model.document, today, ZONE, "EUR"),
        model.version,
      );
      expect({
        ...row,
        scoredOn: dayFromColumn(row.scoredOn),
        changesOn: row.changesOn && dayFromColumn(row.changesOn),
      }).toMatchObject(expected);
    }
  });

  test("the rows sum to the total of every lead on each of the last 120 days, and the oracle says the same", () => {
    const today = dayOf(house.now, ZONE);
    let days = 0;
    for (const subject of subjects.values())
      for (let back = 0; back < 120; back++) {
        const on = addDays(today, -back);
        // Before it was known a lead has nothing to count; one such day is enough.
        if (addDays(on, 1) < dayOf(subject.createdAt, ZONE)) break;
        const score = scoreLead(subject, model.document, on, ZONE, "EUR");
        const hundredths = score.rows.reduce((sum, row) => sum + Math.round(row.points * 100), 0);
        if (hundredths !== score.total * 100) expect.fail(`${subject.leadId} on ${on}: the rows do not sum`);
        const verdict = oracle(subject, model.document, on, ZONE);
        for (const [part, value] of Object.entries(verdict))
          if (score[part as keyof typeof verdict] !== value)
            expect.fail(
              `${subject.leadId} on ${on}: ${part} is ${score[part as keyof typeof verdict]}, not ${value}`,
            );
        days += 1;
      }
    expect(days).toBeGreaterThan(15_000);
  });

  test("the logs of attributes, replayed, end in the attributes that leads and companies have", async () => {
    const [leads, changes] = await Promise.all([
      db().lead.findMany(),
      db().leadAttributeChange.findMany({ orderBy: [{ at: "asc" }, { id: "asc" }] }),
    ]);
    const now = new Map<string, Record<string, unknown>>();
    for (const { leadId, field, value } of changes) now.set(leadId, { ...now.get(leadId), [field]: value });
    for (const lead of leads) {
      const attributes = Object.fromEntries(LEAD_ATTRIBUTES.map((field) => [field, lead[field]]));
      const expected = attributeChanges(null, { ...attributes, custom: {} });
      expect(now.get(lead.id)).toEqual(
        Object.fromEntries(expected.map(({ field, value }) => [field, value])),
      );
    }
  });
});
