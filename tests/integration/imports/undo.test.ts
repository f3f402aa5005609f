import { beforeEach, describe, expect, test } from "vitest";
import { POST as postUndo } from "@/app/api/v1/imports/[id]/undo/route";
import { acceptHandoff } from "@/lib/handoffs/commands";
import {
  cancelImport,
  mapPerson,
  resumeImport,
  runImport,
  runUndo,
  undoImport,
} from "@/lib/imports/commands";
import { importView } from "@/lib/imports/queries/imports";
import { undoForecast } from "@/lib/imports/queries/undo";
import { editLead } from "@/lib/leads/commands/save";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { createApiKey } from "@/lib/team/commands/keys";
import { useDatabase } from "@/tests/support/database";
import { givenImport, imported } from "@/tests/support/imports";
import {
  given,
  givenLead,
  givenWorkspace,
  handoffOf,
  later,
  stageOf,
  type TestWorkspace,
} from "@/tests/support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const caller = () => house.as(house.marta);
const csv = (...lines: string[]) => ({ text: `${lines.join("\n")}\n` });
const leadOf = (emailKey: string) => db().lead.findUniqueOrThrow({ where: { emailKey } });

async function undo(importId: string) {
  await undoImport(caller(), importId);
  await runUndo(caller(), importId);
  const { undo } = await importView(db(), caller().viewer, importId);
  return undo!;
}

/** Every row of every table that imports write, but for the imports themselves, versions and times of writing. */
async function everything() {
  const tables = [
    ...["lead", "lead_score", "company", "activity", "stage_transition", "pass", "opportunity", "handoff"],
    ...["handoff_event", "lead_attribute_change", "company_attribute_change", "alert", "outbox_message"],
  ];
  const all: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows = await db().$queryRawUnsafe<{ row: Record<string, unknown> }[]>(
      `select to_jsonb(t) - 'version' - 'updated_at' as row from ${table} t order by to_jsonb(t)::text collate "C"`,
    );
    all[table] = rows.map(({ row }) => row).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return all;
}

const doctorIsContent = async () => expect(await examine()).toEqual([]);

/** Six columns that touch everything: attributes, owner, company, stages, a deal, activities. */
const RICH = csv(
  "E-mail,Title,Owner,Company,Industry,MQL date,Customer date,Amount,Website visits,Unsubscribed",
  "old@harbour-works.com,CEO,Rosa,Harbour Works,Shipping,2026-01-10,2026-02-20,1200,3,yes",
  "new@fjord.example,CTO,Sam,Fjord,Fishing,2026-01-12,,,2,no",
  "new@fjord.example,Chief,Sam,Fjord,Fishing,2026-01-12,2026-02-22,700,2,no",
  "lone@gmail.com,Maker,,,,,,,1,no",
);

