import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { importVerb } from "@/lib/platform/cli/verbs/imports";
import { db } from "@/lib/platform/db/client";
import { useDatabase } from "@/tests/support/database";
import { imported } from "@/tests/support/imports";
import { givenWorkspace, stageOf, type TestWorkspace } from "@/tests/support/workspace";

useDatabase({ each: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

/** A hot lead that asks for a demo, an open MQL, a customer, one who unsubscribed. */
const HOT = [
  "E-mail,Title,Country,Company,Industry,Employees,Demo requested,Pricing page views,MQL date,Customer date,Unsubscribed",
  "hot@harbour.example,Head of Operations,Germany,Harbour,Manufacturing,400,yes,3,,,no",
  "open@harbour.example,Head of Operations,Germany,Harbour,Manufacturing,400,no,0,2026-03-10,,no",
  "won@harbour.example,Buyer,Germany,Harbour,Manufacturing,400,no,0,2026-01-10,2026-02-10,no",
  "gone@harbour.example,Buyer,Germany,Harbour,Manufacturing,400,no,0,,,yes",
  "",
].join("\n");

/** Everything that could reach somebody, or count against somebody. */
async function stirred() {
  const [messages, alerts, mails, handoffs, clocks] = await Promise.all([
    db().outboxMessage.count(),
    db().alert.count(),
    db().mail.count(),
    db().handoff.count(),
    db().pass.count({
      where: {
        OR: [{ clocks: true }, { clockStartedAt: { not: null } }, { contactDueAt: { not: null } }],
      },
    }),
  ]);
  return { messages, alerts, mails, handoffs, clocks };
}

const NOTHING = { messages: 0, alerts: 0, mails: 0, handoffs: 0, clocks: 0 };

describe("an import", () => {
  test("tells nobody, hands nothing over and starts no clock unless it was asked to", async () => {
    const done = await imported(house.as(house.marta), { text: HOT });
    expect(done.counts).toMatchObject({ created: 4, failed: 0 });
    expect(await db().pass.count()).toBe(2);
    expect(await stirred()).toEqual(NOTHING);
    expect(done.findings.withoutClocks).toBe(2);
    const hot = await db().lead.findUniqueOrThrow({ where: { emailKey: "hot@harbour.example" } });
    expect(await stageOf(hot.id)).toBe("lead");
  });

  test("from the command line neither, with --no-automation and without", async () => {
    const folder = await mkdtemp(join(tmpdir(), "baton-automation-"));
    const file = join(folder, "leads.csv");
    await writeFile(file, HOT);
    const system = house.as({ kind: "system", id: null, name: "cli" });
    for (const flags of [["--no-automation"], []]) {
      expect(await importVerb.run(system, [file, ...flags])).toMatchObject({ status: "done" });
      expect(await stirred()).toEqual(NOTHING);
    }
    await rm(folder, { recursive: true });
  });

  test("that was asked to starts the clocks of its passes, and nothing else", async () => {
    const done = await imported(house.as(house.marta), { text: HOT }, { startClocks: true });
    expect(await stirred()).toEqual({ ...NOTHING, clocks: 2 });
    expect(done.findings.withoutClocks).toBe(0);
  });

  test("that was asked to routes: who meets the criteria goes to a rep, who is told, with a clock", async () => {
    await imported(house.as(house.marta), { text: HOT }, { route: true });
    const hot = await db().lead.findUniqueOrThrow({ where: { emailKey: "hot@harbour.example" } });
    expect(await stageOf(hot.id)).toBe("mql");
    const handoffs = await db().handoff.findMany({ where: { leadId: hot.id } });
    expect(handoffs).toMatchObject([{ status: "pending", dueAt: expect.any(Date) }]);
    expect(await db().outboxMessage.count({ where: { leadId: hot.id } })).toBeGreaterThan(0);
  });
});
