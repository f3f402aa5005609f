import { beforeEach, describe, expect, test } from "vitest";
import {
  discardProfileDraft,
  saveProfileDraft,
  startProfile,
  startProfileDraftFrom,
} from "@/lib/buyer-profiles/commands/drafts";
import {
  addStartingProfiles,
  publishProfile,
  publishStartingProfiles,
  retireProfile,
} from "@/lib/buyer-profiles/commands/publish";
import { withoutAspect } from "@/lib/buyer-profiles/edit";
import { type BuyerProfileDocument, blankProfile } from "@/lib/buyer-profiles/profile";
import { countProfiles, leadProfiles } from "@/lib/buyer-profiles/queries/matches";
import {
  profileDraft,
  profileList,
  profilesInForce,
  profileVersion,
  profileView,
} from "@/lib/buyer-profiles/queries/profiles";
import { STARTING_PROFILES } from "@/lib/buyer-profiles/starting";
import { editLead } from "@/lib/leads/commands/save";
import { NO_FILTER } from "@/lib/leads/filter";
import { countLeads, listLeads } from "@/lib/leads/queries/list";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { previewDraft } from "@/lib/scoring/queries/preview";
import { scoreOfLead } from "@/lib/scoring/queries/scores";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { addDays, dayOf } from "@/lib/shared/day";
import { useDatabase } from "../../support/database";
import { DECISION_MAKER, givenProfile } from "../../support/profiles";
import { given, givenLead, givenWorkspace, later, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const marketer = () => house.as(house.marta);
const admin = () => house.as(house.admin);
const ID = "decision-maker";
const OTHER = withoutAspect(DECISION_MAKER, "revenue");

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "done",
    (error) => (error instanceof AppError ? error.code : String(error)),
  );

describe("a draft of a profile", () => {
  test("begins the profile, says nothing to anybody and goes with it when it is discarded", async () => {
    const { id } = await startProfile(marketer(), "Plant manager, EU");
    expect(id).toBe("plant-manager-eu");
    expect(await profileDraft(db(), house.sam, id)).toMatchObject({
      revision: 1,
      basedOn: null,
      updatedBy: "Marta",
      document: blankProfile("Plant manager, EU"),
    });
    expect(await profilesInForce(db())).toEqual([]);
    await discardProfileDraft(admin(), id);
    expect(await codeOf(profileView(db(), house.marta, id))).toBe("not_found");
  });

  test("of a second editor is refused with what is there now", async () => {
    const { revision } = await saveProfileDraft(marketer(), ID, { document: DECISION_MAKER, revision: 0 });
    await saveProfileDraft(admin(), ID, { document: OTHER, revision });
    await expect(
      saveProfileDraft(marketer(), ID, { document: DECISION_MAKER, revision }),
    ).rejects.toMatchObject({
      code: "conflict",
      data: { current: { revision: 2, document: OTHER } },
    });
  });

  test("that two people start at once is started by one of them", async () => {
    const both = await Promise.all([
      codeOf(saveProfileDraft(marketer(), ID, { document: DECISION_MAKER, revision: 0 })),
      codeOf(saveProfileDraft(admin(), ID, { document: OTHER, revision: 0 })),
    ]);
    expect(both.sort()).toEqual(["conflict", "done"]);
    expect(await db().buyerProfile.count()).toBe(1);
  });

  test("is not for reps, managers and viewers to change", async () => {
    await givenProfile(marketer());
    for (const person of [house.sam, house.milan, house.vera]) {
      expect(await codeOf(startProfile(house.as(person), "Mine"))).toBe("forbidden");
      expect(await codeOf(saveProfileDraft(house.as(person), ID, { document: OTHER }))).toBe("forbidden");
      expect(await codeOf(discardProfileDraft(house.as(person), ID))).toBe("forbidden");
      expect(await codeOf(startProfileDraftFrom(house.as(person), { id: ID, version: 1 }))).toBe("forbidden");
      expect(await codeOf(publishProfile(house.as(person), ID, { note: "x" }))).toBe("forbidden");
      expect(await codeOf(retireProfile(house.as(person), ID))).toBe("forbidden");
    }
  });
});

