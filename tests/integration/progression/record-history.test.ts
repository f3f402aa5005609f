import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { newId } from "@/lib/platform/ids";
import { recordFacts } from "@/lib/progression/commands/record-facts";
import { foldHistory, insertHistory, type Moment } from "@/lib/progression/commands/record-history";
import type { Fact } from "@/lib/progression/facts";
import { loadHouse } from "@/lib/progression/queries/house";
import { Prisma } from "@/prisma/generated/client";
import { hire } from "@/prisma/seed/cast";
import { newcomerOf } from "@/prisma/seed/rows";
import { simulate } from "@/prisma/seed/simulate";
import type { World } from "@/prisma/seed/world";
import { useDatabase } from "@/tests/support/database";
import { givenWorkspace } from "@/tests/support/workspace";

useDatabase();

let world: World;

beforeAll(async () => {
  const { now } = await givenWorkspace();
  const house = await loadHouse(db(), now);
  const surroundings = { taken: new Set<string>(), breathe: async () => {} };
  ({ world } = await simulate(house, hire(newId), now, surroundings));
}, 120_000);

const leadOf = (fact: Fact): string | null => {
  if (fact.kind === "activity.logged") return fact.activity.leadId;
  if (fact.kind === "stage.changed") return fact.transition.leadId;
  return "leadId" in fact ? fact.leadId : null;
};

/** The leads of the sample with the richest stories, so that every kind of fact is among them. */
function chosen(): { ids: Set<string>; moments: Moment[] } {
  const told = world.actors.filter(({ scripted }) => scripted).map(({ lead }) => lead.id);
  const ids = new Set(told);
  return {
    ids,
    moments: world.moments.filter(({ facts }) => facts.some((fact) => ids.has(leadOf(fact) ?? ""))),
  };
}

const TABLES = [
  "lead",
  "lead_score",
  "stage_transition",
  "activity",
  "pass",
  "handoff",
  "handoff_event",
  "qualification_answer",
  "opportunity",
  "outbox_message",
];

/** All rows, without the ids that their writer makes. */
async function stored(): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    const made = ["stage_transition", "qualification_answer", "outbox_message"].includes(table);
    const rows = await db().$queryRaw<{ row: string }[]>(Prisma.sql`
      select (to_jsonb(t) - ${made ? "id" : ""}::text)::text as row
      from ${Prisma.raw(table)} t order by 1`);
    tables[table] = rows.map(({ row }) => JSON.parse(row));
  }
  return tables;
}

async function erase(): Promise<void> {
  await transaction(async (tx) => {
    await tx.$executeRaw`select set_config('baton.erasing', 'on', true)`;
    await tx.$executeRaw`delete from activity`;
    await tx.$executeRaw`delete from qualification_answer`;
    await tx.$executeRaw`delete from opportunity`;
    await tx.$executeRaw`delete from outbox_message`;
    await tx.$executeRaw`delete from lead`;
  });
}

describe("a history told at once", () => {
  test("leaves the very rows that recording each fact when it came would have left", async () => {
    const { ids, moments } = chosen();
    const newcomers = world.actors
      .filter(({ lead }) => ids.has(lead.id))
      .map((actor) => newcomerOf(world, actor))
      .map(({ lead, live }) => ({ lead: { ...lead, companyId: null }, live }));
    const kinds = new Set(moments.flatMap(({ facts }) => facts.map(({ kind }) => kind)));
    for (const kind of ["pass.opened", "handoff.changed", "opportunity.undone", "alerts.cancelled"] as const)
      expect(kinds).toContain(kind);

    await transaction(async (tx) => {
      await tx.lead.createMany({ data: newcomers.map(({ lead }) => lead) });
      await tx.leadScore.createMany({ data: newcomers.map(({ live }) => live) });
      for (const { caller, facts } of moments) await recordFacts(tx, caller, facts);
    });
    const oneByOne = await stored();
    await erase();

    await transaction(async (tx) => insertHistory(tx, foldHistory(newcomers, moments, newId)));
    const atOnce = await stored();
    for (const table of TABLES) expect(atOnce[table], table).toEqual(oneByOne[table]);
    expect(atOnce.stage_transition!.length).toBeGreaterThan(100);
  }, 120_000);
});
