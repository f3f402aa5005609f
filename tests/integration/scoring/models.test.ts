import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { closeQueue } from "@/lib/platform/jobs/enqueue";
import { discardDraft, saveDraft, startDraftFrom } from "@/lib/scoring/commands/drafts";
import { look } from "@/lib/scoring/commands/look";
import { publishDraft, republish } from "@/lib/scoring/commands/publish";
import { withoutRule, withPoints, withRule } from "@/lib/scoring/edit";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { draft, modelInForce, modelVersion, modelVersions } from "@/lib/scoring/queries/models";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { useDatabase } from "../../support/database";
import { given, givenLead, givenWorkspace, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});
afterAll(closeQueue);

const marketer = () => house.as(house.marta);
const admin = () => house.as(house.admin);

/** Balanced with other points for a webinar. */
function webinar(points: number): ScoringModelDocument {
  const rule = BALANCED.rules.find(({ id }) => id === "webinar")!;
  return withRule(BALANCED, withPoints(rule, points));
}

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "done",
    (error) => (error instanceof AppError ? error.code : String(error)),
  );

describe("a draft", () => {
  test("starts from the version in force and is not stored before somebody changes it", async () => {
    expect(await draft(db(), house.marta)).toMatchObject({ revision: 0, basedOn: 1, document: BALANCED });
    expect(await db().scoringModel.count({ where: { status: "draft" } })).toBe(0);
  });

  test("is one for the workspace and says who changed it last", async () => {
    await saveDraft(marketer(), { document: webinar(20) });
    await saveDraft(admin(), { document: webinar(25) });
    expect(await draft(db(), house.marta)).toMatchObject({
      revision: 2,
      basedOn: 1,
      updatedBy: "Ada",
      document: webinar(25),
    });
  });

  test("of a second editor is refused with what is there now, and nothing is lost", async () => {
    const { revision } = await saveDraft(marketer(), { document: webinar(20), revision: 0 });
    await saveDraft(admin(), { document: webinar(25), revision });
    const late = saveDraft(marketer(), { document: webinar(30), revision });
    await expect(late).rejects.toMatchObject({
      code: "conflict",
      data: {
        current: { revision: 2, document: webinar(25) },
        by: "Ada",
        inForce: { version: 1, document: BALANCED },
      },
    });
    expect((await draft(db(), house.marta)).document).toEqual(webinar(25));
  });

  test("that two people start at once is started by one of them", async () => {
    const both = await Promise.all([
      codeOf(saveDraft(marketer(), { document: webinar(20), revision: 0 })),
      codeOf(saveDraft(admin(), { document: webinar(25), revision: 0 })),
    ]);
    expect(both.sort()).toEqual(["conflict", "done"]);
  });

  test("that was published tells who had it open what is in force now", async () => {
    const { revision } = await saveDraft(marketer(), { document: webinar(20) });
    await publishDraft(admin(), { note: "Now" });
    await expect(saveDraft(marketer(), { document: webinar(30), revision })).rejects.toMatchObject({
      code: "conflict",
      data: { current: null, inForce: { version: 2, document: webinar(20) } },
    });
  });

  test("that was discarded cannot be saved over by who had it open", async () => {
    const { revision } = await saveDraft(marketer(), { document: webinar(20) });
    await discardDraft(admin());
    expect(await codeOf(saveDraft(marketer(), { document: webinar(30), revision }))).toBe("conflict");
  });

  test("is not for reps, managers and viewers to change", async () => {
    for (const person of [house.sam, house.milan, house.vera])
      expect(await codeOf(saveDraft(house.as(person), { document: webinar(20) }))).toBe("forbidden");
  });
});