describe("publishing a profile", () => {
  test("makes the next version, with who approved it, when and why; the old one stays", async () => {
    await givenProfile(marketer());
    await saveProfileDraft(marketer(), ID, { document: OTHER });
    const published = await publishProfile(marketer(), ID, {
      note: "Revenue tells nothing",
      approvedBy: house.milan.id,
    });
    expect(published).toEqual({ id: ID, version: 2 });
    expect(await profileVersion(db(), house.sam, ID)).toMatchObject({
      version: 2,
      note: "Revenue tells nothing",
      publishedBy: "Marta",
      approvedBy: "Milan",
      basedOn: 1,
      document: OTHER,
    });
    expect((await profileVersion(db(), house.sam, ID, 1)).document).toEqual(DECISION_MAKER);
    expect(await profileDraft(db(), house.marta, ID)).toMatchObject({ revision: 0, basedOn: 2 });
  });

  test("at once by two people makes one version", async () => {
    await saveProfileDraft(marketer(), ID, { document: DECISION_MAKER });
    const both = await Promise.all([
      codeOf(publishProfile(marketer(), ID, { note: "mine" })),
      codeOf(publishProfile(admin(), ID, { note: "mine too" })),
    ]);
    expect(both.sort()).toEqual(["conflict", "done"]);
    expect((await profileView(db(), house.marta, ID)).versions).toHaveLength(1);
  });

  test("is refused without a must, for an approver who is nobody, and for a draft that went on", async () => {
    const { id } = await startProfile(marketer(), "Somebody");
    await expect(publishProfile(marketer(), id, { note: "x" })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ rule: "no-summary" }, { rule: "no-essentials" }],
    });
    await saveProfileDraft(marketer(), id, { document: DECISION_MAKER });
    expect(await codeOf(publishProfile(marketer(), id, { note: "x", revision: 1 }))).toBe("conflict");
    expect(await codeOf(publishProfile(marketer(), id, { note: "x", approvedBy: "x@y.example" }))).toBe(
      "invalid",
    );
  });

  test("is for good: the database refuses to change or delete a published version", async () => {
    await givenProfile(marketer());
    await expect(
      db().buyerProfileVersion.updateMany({ where: { version: 1 }, data: { note: "never" } }),
    ).rejects.toThrow("is published: update refused");
    await expect(db().buyerProfileVersion.deleteMany({ where: { version: 1 } })).rejects.toThrow(
      "is published: delete refused",
    );
    await expect(db().buyerProfile.deleteMany({ where: { id: ID } })).rejects.toThrow("delete refused");
  });

  test("an older version again starts from a draft of it", async () => {
    await givenProfile(marketer());
    await givenProfile(marketer(), ID, OTHER);
    await startProfileDraftFrom(marketer(), { id: ID, version: 1 });
    expect((await profileDraft(db(), house.marta, ID)).document).toEqual(DECISION_MAKER);
    expect(await publishProfile(marketer(), ID, { note: "Back" })).toEqual({ id: ID, version: 3 });
  });

  test("what is out of use is compared with nobody, and in use again with its next version", async () => {
    await givenProfile(marketer());
    const leadId = await givenLead(house);
    await retireProfile(marketer(), ID);
    await retireProfile(marketer(), ID);
    expect(await leadProfiles(db(), house.sam, leadId, { now: house.now })).toEqual([]);
    expect(await profileList(db(), house.sam)).toMatchObject([{ id: ID, retired: true, version: 1 }]);
    expect(await db().auditEntry.count({ where: { action: "buyer-profile.retired" } })).toBe(1);
    await givenProfile(marketer());
    expect(await profilesInForce(db())).toMatchObject([{ id: ID, version: 2 }]);
  });

  test("starting profiles are there, published, in a workspace that is set up", async () => {
    await transaction((tx) => publishStartingProfiles(tx, admin()));
    expect((await profilesInForce(db())).map(({ id, version }) => [id, version]).sort()).toEqual(
      Object.keys(STARTING_PROFILES)
        .sort()
        .map((id) => [id, 1]),
    );
  });
});