describe("undoing an import", () => {
  test("leaves everything as if the file had never come, and the doctor content", async () => {
    const old = await givenLead(house, { email: "old@harbour-works.com", owner: "sam@relay.example" });
    await given(house, old, "page_viewed");
    const before = await everything();
    later(house, { minutes: 5 });
    const { id, counts } = await imported(caller(), RICH);
    expect(counts).toMatchObject({ created: 2, updated: 2, failed: 0 });
    expect(await stageOf(old)).toBe("customer");
    expect(await db().opportunity.count()).toBe(2);
    await doctorIsContent();
    later(house, { minutes: 5 });

    const { status, findings } = await undo(id);
    expect(status).toBe("done");
    expect(findings).toMatchObject({
      removed: { leads: 2, companies: 1 },
      restored: { leads: 1 },
      kept: { leads: 0, companies: 0 },
    });
    expect(await everything()).toEqual(before);
    await doctorIsContent();
    expect(await db().auditEntry.count({ where: { action: "import.undone", subjectId: id } })).toBe(1);

    // The same file comes again as if for the first time.
    expect((await imported(caller(), RICH)).counts).toEqual(counts);
  });

  test("takes an open pass back to where it was, with its deal and the handoff that waited", async () => {
    const lead = await givenLead(house, { email: "old@harbour-works.com" });
    await given(house, lead, "demo_requested");
    expect(await handoffOf(lead)).toMatchObject({ status: "pending" });
    const before = await everything();
    later(house, { minutes: 5 });
    const { id } = await imported(
      caller(),
      csv("E-mail,Opportunity date,Amount", "old@harbour-works.com,2026-03-11,900"),
    );
    expect(await stageOf(lead)).toBe("opportunity");
    expect(await handoffOf(lead)).toMatchObject({ status: "withdrawn" });
    await undo(id);
    expect(await everything()).toEqual(before);
    await doctorIsContent();
  });

  test("takes back whom it handed over, when it was told to route", async () => {
    const old = await givenLead(house, { email: "old@harbour-works.com" });
    const before = await everything();
    later(house, { minutes: 5 });
    const { id } = await imported(
      caller(),
      csv(
        "E-mail,Title,Country,Company,Industry,Employees,Demo requested,Pricing page views",
        "old@harbour-works.com,Head of Operations,Germany,Harbour Works,Manufacturing,400,yes,2",
        "ann@harbour-works.com,Head of Operations,Germany,Harbour Works,Manufacturing,400,yes,2",
      ),
      { route: true },
    );
    expect(await stageOf(old)).toBe("mql");
    expect(await db().handoff.count()).toBe(2);
    later(house, { minutes: 5 });
    expect((await undo(id)).findings.kept).toEqual({ leads: 0, companies: 0 });
    expect(await everything()).toEqual(before);
    await doctorIsContent();
  });

  test("keeps and lists a lead it made that somebody has worked on since", async () => {
    const { id } = await imported(
      caller(),
      csv(
        "E-mail,Title,Company,MQL date",
        "seen@fjord.example,CEO,Fjord,2026-03-01",
        "edited@fjord.example,CTO,Fjord,2026-03-01",
        "owned@fjord.example,CFO,Fjord,2026-03-01",
        "free@fjord.example,COO,Fjord,2026-03-01",
      ),
    );
    later(house, { minutes: 5 });
    await given(house, (await leadOf("seen@fjord.example")).id, "page_viewed");
    await editLead(caller(), (await leadOf("edited@fjord.example")).id, { phone: "+49 40 1" });
    await editLead(caller(), (await leadOf("owned@fjord.example")).id, { owner: house.sam.id });
    expect(await undoForecast(house.marta, id)).toEqual({ made: 4, worked: 3, changed: 0 });

    const { findings } = await undo(id);
    expect(findings).toMatchObject({
      removed: { leads: 1, companies: 0 },
      kept: { leads: 3, companies: 1 },
    });
    expect(findings.leads.map(({ line, because }) => [line, because]).sort()).toEqual([
      [2, ["activity"]],
      [3, ["edited"]],
      [4, ["edited"]],
    ]);
    expect(await leadOf("seen@fjord.example")).toMatchObject({ title: "CEO" });
    expect(await db().lead.count()).toBe(3);
    await doctorIsContent();
  });

  test("keeps what was changed since of a lead that stood before, and gives the rest back", async () => {
    const lead = await givenLead(house, {
      email: "old@harbour-works.com",
      title: "Clerk",
      country: "Germany",
    });
    later(house, { minutes: 1 });
    const { id } = await imported(
      caller(),
      csv("E-mail,Title,Country,Phone", "old@harbour-works.com,CEO,Norway,+47 1"),
    );
    later(house, { minutes: 1 });
    await editLead(caller(), lead, { title: "Owner" });
    const { findings } = await undo(id);
    expect(findings.leads).toMatchObject([{ id: lead, line: 2, because: [], fields: ["title"] }]);
    expect(await db().lead.findUnique({ where: { id: lead } })).toMatchObject({
      title: "Owner",
      country: "Germany",
      phone: null,
    });
    await doctorIsContent();
  });

  test("keeps a stage history that sales went on with", async () => {
    const lead = await givenLead(house, { email: "old@harbour-works.com" });
    later(house, { minutes: 1 });
    const { id } = await imported(caller(), csv("E-mail,MQL date", "old@harbour-works.com,2026-03-01"));
    later(house, { minutes: 1 });
    await given(house, lead, "demo_requested");
    const { id: handoff } = await handoffOf(lead);
    await acceptHandoff(house.as(house.admin), handoff, {});
    const { findings } = await undo(id);
    expect(findings.leads).toMatchObject([{ id: lead, fields: ["stage"] }]);
    expect(await stageOf(lead)).toBe("sal");
    await doctorIsContent();
  });

  test("goes with the owners that were given to its leads on its own page", async () => {
    const { id } = await imported(
      caller(),
      csv("E-mail,Owner", "a@fjord.example,Kim", "b@fjord.example,Kim"),
    );
    expect(await mapPerson(caller(), { keepAs: "owner", value: "Kim", userId: house.rosa.id })).toBe(2);
    expect((await undo(id)).findings.removed.leads).toBe(2);
  });

  test("does not give an address back that another lead has by now", async () => {
    const lead = await givenLead(house, { email: "old@harbour-works.com", externalId: "X1" });
    later(house, { minutes: 1 });
    const { id } = await imported(caller(), csv("External id,E-mail", "X1,new@harbour-works.com"));
    later(house, { minutes: 1 });
    await givenLead(house, { email: "old@harbour-works.com" });
    const { findings } = await undo(id);
    expect(findings.leads).toMatchObject([{ id: lead, fields: ["email"] }]);
    expect(await db().lead.findUnique({ where: { id: lead } })).toMatchObject({
      emailKey: "new@harbour-works.com",
    });
  });

  test("of two imports over the same leads, in either order, ends where nothing was", async () => {
    await givenLead(house, { email: "old@harbour-works.com", title: "Clerk" });
    const before = await everything();
    for (const order of [
      [1, 0],
      [0, 1],
    ]) {
      later(house, { minutes: 1 });
      const first = await imported(caller(), csv("E-mail,Title", "old@harbour-works.com,CEO"));
      later(house, { minutes: 1 });
      const second = await imported(caller(), csv("E-mail,Phone", "old@harbour-works.com,+49 40 1"));
      later(house, { minutes: 1 });
      for (const place of order) await undo([first.id, second.id][place]!);
      expect(await everything()).toEqual(before);
    }
  });
});

