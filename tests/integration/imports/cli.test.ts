import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exportVerb, importVerb } from "@/lib/platform/cli/verbs/imports";
import { db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";
import { useDatabase } from "@/tests/support/database";
import { givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase({ each: true });

const SYSTEM: Viewer = { kind: "system", id: null, name: "cli" };

let house: TestWorkspace;
let folder: string;
beforeEach(async () => {
  house = await givenWorkspace();
  folder = await mkdtemp(join(tmpdir(), "baton-cli-"));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (verb: typeof importVerb, ...args: string[]) => verb.run(house.as(SYSTEM), args);

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test("import waits for the end and answers the counts", async () => {
  const path = await file("leads.csv", "E-mail;Title\na@b.example;CEO\nbroken;CTO\n");
  expect(await run(importVerb, path, "--dry-run")).toMatchObject({
    status: "done",
    dryRun: true,
    counts: { rows: 2, created: 1, failed: 1 },
  });
  expect(await db().lead.count()).toBe(0);
  expect(await run(importVerb, path, "--preset", "generic", "--no-automation")).toMatchObject({
    status: "done",
    fileName: "leads.csv",
    counts: { rows: 2, created: 1, failed: 1 },
  });
});

test("import takes a mapping from a file", async () => {
  const map = await file(
    "map.json",
    JSON.stringify({ columns: [{ column: "ref", to: { kind: "field", field: "externalId" } }] }),
  );
  const path = await file("leads.csv", "ref,other\nX1,y\n");
  expect(await run(importVerb, path, "--map", map)).toMatchObject({ counts: { created: 1 } });
  await expect(run(importVerb, path, "--map", await file("bad.json", "{"))).rejects.toMatchObject({
    code: "invalid",
  });
});

test("import says what is wrong in one sentence", async () => {
  await expect(run(importVerb, join(folder, "nothing.csv"))).rejects.toMatchObject({ code: "not_found" });
  const path = await file("deals.csv", "seller,won\nx,y\n");
  await expect(run(importVerb, path, "--preset", "olist-deals")).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("mql_id"),
  });
  await expect(run(importVerb, path, "--preset", "nobody")).rejects.toMatchObject({ code: "invalid" });
});

test("export leads writes a file that changes nothing when it comes back", async () => {
  await run(
    importVerb,
    await file("leads.csv", 'E-mail,Title,Notes\na@b.example,=CEO,"two\nlines"\nc@d.example,CTO,\n'),
  );
  const out = join(folder, "exports", "leads.csv");
  expect(await run(exportVerb, "--out", out)).toEqual({ file: out, leads: 2 });
  expect(await readFile(out, "utf8")).toContain("'=CEO");
  expect(await run(importVerb, out)).toMatchObject({
    counts: { rows: 2, created: 0, updated: 0, unchanged: 2 },
  });
});
