import { beforeEach, describe, expect, test } from "vitest";
import { openHandoff } from "@/lib/handoffs/commands";
import { binLead } from "@/lib/leads/commands/bin";
import { type LeadFilter, type LeadSort, NO_FILTER } from "@/lib/leads/filter";
import { countLeads, type LeadPage, listLeads } from "@/lib/leads/queries/list";
import { db } from "@/lib/platform/db/client";
import { changeStage } from "@/lib/stages/commands";
import { useDatabase } from "@/tests/support/database";
import { given, givenLead, givenWorkspace, later, type TestWorkspace } from "@/tests/support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const list = (filter: Partial<LeadFilter> = {}, paging: Partial<Parameters<typeof listLeads>[3]> = {}) =>
  listLeads(db(), house.marta, { ...NO_FILTER, ...filter }, { sort: "-score", limit: 50, ...paging });

const ids = (page: LeadPage) => page.data.map((lead) => lead.id);

async function namesFound(q: string): Promise<string[]> {
  return (await list({ q })).data.map((lead) => lead.name).sort();
}

describe("paging", () => {
  test("walking forwards meets every lead exactly once, and walking back leads through the same pages, in every order", async () => {
    // Many alike on purpose: ties must not lose or repeat anybody.
    for (let index = 0; index < 11; index++) {
      const lead = await givenLead(house);
      if (index % 3 === 0) await given(house, lead, "page_viewed", { path: "/" });
      later(house, { minutes: index % 2 });
    }
    const sorts: LeadSort[] = [
      "-score",
      "score",
      "-lastActivityAt",
      "-createdAt",
      "createdAt",
      "stageSince",
      "-stageSince",
    ];
    // Several grades are paged through side by side.
    for (const filter of [{}, { grades: ["1", "2", "3", "4"] }])
      for (const sort of sorts) {
        const page = (at: { after?: string; before?: string }) => list(filter, { sort, limit: 4, ...at });
        const forwards: LeadPage[] = [await page({})];
        for (let after = forwards[0]!.nextCursor; after; after = forwards.at(-1)!.nextCursor)
          forwards.push(await page({ after }));
        expect(forwards.flatMap(ids)).toEqual(ids(await list({}, { sort })));
        expect(new Set(forwards.flatMap(ids)).size).toBe(11);
        expect(forwards.map(({ data }) => data.length)).toEqual([4, 4, 3]);

        const backwards: LeadPage[] = [forwards.at(-1)!];
        for (let before = backwards[0]!.previousCursor; before; before = backwards[0]!.previousCursor)
          backwards.unshift(await page({ before }));
        expect(backwards.map(ids)).toEqual(forwards.map(ids));
      }
  });

  test("a lead that is added meanwhile does not shift the next page", async () => {
    for (let index = 0; index < 6; index++) await givenLead(house);
    const first = await list({}, { limit: 3 });
    const before = await list({}, { limit: 3, after: first.nextCursor! });
    const hot = await givenLead(house);
    await given(house, hot, "demo_requested");
    expect(ids(await list({}, { limit: 3, after: first.nextCursor! }))).toEqual(ids(before));
  });

  test("a cursor of another order is refused, not misread", async () => {
    await givenLead(house);
    await givenLead(house);
    const { nextCursor } = await list({}, { limit: 1, sort: "-createdAt" });
    await expect(list({}, { limit: 1, sort: "-score", after: nextCursor! })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("search", () => {
  beforeEach(async () => {
    await givenLead(house, { firstName: "Jo", lastName: "Öztürk", email: "jo@a.example" });
    await givenLead(house, { firstName: "Major", lastName: "Tom", email: "tom@b.example" });
    await givenLead(house, { firstName: "100%", lastName: "_Pure", email: "pure@c.example" });
  });

  test("finds parts of names, e-mails and companies, whatever their case, all words needed", async () => {
    expect(await namesFound("ÖZTÜ")).toEqual(["Jo Öztürk"]);
    expect(await namesFound("tom b.exam")).toEqual(["Major Tom"]);
    expect(await namesFound("harbour tom")).toEqual(["Major Tom"]);
    expect(await namesFound("tom öztürk")).toEqual([]);
  });

  test("one or two letters are looked for where a word begins", async () => {
    expect(await namesFound("jo")).toEqual(["Jo Öztürk"]);
    expect(await namesFound("t")).toEqual(["Major Tom"]);
  });

  test("signs that mean something to the database are only signs", async () => {
    expect(await namesFound("%")).toEqual([]);
    expect(await namesFound("100%")).toEqual(["100% _Pure"]);
    expect(await namesFound("_p")).toEqual(["100% _Pure"]);
    expect(await namesFound("\\")).toEqual([]);
  });
});

describe("filters", () => {
  test("a whole band stands for all its grades", async () => {
    const lead = await givenLead(house);
    const { grade } = (await list()).data.find(({ id }) => id === lead)!;
    expect(ids(await list({ grades: [grade] }))).toEqual([lead]);
    expect(ids(await list({ grades: [grade.charAt(0)] }))).toEqual([lead]);
    expect(ids(await list({ grades: [grade.charAt(1)] }))).toEqual([lead]);
    expect(ids(await list({ grades: ["D1"] }))).toEqual([]);
  });

  test("an owner is named by id, by e-mail, as me or as nobody", async () => {
    const mine = await givenLead(house, { owner: house.marta.id });
    const free = await givenLead(house);
    for (const owner of [house.marta.id, "MARTA@relay.example", "me"])
      expect(ids(await list({ owner }))).toEqual([mine]);
    expect(ids(await list({ owner: "none" }))).toEqual([free]);
    expect(ids(await list({ owner: "nobody@relay.example" }))).toEqual([]);
  });

  test("the bin is never listed and never counted", async () => {
    const lead = await givenLead(house);
    await binLead(house.as(house.marta), lead);
    expect(ids(await list())).toEqual([]);
    expect(await countLeads(db(), house.marta, NO_FILTER)).toBe(0);
  });

  test("the count agrees with the rows for every view", async () => {
    for (const type of ["page_viewed", "demo_requested", "webinar_attended"]) {
      const lead = await givenLead(house);
      await given(house, lead, type);
    }
    for (const view of ["all", "mine", "mqls", "sales", "to-pass-on", "missing", "waking", "near"] as const)
      expect(await countLeads(db(), house.marta, { ...NO_FILTER, view })).toBe(
        (await list({ view })).data.length,
      );
  });
});

describe("saved views", () => {
  test("an MQL waits to be passed on until it is offered to sales", async () => {
    const lead = await givenLead(house);
    await changeStage(house.as(house.marta), lead, { to: "mql", note: "Met at the fair" });
    expect(ids(await list({ view: "to-pass-on" }))).toEqual([lead]);
    await openHandoff(house.as(house.marta), lead, {});
    expect(ids(await list({ view: "to-pass-on" }))).toEqual([]);
    expect(ids(await list({ view: "mqls" }))).toEqual([lead]);
  });

  test("a lead is near the threshold when ten points more would make it an MQL, and not when it needs more", async () => {
    const near = await givenLead(house);
    // The line is 35 points of engagement with a fair fit: two webinars are 30.
    await given(house, near, "webinar_attended");
    await given(house, near, "webinar_attended");
    const far = await givenLead(house);
    await given(house, far, "webinar_attended");
    expect(ids(await list({ view: "near" }))).toEqual([near]);
  });

  test("a recycled lead wakes into its view a week before its date", async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const soon = await givenLead(house);
    await changeStage(house.as(house.marta), soon, { to: "mql", note: "Met at the fair" });
    await changeStage(house.as(house.marta), soon, {
      to: "recycled",
      reason: "bad-timing",
      wake: { on: day(3) },
    });
    const far = await givenLead(house);
    await changeStage(house.as(house.marta), far, { to: "mql", note: "Met at the fair" });
    await changeStage(house.as(house.marta), far, {
      to: "recycled",
      reason: "bad-timing",
      wake: { on: day(30) },
    });
    expect(ids(await list({ view: "waking" }))).toEqual([soon]);
  });

  test("a lead that only a required field holds up stands under the missing field, which is named", async () => {
    const lead = await givenLead(house, { email: null, externalId: "crm-1" });
    for (let visit = 0; visit < 4; visit++) await given(house, lead, "webinar_attended");
    const { data } = await list({ view: "missing" });
    expect(data.map(({ id, missing }) => ({ id, missing }))).toEqual([{ id: lead, missing: "e-mail" }]);
  });
});