describe("publishing", () => {
  test("makes the draft the next version, in force at once, with who, when and why", async () => {
    await saveDraft(marketer(), { document: webinar(20) });
    expect(await publishDraft(marketer(), { note: "Webinars lead to meetings" })).toEqual({ version: 2 });
    expect(await modelInForce(db())).toEqual({ version: 2, document: webinar(20) });
    expect((await modelVersions(db(), house.sam))[0]).toMatchObject({
      version: 2,
      note: "Webinars lead to meetings",
      publishedBy: "Marta",
      basedOn: 1,
      inForce: true,
    });
    expect(await draft(db(), house.marta)).toMatchObject({ revision: 0, basedOn: 2 });
  });

  test("at once by two people makes one version", async () => {
    await saveDraft(marketer(), { document: webinar(20) });
    const both = await Promise.all([
      codeOf(publishDraft(marketer(), { note: "mine" })),
      codeOf(publishDraft(admin(), { note: "mine too" })),
    ]);
    expect(both.sort()).toEqual(["conflict", "done"]);
    expect(await modelVersions(db(), house.marta)).toHaveLength(2);
  });

  test("takes only the revision the person looked at", async () => {
    const { revision } = await saveDraft(marketer(), { document: webinar(20) });
    await saveDraft(admin(), { document: webinar(25) });
    expect(await codeOf(publishDraft(marketer(), { note: "mine", revision }))).toBe("conflict");
  });

  test("by a person asks for a look at what this revision does, and keeps who approved it", async () => {
    const first = await saveDraft(marketer(), { document: webinar(20) });
    const form = { note: "Webinars", revision: first.revision, approvedBy: "Milan Berger" };
    const publishAfterLook = (revision: number) =>
      publishDraft(marketer(), { ...form, revision }, { afterLook: true });
    expect(await codeOf(publishAfterLook(first.revision))).toBe("requirements_missing");
    await look(marketer(), { revision: first.revision });
    // Somebody saves again: what was looked at is not what would come into force.
    const second = await saveDraft(admin(), { document: webinar(25) });
    expect(await codeOf(publishAfterLook(second.revision))).toBe("requirements_missing");
    expect(await codeOf(look(marketer(), { revision: first.revision }))).toBe("conflict");
    expect(await look(marketer(), { revision: second.revision })).toMatchObject({ model: 1, entering: 0 });
    expect(await publishAfterLook(second.revision)).toEqual({ version: 2 });
    expect((await modelVersions(db(), house.sam))[0]).toMatchObject({ approvedBy: "Milan Berger" });
  });

  test("is looked at by who enters and who leaves the line, without moving anybody", async () => {
    const leadId = await givenLead(house);
    await given(house, leadId, "webinar_attended");
    const { score } = await db().leadScore.findUniqueOrThrow({ where: { leadId } });
    const { revision } = await saveDraft(marketer(), {
      document: { ...webinar(20), mql: [{ minTotal: 1 }] },
    });
    expect(await look(marketer(), { revision })).toMatchObject({
      size: 1,
      of: 1,
      entering: 1,
      stillLeads: 1,
      leaving: 0,
      changing: 1,
      enters: [{ id: leadId, stage: "lead", before: score }],
    });
    expect(await db().leadScore.findUniqueOrThrow({ where: { leadId } })).toMatchObject({
      score,
      stage: "lead",
    });
  });

  test("is refused while the lint finds an error, which names the rule", async () => {
    const broken = withRule(BALANCED, {
      ...BALANCED.rules.find(({ id }) => id === "decision-maker")!,
      when: { field: "title", op: "matches", list: "nowhere" },
    } as (typeof BALANCED.rules)[number]);
    await saveDraft(marketer(), { document: broken });
    const index = broken.rules.findIndex(({ id }) => id === "decision-maker");
    await expect(publishDraft(marketer(), { note: "try" })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ path: `document.rules.${index}`, rule: "unknown-list" }],
    });
    expect((await modelInForce(db())).version).toBe(1);
  });

  test("leaves a trace in the audit", async () => {
    await saveDraft(marketer(), { document: webinar(20) });
    await publishDraft(marketer(), { note: "why not" });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "scoring-model.published" } });
    expect(entry).toMatchObject({
      actorName: "Marta",
      subjectId: "2",
      data: { version: 2, note: "why not" },
    });
  });
});

describe("a published version", () => {
  test("never changes: the database refuses", async () => {
    const attempt = db().scoringModel.updateMany({ where: { version: 1 }, data: { note: "rewritten" } });
    await expect(attempt).rejects.toThrow(/published/);
    await expect(db().scoringModel.deleteMany({ where: { version: 1 } })).rejects.toThrow(/published/);
  });

  test("comes back into force as a new one, and the draft stays", async () => {
    await saveDraft(marketer(), { document: withoutRule(BALANCED, "webinar") });
    await publishDraft(marketer(), { note: "without webinars" });
    await saveDraft(marketer(), { document: webinar(99) });
    expect(await republish(admin(), { version: 1, note: "We were wrong" })).toEqual({ version: 3 });
    expect(await modelVersion(db(), house.marta, 3)).toMatchObject({
      basedOn: 1,
      document: BALANCED,
      inForce: true,
    });
    expect((await draft(db(), house.marta)).document).toEqual(webinar(99));
  });

  test("asks a person for a look beside the version in force before it comes back, and keeps who approved it", async () => {
    const back = () =>
      republish(admin(), { version: 1, note: "Back", approvedBy: "Milan Berger" }, { afterLook: true });
    await saveDraft(marketer(), { document: webinar(20) });
    await publishDraft(marketer(), { note: "more" });
    expect(await codeOf(back())).toBe("requirements_missing");
    expect(await look(admin(), { version: 1 })).toMatchObject({ model: 2, entering: 0 });
    // What was looked at beside version 2 says nothing beside version 3.
    await saveDraft(marketer(), { document: webinar(25) });
    await publishDraft(marketer(), { note: "still more" });
    expect(await codeOf(back())).toBe("requirements_missing");
    await look(admin(), { version: 1 });
    expect(await back()).toEqual({ version: 4 });
    expect((await modelVersions(db(), house.sam))[0]).toMatchObject({
      approvedBy: "Milan Berger",
      basedOn: 1,
    });
    expect(await codeOf(look(admin(), { version: 9 }))).toBe("not_found");
  });

  test("that was looked at as a draft is looked at again when another one came into force meanwhile", async () => {
    const { revision } = await saveDraft(marketer(), { document: webinar(20) });
    await look(marketer(), { revision });
    await republish(admin(), { version: 1, note: "once more" });
    const publishIt = () => codeOf(publishDraft(marketer(), { note: "mine", revision }, { afterLook: true }));
    expect(await publishIt()).toBe("requirements_missing");
    await look(marketer(), { revision });
    expect(await publishIt()).toBe("done");
  });

  test("can be what a draft starts from", async () => {
    await saveDraft(marketer(), { document: webinar(20) });
    await publishDraft(marketer(), { note: "more for webinars" });
    await startDraftFrom(marketer(), 1);
    expect(await draft(db(), house.marta)).toMatchObject({ revision: 1, document: BALANCED });
  });

  test("that never was is not found", async () => {
    expect(await codeOf(modelVersion(db(), house.marta, 7))).toBe("not_found");
    expect(await codeOf(republish(marketer(), { version: 7, note: "?" }))).toBe("not_found");
  });
});
