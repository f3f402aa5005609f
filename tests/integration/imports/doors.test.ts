import { beforeEach, describe, expect, test } from "vitest";
import { GET as getErrors } from "@/app/api/v1/imports/[id]/errors.csv/route";
import { GET as getImport } from "@/app/api/v1/imports/[id]/route";
import { GET as listImports, POST as postImport } from "@/app/api/v1/imports/route";
import { runImport } from "@/lib/imports/commands";
import { exportLeads } from "@/lib/leads/export";
import { NO_FILTER } from "@/lib/leads/filter";
import { db } from "@/lib/platform/db/client";
import { createApiKey } from "@/lib/team/commands/keys";
import { useDatabase } from "@/tests/support/database";
import { imported } from "@/tests/support/imports";
import { givenLead, givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
let key: string;
beforeEach(async () => {
  house = await givenWorkspace();
  ({ key } = await createApiKey(house.as(house.admin), { name: "test", scope: "write" }));
});

const caller = () => house.as(house.marta);

async function post(
  file: string | Uint8Array | null,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file !== null) form.append("file", new Blob([file as BlobPart]), "../../leads.csv");
  const request = new Request("http://localhost/api/v1/imports", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, ...headers },
    body: form,
  });
  const response = await postImport(request, { params: Promise.resolve({}) });
  return { status: response.status, body: await response.json() };
}

const get = (handler: typeof getImport, id: string) =>
  handler(
    new Request(`http://localhost/api/v1/imports/${id}`, { headers: { authorization: `Bearer ${key}` } }),
    {
      params: Promise.resolve({ id }),
    },
  );

describe("POST /api/v1/imports", () => {
  test("stores the file, answers 202 with counts, and the job does the rest", async () => {
    const { status, body } = await post("E-mail,Title\na@b.example,CEO\n");
    expect(status).toBe(202);
    expect(body).toMatchObject({
      status: "queued",
      dryRun: false,
      fileName: "leads.csv",
      preset: "generic",
      counts: { rows: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 },
      errors: `/api/v1/imports/${body.id}/errors.csv`,
    });
    await runImport(caller(), body.id);
    expect(await (await get(getImport, body.id)).json()).toMatchObject({
      status: "done",
      counts: { rows: 1, created: 1 },
    });
    const list = await listImports(
      new Request("http://localhost/api/v1/imports", { headers: { authorization: `Bearer ${key}` } }),
      { params: Promise.resolve({}) },
    );
    expect((await list.json()).data).toMatchObject([{ id: body.id, status: "done" }]);
  });

  test("takes a mapping as JSON, and options as text", async () => {
    const mapping = JSON.stringify({
      columns: [
        { column: "ref", to: { kind: "field", field: "externalId" } },
        { column: "job", to: { kind: "field", field: "title" } },
      ],
    });
    const { body } = await post("ref;job;x\n7;CEO;y\n", { mapping, dryRun: "true" });
    expect(body).toMatchObject({ dryRun: true });
    await runImport(caller(), body.id);
    expect(await (await get(getImport, body.id)).json()).toMatchObject({
      status: "done",
      counts: { rows: 1, created: 1 },
    });
    expect(await db().lead.count()).toBe(0);
  });

  test("the same Idempotency-Key gives the first answer again and keeps one file", async () => {
    const first = await post("E-mail\na@b.example\n", {}, { "idempotency-key": "once-1" });
    const again = await post("E-mail\na@b.example\n", {}, { "idempotency-key": "once-1" });
    expect(again).toEqual(first);
    expect(await db().import.count()).toBe(1);
    expect((await post("E-mail\nc@d.example\n", {}, { "idempotency-key": "once-1" })).status).toBe(422);
    expect(await db().import.count()).toBe(1);
  });

  test.each([
    ["no file", null, {}, 400, "invalid"],
    ["an empty file", "", {}, 400, "invalid"],
    ["an Excel workbook", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 8, 8]), {}, 415, "unsupported_media_type"],
    ["a web page", "<!doctype html><html></html>", {}, 415, "unsupported_media_type"],
    ["an unknown preset", "E-mail\na@b.example\n", { preset: "nobody" }, 400, "invalid"],
    ["a mapping that is no JSON", "E-mail\na@b.example\n", { mapping: "{" }, 400, "invalid"],
    [
      "a mapping with an unknown target",
      "E-mail\n",
      { mapping: '{"columns":[{"column":"E-mail","to":{"kind":"x"}}]}' },
      400,
      "invalid",
    ],
    ["an unknown field", "E-mail\na@b.example\n", { colour: "red" }, 400, "invalid"],
  ])("refuses %s and keeps nothing of it", async (_, file, fields, status, code) => {
    const answer = await post(file, fields);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await db().import.count()).toBe(0);
  });

  test("refuses a body that is cut off", async () => {
    const body = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nE-mail\na@b';
    const request = new Request("http://localhost/api/v1/imports", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "multipart/form-data; boundary=x" },
      body,
    });
    const response = await postImport(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(400);
    expect(await db().import.count()).toBe(0);
  });
});

test("the error file holds the refused rows with line and reason, and imports again once repaired", async () => {
  const done = await imported(caller(), {
    text: 'E-mail,Title\r\nbroken,"=CEO, Ltd"\r\na@b.example,CTO\r\nshort\r\n',
  });
  const bytes = await (await get(getErrors, done.id)).arrayBuffer();
  const csv = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  expect(csv).toBe(
    "\uFEFFE-mail,Title,Import line,Import error\r\n" +
      'broken,"\'=CEO, Ltd",2,"E-mail has no @: ""broken"""\r\n' +
      "short,,4,The row has 1 cells where the header has 2\r\n",
  );
  const repaired = csv.replace("broken", "c@d.example").replace("short", "e@f.example");
  expect((await imported(caller(), { text: repaired })).counts).toMatchObject({ created: 2, failed: 0 });
  expect(await db().lead.findUnique({ where: { emailKey: "c@d.example" } })).toMatchObject({
    title: "=CEO, Ltd",
    custom: {},
  });
});

describe("the leads export", () => {
  const exported = async () => {
    let text = "";
    for await (const piece of await exportLeads(caller(), NO_FILTER)) text += piece;
    return text;
  };

  test("imported again changes nothing, whatever the cells hold", async () => {
    await givenLead(house, {
      email: "ines@harbour-works.com",
      phone: "+49 170 1234567",
      owner: "sam@relay.example",
    });
    await givenLead(house, {
      email: "Ole.N@fjord.example",
      firstName: "=1+1",
      lastName: 'Ø "the" Ole',
      title: "@lead,\nsecond line",
      custom: { note: "'=quoted", size: 7, vip: true, zip: "00123", mood: "-5" },
      company: { name: "Fjord", domain: "fjord.no", revenue: 123_456_789, employees: 12 },
    });
    await imported(caller(), { text: "External id,MQL at,Customer date\nX1,2026-01-05,2026-02-01\n" });
    const text = await exported();
    expect(text.startsWith("\uFEFF")).toBe(true);
    expect(text).not.toMatch(/(^|,)"?[=@+]/m);
    const again = await imported(caller(), { text });
    expect(again.counts).toEqual({ created: 0, updated: 0, unchanged: 3, skipped: 0, failed: 0 });
    expect(await exported()).toBe(text);
  });

  test("is refused without the right and audited with it", async () => {
    await expect(exportLeads(house.as(house.sam), NO_FILTER)).rejects.toMatchObject({ code: "forbidden" });
    await exported();
    expect(await db().auditEntry.count({ where: { action: "lead.exported" } })).toBe(1);
  });
});