describe("a workspace without profiles", () => {
  test("takes those that a new one starts with, once, by who may edit them, and the audit says so", async () => {
    await expect(addStartingProfiles(house.as(house.sam))).rejects.toMatchObject({ code: "forbidden" });
    const leadId = await givenLead(house);
    const { score } = await db().leadScore.findUniqueOrThrow({ where: { leadId } });
    const both = await Promise.allSettled([addStartingProfiles(marketer()), addStartingProfiles(admin())]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const ids = Object.keys(STARTING_PROFILES).sort();
    expect((await profilesInForce(db())).map(({ id }) => id).sort()).toEqual(ids);
    expect(await leadProfiles(db(), house.sam, leadId, { now: house.now })).toHaveLength(ids.length);
    expect(await db().auditEntry.count({ where: { action: "buyer-profile.published" } })).toBe(ids.length);
    expect((await db().leadScore.findUniqueOrThrow({ where: { leadId } })).score).toBe(score);
  });

  test("has one as soon as somebody writes one", async () => {
    await startProfile(marketer(), "Plant manager");
    await expect(addStartingProfiles(marketer())).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a lead and the profiles", () => {
  test("stands to them by what was known at the end of a day", async () => {
    await givenProfile(marketer());
    const leadId = await givenLead(house, { title: "Clerk" });
    later(house, { days: 3 });
    await editLead(marketer(), leadId, { title: "Head of Operations" });
    const today = dayOf(house.now, "Europe/Berlin");
    const on = async (day: string) =>
      (await leadProfiles(db(), house.sam, leadId, { on: day, now: house.now }))[0];
    expect((await on(addDays(today, -1)))?.match.truth).toBe(false);
    expect((await on(today))?.match.truth).toBe(true);
  });

  test("the counts and the list of a profile are the leads of which the evaluator says so", async () => {
    await transaction((tx) => publishStartingProfiles(tx, admin()));
    for (const title of ["Head of Finance", "Clerk", null, "CFO"])
      for (const employees of [30, 400, null])
        for (const industry of ["Software", "Retail", null])
          await givenLead(house, {
            title,
            company: { name: `${title} ${employees} ${industry}`, employees, industry },
          });
    const leads = await db().lead.findMany({ select: { id: true } });
    const expected = new Map(
      Object.keys(STARTING_PROFILES).map((id) => [id, { matching: 0, unknown: 0, others: 0 }]),
    );
    for (const { id } of leads)
      for (const profile of await leadProfiles(db(), house.sam, id, { now: house.now })) {
        const { truth } = profile.match;
        expected.get(profile.id)![truth === null ? "unknown" : truth ? "matching" : "others"]++;
      }
    expect(await countProfiles(db(), house.sam, await profilesInForce(db()), house.now)).toEqual(expected);
    for (const [id, { matching }] of expected) {
      expect(matching).toBeGreaterThan(0);
      expect(await countLeads(db(), house.sam, { ...NO_FILTER, profile: id })).toBe(matching);
    }
    const page = await listLeads(
      db(),
      house.sam,
      { ...NO_FILTER, profile: "finance-leader" },
      { sort: "-score", limit: 50 },
    );
    expect(page.data.every(({ title }) => title === "Head of Finance" || title === "CFO")).toBe(true);
    expect(await countLeads(db(), house.sam, { ...NO_FILTER, profile: "no-such" })).toBe(0);
  });

  test("are told from what it did as well: in the count, in the list and on its page the same", async () => {
    const document: BuyerProfileDocument = {
      ...DECISION_MAKER,
      lists: [],
      aspects: [
        {
          id: "asks",
          area: "decision-stage",
          label: "Looked at prices twice in a week",
          when: {
            did: {
              types: ["page_viewed"],
              where: { field: "property.path", op: "path-like", value: "/pricing*" },
            },
            atLeast: 2,
            inDays: 7,
          },
          essential: true,
        },
      ],
    };
    await givenProfile(marketer(), ID, document);
    const [twice, once, pathless] = [await givenLead(house), await givenLead(house), await givenLead(house)];
    for (const path of ["/pricing", "/Pricing/eu?x=1"]) await given(house, twice, "page_viewed", { path });
    await given(house, once, "page_viewed", { path: "/pricing" });
    await given(house, once, "page_viewed", { path: "/careers" });
    for (const _ of [1, 2]) await given(house, pathless, "page_viewed");
    const truths = await Promise.all(
      [twice, once, pathless].map(
        async (id) => (await leadProfiles(db(), house.sam, id, { now: house.now }))[0]?.match.truth,
      ),
    );
    expect(truths).toEqual([true, false, null]);
    const counts = async () => countProfiles(db(), house.sam, await profilesInForce(db()), house.now);
    expect((await counts()).get(ID)).toEqual({ matching: 1, unknown: 1, others: 1 });
    later(house, { days: 7 });
    expect((await counts()).get(ID)).toEqual({ matching: 0, unknown: 0, others: 3 });
  });
});

describe("a rule that cites a profile", () => {
  test("says so in the explanation, without changing the score", async () => {
    const leadId = await givenLead(house);
    const { rows, fit } = await scoreOfLead(db(), house.sam, leadId, { now: house.now });
    expect(rows.find(({ ruleId }) => ruleId === "decision-maker")?.profile).toEqual({
      id: ID,
      version: 1,
      name: DECISION_MAKER.name,
    });
    expect(fit).toBe(55);
  });

  test("is told of when the profile, its version or its use is gone, and when a newer one is in force", async () => {
    const codes = async () => {
      const { findings } = await previewDraft(db(), house.marta, BALANCED, { leadIds: [], now: house.now });
      return [...new Set(findings.flatMap(({ code }) => (code.endsWith("-profile") ? code : [])))];
    };
    expect(await codes()).toEqual(["unknown-profile"]);
    await givenProfile(marketer());
    expect(await codes()).toEqual([]);
    await givenProfile(marketer(), ID, OTHER);
    expect(await codes()).toEqual(["outdated-profile"]);
    await retireProfile(marketer(), ID);
    expect(await codes()).toEqual(["unknown-profile"]);
  });
});