/** 1,200 leads at 30 companies, a third of them told twice. */
const LONG = csv(
  "E-mail,First name,Company,MQL date,Website visits",
  ...Array.from({ length: 1_600 }, (_, row) => {
    const lead = row % 4 === 3 ? row - 3 : row;
    return `p${lead}@acme${lead % 40}.example.com,Name ${row},Acme ${lead % 40},2026-01-${10 + (lead % 20)},${lead % 3}`;
  }),
);

describe("an undo", () => {
  test("that is killed between batches and asked for again ends as if it had not been", async () => {
    const empty = await everything();
    const { id, counts } = await imported(caller(), LONG);
    expect(counts).toMatchObject({ created: 1_200, updated: 400 });
    await undoImport(caller(), id);
    const killed = new AbortController();
    const run = runUndo(caller(), id, killed.signal);
    while ((await db().import.findUniqueOrThrow({ where: { id } })).undoneFrom === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    killed.abort();
    await expect(run).rejects.toThrow("interrupted");
    const half = await db().lead.count();
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(1_200);
    await doctorIsContent();

    const { findings } = await undo(id);
    expect(findings.removed).toEqual({ leads: 1_200, companies: 30 });
    expect(await everything()).toEqual(empty);
    await undo(id);
    expect((await undo(id)).findings).toEqual(findings);
    expect(await db().auditEntry.count({ where: { action: "import.undone" } })).toBe(1);
  });

  test("twice at once undoes everything once", async () => {
    const { id } = await imported(caller(), LONG);
    await undoImport(caller(), id);
    await Promise.all([runUndo(caller(), id), runUndo(caller(), id)]);
    expect((await undo(id)).findings.removed).toEqual({ leads: 1_200, companies: 30 });
    expect(await db().lead.count()).toBe(0);
  });

  test("of an import that was stopped takes back what it had done; then it cannot go on", async () => {
    const id = await givenImport(caller(), LONG);
    const running = runImport(caller(), id);
    while ((await db().import.findUniqueOrThrow({ where: { id } })).rowsDone < 500)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(undoImport(caller(), id)).rejects.toMatchObject({ code: "conflict" });
    await cancelImport(caller(), id);
    await running;
    expect((await undo(id)).findings.removed.leads).toBeGreaterThan(0);
    expect(await db().lead.count()).toBe(0);
    await expect(resumeImport(caller(), id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is for people who may, and not for a file that was only tried out", async () => {
    const { id } = await imported(caller(), csv("E-mail", "a@fjord.example"), { dryRun: true });
    await expect(undoImport(house.as(house.milan), id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(undoImport(caller(), id)).rejects.toMatchObject({ code: "conflict" });
    await expect(undoImport(caller(), crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });

  test("over HTTP answers 202, again too, and tells what became of it", async () => {
    const { id } = await imported(caller(), csv("E-mail", "a@fjord.example"));
    const { key } = await createApiKey(house.as(house.admin), { name: "test", scope: "write" });
    const post = async () => {
      const request = new Request(`http://localhost/api/v1/imports/${id}/undo`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}` },
      });
      const response = await postUndo(request, { params: Promise.resolve({ id }) });
      return { status: response.status, body: await response.json() };
    };
    expect(await post()).toMatchObject({ status: 202, body: { id, undo: { status: "queued" } } });
    await runUndo(caller(), id);
    expect(await post()).toMatchObject({
      status: 202,
      body: { undo: { status: "done", findings: { removed: { leads: 1 } } } },
    });
  });
});
