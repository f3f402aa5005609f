import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { upsertLead } from "@/lib/leads/commands/save";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { closeQueue } from "@/lib/platform/jobs/enqueue";
import { adjustScore } from "@/lib/scoring/commands/adjust";
import { drawHandSample, rateLead } from "@/lib/scoring/commands/hand-score";
import type { Rating } from "@/lib/scoring/hand/agreement";
import { handAgreement, handSample, LEAST_RATED } from "@/lib/scoring/queries/hand-scores";
import { useDatabase } from "../../support/database";
import { given, givenLead, givenWorkspace, type Person, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true });
afterAll(closeQueue);

let house: TestWorkspace;
let leads: string[];

/** Twelve leads: three each that did nothing, opened a page, came to a webinar, and looked at prices. */
beforeEach(async () => {
  house = await givenWorkspace();
  leads = [];
  for (const type of [null, "page_viewed", "webinar_attended", "pricing_viewed"])
    for (let copy = 0; copy < 3; copy++) {
      const { id: leadId } = await upsertLead(house.as(house.marta), {
        email: `${type}${copy}@somewhere.example`,
      });
      if (type) await given(house, leadId, type);
      leads.push(leadId);
    }
});

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "done",
    (error) => (error instanceof AppError ? error.code : String(error)),
  );

const scoreOf = async (leadId: string) =>
  (await db().leadScore.findUniqueOrThrow({ where: { leadId } })).score;

/** The person says of each lead of the sample what `says` answers to its score. */
async function rateAll(person: Person, says: (score: number) => Rating, most = Number.POSITIVE_INFINITY) {
  const { sampleId, leads: sampled } = (await handSample(db(), person))!;
  for (const { leadId } of sampled.slice(0, most))
    await rateLead(house.as(person), { sampleId, leadId, rating: says(await scoreOf(leadId)) });
}

const likeTheMachine = (score: number): Rating => (score >= 15 ? 5 : score > 0 ? 3 : 1);

describe("scoring by hand", () => {
  test("takes the same leads of every range for everybody, and shows no number of the machine", async () => {
    await drawHandSample(house.as(house.marta));
    const [sam, rosa] = await Promise.all([handSample(db(), house.sam), handSample(db(), house.rosa)]);
    expect(sam).toEqual(rosa);
    expect(sam!.leads.map(({ leadId }) => leadId).toSorted()).toEqual(leads.toSorted());
    expect(Object.keys(sam!.leads[0]!).toSorted()).toEqual(["leadId", "rating"]);
  });

  test("leaves what sales works on and what is in the bin out of the sample", async () => {
    await db().$executeRaw`update lead_score set binned = true where lead_id = ${leads[0]}::uuid`;
    await drawHandSample(house.as(house.marta));
    const sampled = (await handSample(db(), house.sam))!.leads.map(({ leadId }) => leadId);
    expect(sampled).not.toContain(leads[0]);
    expect(sampled).toHaveLength(11);
  });

  test("keeps the machine's score of that moment beside the person's, without what people added to it", async () => {
    await drawHandSample(house.as(house.marta));
    const { sampleId } = (await handSample(db(), house.sam))!;
    const leadId = leads[11]!;
    await adjustScore(house.as(house.marta), leadId, { points: 30, reason: "Met at the fair" });
    await rateLead(house.as(house.sam), { sampleId, leadId, rating: 2 });
    await rateLead(house.as(house.sam), { sampleId, leadId, rating: 5 });
    expect(await db().handScore.findMany()).toMatchObject([
      { userId: house.sam.id, leadId, rating: 5, score: (await scoreOf(leadId)) - 30, modelVersion: 1 },
    ]);
  });

  test("shows the agreement only to who has scored ten leads, and of the others only those leads", async () => {
    await drawHandSample(house.as(house.marta));
    await rateAll(house.rosa, likeTheMachine);
    await rateAll(house.sam, likeTheMachine, LEAST_RATED - 1);
    expect(await handAgreement(db(), house.sam)).toBeNull();
    await rateAll(house.sam, likeTheMachine, LEAST_RATED);
    const seen = (await handAgreement(db(), house.sam))!;
    expect(seen.people.map(({ name, agreement }) => [name, agreement.n])).toEqual([
      ["Rosa", 10],
      ["Sam", 10],
    ]);
    // Who does not take part sees all of it.
    expect((await handAgreement(db(), house.vera))!.people[0]!.agreement.n).toBe(12);
  });

  test("compares people with the machine and with each other, and names the largest disagreements", async () => {
    await drawHandSample(house.as(house.marta));
    await rateAll(house.rosa, likeTheMachine);
    await rateAll(house.sam, (score) => (6 - likeTheMachine(score)) as Rating);
    const { people, shown, disagreements } = (await handAgreement(db(), house.sam))!;
    const [rosa, sam] = people;
    expect(rosa!.agreement.correlation).toBeGreaterThan(0.9);
    expect(rosa!.agreement.disagreements).toEqual([]);
    expect(sam!.agreement.correlation).toBeLessThan(-0.9);
    expect([rosa!.withOthers, sam!.withOthers]).toEqual([expect.closeTo(-1, 10), expect.closeTo(-1, 10)]);
    expect(shown!.name).toBe("Sam");
    expect(disagreements.length).toBeGreaterThan(0);
    expect(disagreements[0]).toMatchObject({ scoredOn: "2026-03-11", name: expect.any(String) });
    expect((await handAgreement(db(), house.sam, house.rosa.id))!.shown!.name).toBe("Rosa");
  });

  test("is for those who work with leads; a new sample is drawn by who may edit the model", async () => {
    expect(await codeOf(drawHandSample(house.as(house.sam)))).toBe("forbidden");
    await drawHandSample(house.as(house.marta));
    const { sampleId } = (await handSample(db(), house.sam))!;
    const said = { sampleId, leadId: leads[0]!, rating: 3 as const };
    expect(await codeOf(rateLead(house.as(house.vera), said))).toBe("forbidden");
    expect(await codeOf(rateLead(house.as(house.milan), said))).toBe("done");
    expect(await codeOf(rateLead(house.as(house.sam), { ...said, leadId: newId() }))).toBe("not_found");
    const outside = await givenLead(house);
    expect(await codeOf(rateLead(house.as(house.sam), { ...said, leadId: outside }))).toBe("not_found");
  });

  test("says so when there is nobody to score", async () => {
    await db().leadScore.updateMany({ data: { binned: true } });
    expect(await codeOf(drawHandSample(house.as(house.marta)))).toBe("conflict");
    expect(await db().handSample.count()).toBe(0);
  });
});
