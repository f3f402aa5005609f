import { beforeEach, describe, expect, test } from "vitest";
import { addAsset, changeAsset, removeAsset } from "@/lib/assets/commands";
import { assetById, assets, assetUses, leadInterests } from "@/lib/assets/queries";
import type { AssetInput } from "@/lib/assets/schema";
import { excludeActivity } from "@/lib/exclusions/commands/exclude";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { addDays, dayOf } from "@/lib/shared/day";
import { useDatabase } from "../../support/database";
import { given, givenLead, givenWorkspace, later, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const marketer = () => house.as(house.marta);
const GUIDE: AssetInput = { name: "ERP guide", pattern: "/guides/erp*", tags: ["erp"], depth: "mofu" };

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "done",
    (error) => (error instanceof AppError ? error.code : String(error)),
  );

describe("the catalogue", () => {
  test("holds an entry once, however often and by whomever it is told at once", async () => {
    const both = await Promise.all([addAsset(marketer(), GUIDE), addAsset(house.as(house.admin), GUIDE)]);
    expect(both.map(({ created }) => created).sort()).toEqual([false, true]);
    expect(both[0]!.id).toBe(both[1]!.id);
    expect(await codeOf(addAsset(marketer(), { ...GUIDE, name: "erp GUIDE" }))).toBe("conflict");
    expect(await assets(db(), house.sam)).toMatchObject([{ ...GUIDE, version: 1 }]);
  });

  test("is changed by who looked at it last, and never into another one's name", async () => {
    const { id } = await addAsset(marketer(), GUIDE);
    await addAsset(marketer(), { ...GUIDE, name: "Other" });
    expect(await changeAsset(marketer(), id, { ...GUIDE, depth: "bofu", version: 1 })).toEqual({
      version: 2,
    });
    expect(await changeAsset(marketer(), id, { ...GUIDE, depth: "bofu" })).toEqual({ version: 2 });
    expect(await codeOf(changeAsset(marketer(), id, { ...GUIDE, version: 1 }))).toBe("conflict");
    expect(await codeOf(changeAsset(marketer(), id, { ...GUIDE, name: "OTHER" }))).toBe("conflict");
    expect(await assetById(db(), house.sam, id)).toMatchObject({ depth: "bofu", version: 2 });
    await removeAsset(marketer(), id);
    await removeAsset(marketer(), id);
    expect(await codeOf(changeAsset(marketer(), id, GUIDE))).toBe("not_found");
    expect(await db().auditEntry.count({ where: { action: "asset.removed" } })).toBe(1);
  });

  test("is not for reps, managers and viewers to change", async () => {
    const { id } = await addAsset(marketer(), GUIDE);
    for (const person of [house.sam, house.milan, house.vera]) {
      expect(await codeOf(addAsset(house.as(person), { ...GUIDE, name: "Mine" }))).toBe("forbidden");
      expect(await codeOf(changeAsset(house.as(person), id, GUIDE))).toBe("forbidden");
      expect(await codeOf(removeAsset(house.as(person), id))).toBe("forbidden");
    }
  });

  test("tells how often its entries are used, and what is used that it lacks", async () => {
    const { id } = await addAsset(marketer(), GUIDE);
    const leadId = await givenLead(house);
    await given(house, leadId, "content_downloaded", { title: "erp guide" });
    await given(house, leadId, "page_viewed", { path: "/guides/erp-and-us" });
    await given(house, leadId, "page_viewed", { path: "/careers" });
    const { byAsset, unlisted } = await assetUses(db(), house.sam, await assets(db(), house.sam));
    expect([...byAsset]).toEqual([[id, 2]]);
    expect(unlisted).toEqual([{ name: "/careers", path: "/careers", uses: 1 }]);
  });
});

describe("what a lead used", () => {
  test("tells its interests and stage of a day by what counts then, and by the catalogue of now", async () => {
    const leadId = await givenLead(house);
    await given(house, leadId, "content_downloaded", { title: "ERP guide" });
    await given(house, leadId, "content_downloaded", { title: "Prices", depth: "bofu" });
    const on = dayOf(house.now, "Europe/Berlin");
    later(house, { days: 1 });
    const ask = (day?: string) => leadInterests(db(), house.sam, leadId, { on: day, now: house.now });
    expect(await ask()).toMatchObject({ stage: "bofu", interests: [] });
    await addAsset(marketer(), GUIDE);
    expect((await ask()).interests).toMatchObject([
      { tag: "erp", evidence: [{ title: "ERP guide", ageDays: 1 }] },
    ]);
    expect(await ask(addDays(on, -1))).toMatchObject({ stage: null, interests: [] });

    const { evidence } = (await ask()).depths.bofu;
    await excludeActivity(marketer(), { activityId: evidence[0]!.activityId, reason: "A test of ours" });
    expect((await ask()).stage).toBe("mofu");
  });

  test("is nobody's to ask of a lead that does not exist", async () => {
    const { id } = await addAsset(marketer(), GUIDE);
    expect(await codeOf(leadInterests(db(), house.sam, id, { now: house.now }))).toBe("not_found");
  });
});
