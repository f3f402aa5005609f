import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { LEAD_FIELDS } from "@/lib/conditions/fields";
import { editLead } from "@/lib/leads/commands/save";
import type { LeadPatch } from "@/lib/leads/schema";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { lookAt } from "@/lib/progression/commands/progress";
import { scoreLead } from "@/lib/scoring/evaluate";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { loadScoreSubjects } from "@/lib/scoring/queries/subjects";
import type { ScoreSubject } from "@/lib/scoring/score";
import { attributesOn } from "@/lib/scoring/tally";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { dayOf } from "@/lib/shared/day";
import { INITIATORS, TRUSTS } from "@/lib/tracking/activity";
import { useDatabase } from "../../support/database";
import { givenLead, givenWorkspace, later, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true });

const ZONE = "Europe/Berlin";
const seed = Number(process.env.BATON_TEST_SEED ?? Date.now() % 1_000_000);

const FIELDS = [
  ...Object.keys(LEAD_FIELDS),
  "externalId",
  "custom.tier",
  "custom.a b",
  "company.custom.tier",
  "nowhere",
];

/** Asks every field there is, so that all of them are read; and of activities what few models ask. */
const CURIOUS: ScoringModelDocument = {
  ...BALANCED,
  rules: [
    ...BALANCED.rules,
    ...FIELDS.map((field, index) => ({
      kind: "fit" as const,
      id: `knows-${index}`,
      label: `Knows ${field}`,
      group: "person",
      points: 1,
      when: { not: { op: "is-empty" as const, field } },
    })),
    {
      kind: "engagement",
      id: "from-mail",
      label: "From a mail",
      group: "pages",
      points: 2,
      decay: { kind: "none" },
      activity: {
        types: ["page_viewed"],
        where: {
          any: [
            { op: "is", field: "channel", value: "email" },
            { op: "is", field: "campaign", value: "spring" },
          ],
        },
      },
    },
  ],
};

const text = fc.constantFrom("Alpha", "beta 7", "12", "Zürich");
const told = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const toldOrCleared = fc.option(fc.option(text), { nil: undefined });

const company = fc.record({
  domain: fc.constantFrom("one.example", "two.example"),
  industry: toldOrCleared,
  country: toldOrCleared,
  employees: told(fc.option(fc.integer({ min: 0, max: 900 }))),
  revenue: told(fc.option(fc.integer({ min: 0, max: 9_000_000_000 }))),
});

const edit = fc.record({
  days: fc.integer({ min: 0, max: 2 }),
  patch: fc.record({
    title: toldOrCleared,
    phone: toldOrCleared,
    country: toldOrCleared,
    asset: toldOrCleared,
    campaign: toldOrCleared,
    externalId: told(fc.uuid()),
    custom: told(
      fc.record({
        tier: fc.option(fc.constantFrom<string | number | boolean>("gold", 3, true)),
        "a b": fc.option(text),
      }),
    ),
    company: told(fc.option(company, { freq: 4 })),
  }),
});

/** Only what is told. */
const defined = (patch: object): LeadPatch => JSON.parse(JSON.stringify(patch)) as LeadPatch;

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace({ model: CURIOUS });
});

/** What the gate reads of the leads, looking at an instant; nothing is kept. */
async function readAt(now: Date, leadIds: readonly string[]): Promise<Map<string, ScoreSubject>> {
  const { snapshots } = await db().$transaction((tx) =>
    lookAt(tx, { ...house.as(house.marta), now }, leadIds),
  );
  return new Map([...snapshots].map(([id, { subject }]) => [id, subject]));
}

const valuesOn = (subject: ScoreSubject, day: string) => {
  const values = attributesOn(subject, day, ZONE);
  return Object.fromEntries(FIELDS.map((field) => [field, values.get(field) ?? null]));
};

describe(`what the gate reads (seed ${seed})`, () => {
  test("are the attributes that the logs tell, on the day it looks, also when a lead was changed after that day", async () => {
    const leads = await Promise.all([1, 2, 3].map(() => givenLead(house)));
    const days = [house.now];
    for (const { days: passed, patch } of fc.sample(edit, { numRuns: 12, seed })) {
      later(house, { days: passed, minutes: 5 });
      days.push(house.now);
      await editLead(house.as(house.marta), leads[days.length % leads.length]!, defined(patch));
    }
    later(house, { days: 1 });
    for (const now of [...days, house.now]) {
      const day = dayOf(now, ZONE);
      const read = await readAt(now, leads);
      const logged = await loadScoreSubjects(db(), leads);
      for (const id of leads) {
        expect(valuesOn(read.get(id)!, day)).toEqual(valuesOn(logged.get(id)!, day));
        const score = (subject: ScoreSubject) => scoreLead(subject, CURIOUS, day, ZONE, "EUR");
        expect(score(read.get(id)!)).toEqual(score(logged.get(id)!));
      }
    }
  });

  test("are the activities in order of their time, then id, each as it was told", async () => {
    const leads = await Promise.all([1, 2, 3].map(() => givenLead(house)));
    const deed = fc.record({
      leadId: fc.constantFrom(...leads),
      type: fc.constantFrom("page_viewed", "content_downloaded", "email_sent"),
      // Few instants, one of them before PostgreSQL's own beginning of time: many activities share one.
      occurredAt: fc.constantFrom(
        "1999-12-31T23:59:59.999Z",
        "2026-03-01T08:00:00.123Z",
        "2026-03-02T08:00:00Z",
      ),
      trust: fc.constantFrom(...TRUSTS),
      initiatedBy: fc.option(fc.constantFrom(...INITIATORS)),
      channel: fc.option(fc.constantFrom("email", "paid, social")),
      campaign: fc.option(fc.constantFrom("spring", "")),
      properties: fc.record({ path: fc.constantFrom("/pricing", '/a"b\\c', "/ü") }),
      id: fc.uuid(),
    });
    const rows = fc.sample(deed, { numRuns: 60, seed });
    await db().activity.createMany({
      data: rows.map((row) => ({
        ...row,
        receivedAt: house.now,
        source: "test",
        messageId: newId(),
        payloadHash: "",
      })),
    });
    const read = await readAt(house.now, leads);
    const all = await loadScoreSubjects(db(), leads);
    for (const leadId of leads) {
      const stored = await db().activity.findMany({
        where: { leadId },
        orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
        select: {
          id: true,
          type: true,
          occurredAt: true,
          trust: true,
          initiatedBy: true,
          channel: true,
          campaign: true,
          properties: true,
        },
      });
      expect(stored.length).toBeGreaterThan(3);
      expect(all.get(leadId)!.activities).toEqual(stored);
      // Nobody asks what is told of mail that was sent.
      expect(read.get(leadId)!.activities).toEqual(
        stored.map((row) => (row.type === "email_sent" ? { ...row, properties: {} } : row)),
      );
    }
  });
});
