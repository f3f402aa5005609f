import { beforeEach, describe, expect, test } from "vitest";
import { excludePattern } from "@/lib/exclusions/commands/exclude";
import { cancelImport, mapPerson, resumeImport, reviseImport, runImport } from "@/lib/imports/commands";
import { guessMapping } from "@/lib/imports/guess";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { rescoreAll } from "@/lib/scoring/commands/rescore";
import { useDatabase } from "@/tests/support/database";
import { givenImport, imported, importOf } from "@/tests/support/imports";
import {
  given,
  givenLead,
  givenWorkspace,
  handoffOf,
  passOf,
  stageOf,
  type TestWorkspace,
} from "@/tests/support/workspace";

useDatabase({ each: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const caller = () => house.as(house.marta);
const csv = (...lines: string[]) => ({ text: `${lines.join("\n")}\n` });
const leadOf = (emailKey: string) =>
  db().lead.findUniqueOrThrow({ where: { emailKey }, include: { company: true, score: true } });

/** 1,700 leads in four batches; every tenth is told twice. */
const LONG = csv(
  "E-mail,First name,Company,Became MQL,Website visits",
  ...Array.from({ length: 1_700 }, (_, row) => {
    const lead = row % 10 === 9 ? row - 5 : row;
    return `p${lead}@acme${lead % 40}.example.com,Name ${row},Acme ${lead % 40},2026-01-${10 + (lead % 20)},${lead % 3}`;
  }),
);
const LONG_MAPPING = {
  ...guessMapping(
    ["E-mail", "First name", "Company", "Became MQL", "Website visits"],
    [["", "", "", "", "2"]],
  ),
  columns: [
    { column: "E-mail", to: { kind: "field", field: "email" } },
    { column: "First name", to: { kind: "field", field: "firstName" } },
    { column: "Company", to: { kind: "field", field: "company.name" } },
    { column: "Became MQL", to: { kind: "milestone", stage: "mql", precision: "instant" } },
    { column: "Website visits", to: { kind: "activity", reads: "count", type: "page_viewed" } },
  ],
} as const;

describe("a run", () => {
  test("that is killed between batches and resumed ends as if it had not been", async () => {
    const whole = await imported(caller(), LONG, { mapping: LONG_MAPPING });
    const expected = await story();
    await wipe();

    const importId = await givenImport(caller(), LONG, { mapping: LONG_MAPPING });
    const killed = new AbortController();
    const run = runImport(caller(), importId, killed.signal);
    while ((await db().import.findUniqueOrThrow({ where: { id: importId } })).rowsDone < 500)
      await new Promise((resolve) => setTimeout(resolve, 5));
    killed.abort();
    await expect(run).rejects.toThrow("interrupted");
    const half = await importOf(importId);
    expect(half.status).toBe("running");
    expect(half.rows).toBeGreaterThanOrEqual(500);
    expect(half.rows).toBeLessThan(1_700);

    await runImport(caller(), importId);
    const resumed = await importOf(importId);
    expect(resumed).toEqual({ ...whole, id: importId });
    expect(await story()).toEqual(expected);
    expect(await db().importRow.count({ where: { importId } })).toBe(1_700);
  });

  test("that is cancelled keeps what is stored and can go on", async () => {
    const importId = await givenImport(caller(), LONG, { mapping: LONG_MAPPING });
    await cancelImport(caller(), importId);
    await runImport(caller(), importId);
    expect(await importOf(importId)).toMatchObject({ status: "cancelled", rows: 0 });
    await resumeImport(caller(), importId);
    await runImport(caller(), importId);
    expect(await importOf(importId)).toMatchObject({ status: "done", rows: 1_700 });
  });

  test("twice at once settles every row once", async () => {
    const importId = await givenImport(caller(), LONG, { mapping: LONG_MAPPING });
    await Promise.all([runImport(caller(), importId), runImport(caller(), importId)]);
    await runImport(caller(), importId);
    const { rows, counts } = await importOf(importId);
    expect(rows).toBe(1_700);
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(1_700);
    expect(await db().lead.count()).toBe(counts.created);
  });

  test("beside another one over the same leads makes no duplicate", async () => {
    const reversed = csv(LONG.text.split("\n")[0]!, ...LONG.text.trim().split("\n").slice(1).reverse());
    const ids = [
      await givenImport(caller(), LONG, { mapping: LONG_MAPPING }),
      await givenImport(caller(), reversed, { mapping: LONG_MAPPING }),
    ];
    await Promise.all(ids.map((id) => runImport(caller(), id)));
    const [one, two] = await Promise.all(ids.map(importOf));
    expect([one!.status, two!.status]).toEqual(["done", "done"]);
    expect(one!.counts.created + two!.counts.created).toBe(await db().lead.count());
    expect(await db().lead.count()).toBe(1_530);
    expect(await db().company.count()).toBe(36);
    expect(await db().pass.count()).toBe(1_530);
  });
});

describe("the same file twice", () => {
  test("creates and changes nothing, also where its rows disagree about a lead", async () => {
    const file = csv(
      "E-mail,Title,Company,Owner",
      "ines@harbour.example,CEO,Harbour,Sam",
      "ole@fjord.example,CTO,Fjord,",
      "ines@harbour.example,COO,Harbour Works,Rosa",
      "INES@harbour.example,,,",
    );
    expect((await imported(caller(), file)).counts).toMatchObject({ created: 2, updated: 1, unchanged: 1 });
    expect(await leadOf("ines@harbour.example")).toMatchObject({ title: "COO", ownerId: house.rosa.id });
    const before = await story();
    expect((await imported(caller(), file)).counts).toEqual({
      created: 0,
      updated: 0,
      unchanged: 4,
      skipped: 0,
      failed: 0,
    });
    expect(await story()).toEqual(before);
    const changed = csv("E-mail,Title", "ole@fjord.example,CEO");
    expect((await imported(caller(), changed)).counts).toMatchObject({ updated: 1 });
  });

  test("a dry run foretells the run to the row, and stores nothing", async () => {
    const file = csv(
      "E-mail,Title,Stage",
      "a@b.example,CEO,sql",
      "broken,CTO,lead",
      "a@b.example,CTO,customer",
      "c@d.example,,mql",
    );
    const dry = await imported(caller(), file, { dryRun: true });
    expect(await db().lead.count()).toBe(0);
    const wet = await imported(caller(), file);
    expect({ ...dry, id: "" }).toEqual({ ...wet, id: "" });
    expect(wet.counts).toEqual({ created: 2, updated: 1, unchanged: 0, skipped: 0, failed: 1 });
  });

  test("tried out first, it is run for good from the same upload", async () => {
    const importId = await givenImport(caller(), csv("E-mail,Title", "a@b.example,CEO"), { dryRun: true });
    await runImport(caller(), importId);
    const { mapping, options } = await db().import.findUniqueOrThrow({ where: { id: importId } });
    const { encoding, delimiter } = options as { encoding: "utf-8"; delimiter: "," };
    const revision = {
      preset: "generic",
      mapping: mapping as never,
      dialect: { encoding, delimiter },
      dryRun: false,
      score: true,
      route: false,
      startClocks: false,
    };
    await reviseImport(caller(), importId, revision);
    await runImport(caller(), importId);
    expect(await importOf(importId)).toMatchObject({ status: "done", counts: { created: 1 } });
    await expect(reviseImport(caller(), importId, revision)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("rows that cannot be taken", () => {
  test("fail with line, column and rule, and hurt no other row", async () => {
    const done = await imported(
      caller(),
      csv(
        "E-mail,First name,Employees,MQL date",
        "a@b.example,Ann,12,2026-01-05",
        "not-an-address,Bob,12,",
        "c@d.example,Cleo,many,31.02.2026",
        "e@f.example,Eve",
        ",Nobody,,",
        'g@h.example,"Gil',
        "i@j.example,Ida,,",
      ),
    );
    expect(done.counts).toEqual({ created: 2, updated: 0, unchanged: 0, skipped: 0, failed: 5 });
    expect(done.findings.problems.map(({ column, rule, lines }) => [column, rule, lines])).toEqual([
      ["E-mail", "email", [3]],
      ["Employees", "whole_number", [4]],
      ["MQL date", "date", [4]],
      [null, "cells", [5]],
      [null, "key_missing", [6]],
      [null, "open_quote", [7]],
    ]);
    const failed = await db().importRow.findMany({
      where: { importId: done.id, verdict: "failed" },
      orderBy: { rowNo: "asc" },
    });
    expect(failed.map(({ rowNo, cells }) => [rowNo, cells])).toEqual([
      [3, ["not-an-address", "Bob", "12", ""]],
      [4, ["c@d.example", "Cleo", "many", "31.02.2026"]],
      [5, ["e@f.example", "Eve"]],
      [6, ["", "Nobody", "", ""]],
      [7, ['g@h.example,"Gil']],
    ]);
  });

  test("a file without a key column fails as a whole and says which column it lacks", async () => {
    const done = await imported(caller(), csv("seller,won_date", "x,2026-01-01"), { preset: "olist-deals" });
    expect(done).toMatchObject({ status: "failed", rows: 0, error: expect.stringContaining("mql_id") });
  });

  test("leads in the bin are skipped", async () => {
    const lead = await givenLead(house, { email: "gone@harbour.example" });
    await db().lead.update({ where: { id: lead }, data: { binnedAt: house.now } });
    expect((await imported(caller(), csv("E-mail,Title", "gone@harbour.example,CEO"))).counts).toMatchObject({
      skipped: 1,
    });
  });

  test("an e-mail and an external id of two different leads are refused", async () => {
    await givenLead(house, { email: "a@b.example", externalId: "A" });
    await givenLead(house, { email: "c@d.example", externalId: "C" });
    const done = await imported(caller(), csv("E-mail,External id", "a@b.example,C"));
    expect(done.findings.problems).toMatchObject([{ rule: "two_leads" }]);
  });
});

describe("what a file tells of leads that stand", () => {
  test("an open handoff is withdrawn when the import moves the lead on, and an open deal is won", async () => {
    const lead = await givenLead(house, { email: "ines@harbour.example" });
    await given(house, lead, "demo_requested");
    const done = await imported(
      caller(),
      csv("E-mail,Customer date,Amount", "ines@harbour.example,2026-03-12,1200.50"),
    );
    expect(done.counts).toMatchObject({ updated: 1 });
    expect(await stageOf(lead)).toBe("customer");
    expect(await handoffOf(lead)).toMatchObject({ status: "withdrawn" });
    expect(await passOf(lead)).toMatchObject({
      closeKind: "customer",
      imputed: ["sal", "sql", "opportunity"],
      amount: 120_050n,
    });
    expect(await db().opportunity.findFirst({ where: { leadId: lead } })).toMatchObject({
      status: "won",
      amount: 120_050n,
    });
  });

  test("blank cells erase nothing, companies are filled and not overwritten", async () => {
    await givenLead(house, { email: "ines@harbour-works.com" });
    await imported(
      caller(),
      csv(
        "E-mail,Title,Company,Company domain,Industry,Employees",
        "ines@harbour-works.com,,Harbour Works,harbour-works.com,Shipping,",
        "new@gmail.com,CTO,Fjord,,Energy,80",
        "other@gmail.com,CEO,fjord,fjord-energy.no,Water,",
      ),
    );
    expect(await leadOf("ines@harbour-works.com")).toMatchObject({
      title: "Head of Operations",
      company: { industry: "Manufacturing" },
    });
    const [fjord, ...more] = await db().company.findMany({
      where: { name: { equals: "fjord", mode: "insensitive" } },
    });
    expect(more).toEqual([]);
    expect(fjord).toMatchObject({ industry: "Energy", employees: 80, domain: "fjord-energy.no" });
  });

  test("activities come from columns, once, and score", async () => {
    const file = csv(
      "E-mail,Website visits,Last activity,Newsletter,Created at",
      "a@b.example,3,Email Activity,Yes,2026-03-01",
      "c@d.example,0,,No,2026-03-01",
    );
    const done = await imported(caller(), file);
    expect(done.findings.activities).toBe(5);
    expect(await leadOf("a@b.example")).toMatchObject({
      score: { engagement: expect.any(Number), lastActivityAt: new Date("2026-02-28T23:00:00Z") },
    });
    expect((await leadOf("a@b.example")).score!.score).toBeGreaterThan(
      (await leadOf("c@d.example")).score!.score,
    );
    expect((await imported(caller(), file)).findings.activities).toBe(0);
    expect(await db().activity.count()).toBe(5);
  });

  test("a new lead is scored as one that is scored anew, also by what does not count", async () => {
    await excludePattern(house.as(house.admin), {
      field: "source",
      test: "is",
      value: "import",
      activityType: "demo_requested",
      reason: "Asked by our own tests",
    });
    const done = await imported(
      caller(),
      csv(
        "E-mail,Title,Country,Company,Company domain,Industry,Employees,Demo requested,Website visits,Created at",
        "ann@harbour.com,Head of Operations,Germany,Harbour,harbour.com,Manufacturing,400,yes,3,2026-02-01",
        "bea@harbour.com,CEO,Germany,Harbour,harbour.com,,,no,0,2026-03-01",
        "cem@gmail.com,Student,,,,,,yes,1,",
      ),
    );
    expect(done.counts.created).toBe(3);
    expect((await leadOf("ann@harbour.com")).score!.reason).not.toMatch(/demo/i);
    expect((await leadOf("bea@harbour.com")).score!.score).toBeGreaterThan(0);
    expect(await rescoreAll(caller())).toEqual({ done: 3, changed: 0 });
    expect(await examine({ all: true })).toEqual([]);
  });

  test("owners who match nobody are kept as text, listed, and can be mapped afterwards", async () => {
    const done = await imported(
      caller(),
      csv("E-mail,Owner", "a@b.example,Kim", "c@d.example,sam@relay.example", "e@f.example,Kim"),
    );
    expect(done.findings.unmatched).toEqual([{ column: "Owner", keepAs: "owner", value: "Kim", rows: 2 }]);
    expect(await leadOf("c@d.example")).toMatchObject({ ownerId: house.sam.id });
    expect(await mapPerson(caller(), { keepAs: "owner", value: "Kim", userId: house.rosa.id })).toBe(2);
    expect(await leadOf("a@b.example")).toMatchObject({ ownerId: house.rosa.id, custom: { owner: "Kim" } });
  });

  test("nobody is promoted or handed over unless routing was asked for", async () => {
    const file = csv(
      "E-mail,Title,Country,Company,Industry,Employees,Demo requested,Pricing page views",
      "ann@harbour.example,Head of Operations,Germany,Harbour,Manufacturing,400,yes,2",
      "bob@gmail.com,Student,,,,,no,0",
    );
    await imported(caller(), file);
    const { id } = await leadOf("ann@harbour.example");
    expect(await stageOf(id)).toBe("lead");
    expect(await db().handoff.count()).toBe(0);

    await imported(caller(), csv("E-mail,Phone", "ann@harbour.example,+49 40 1", "bob@gmail.com,+49 40 2"), {
      route: true,
    });
    expect(await stageOf(id)).toBe("mql");
    expect(await passOf(id)).toMatchObject({ trigger: "score", clocks: true });
    expect(await handoffOf(id)).toMatchObject({ status: "pending", cause: "hot_score" });
    expect(await stageOf((await leadOf("bob@gmail.com")).id)).toBe("lead");
  });
});

test("only people who may import do", async () => {
  await expect(givenImport(house.as(house.sam), csv("E-mail", "a@b.example"))).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await db().import.count()).toBe(0);
});

/** What imports leave behind, without ids and times of writing. */
async function story() {
  const leads = await db().lead.findMany({
    orderBy: { emailKey: "asc" },
    select: {
      emailKey: true,
      firstName: true,
      title: true,
      name: true,
      ownerId: true,
      version: true,
      company: { select: { name: true } },
      score: { select: { stage: true, seq: true, score: true, engagement: true, lastActivityAt: true } },
      passes: { select: { number: true, mqlAt: true, closeKind: true, imputed: true } },
      transitions: { select: { seq: true, toStage: true, at: true }, orderBy: { seq: "asc" } },
    },
  });
  return { leads, activities: await db().activity.count(), changes: await db().leadAttributeChange.count() };
}

async function wipe() {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('baton.erasing', 'on', true)`;
    await tx.lead.deleteMany();
    await tx.activity.deleteMany();
    await tx.company.deleteMany();
    await tx.import.deleteMany();
  });
}
