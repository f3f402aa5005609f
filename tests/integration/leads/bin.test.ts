import { expect, test } from "vitest";
import { binLead, emptyBin, restoreLead } from "@/lib/leads/commands/bin";
import { db } from "@/lib/platform/db/client";
import { useDatabase } from "@/tests/support/database";
import { given, givenLead, givenWorkspace, later } from "@/tests/support/workspace";

useDatabase({ each: true, examined: true });

test("what was in the bin for thirty days goes for good, with an entry that names nobody; the rest stays", async () => {
  const house = await givenWorkspace({ now: new Date() });
  const worker = () => house.as({ kind: "system", id: null, name: "worker" });
  const [old, restored, young, kept] = [
    await givenLead(house),
    await givenLead(house),
    await givenLead(house),
    await givenLead(house),
  ];
  await given(house, old, "demo_requested");
  await binLead(house.as(house.marta), old);
  await binLead(house.as(house.marta), restored);
  later(house, { days: 29 });
  await restoreLead(house.as(house.marta), restored);
  await binLead(house.as(house.marta), young);
  later(house, { hours: 23 });
  await emptyBin(worker());
  expect(await db().lead.count()).toBe(4);

  later(house, { hours: 2 });
  await Promise.all([emptyBin(worker()), emptyBin(worker())]);
  await emptyBin(worker());

  const left = await db().lead.findMany({ select: { id: true } });
  expect(left.map(({ id }) => id).sort()).toEqual([restored, young, kept].sort());
  expect(await db().activity.count({ where: { leadId: old } })).toBe(0);
  const entries = await db().auditEntry.findMany({ where: { action: "lead.erased" } });
  expect(entries).toMatchObject([{ subjectId: old, actorKind: "system", data: { binned: true } }]);
});

test("who takes a lead out of the bin just as it is emptied keeps it, or is told that it is gone", async () => {
  const house = await givenWorkspace({ now: new Date() });
  const leads = await Promise.all(Array.from({ length: 40 }, () => givenLead(house)));
  for (const lead of leads) await binLead(house.as(house.marta), lead);
  later(house, { days: 31 });
  const worker = house.as({ kind: "system", id: null, name: "worker" });
  const [, ...taken] = await Promise.all([
    emptyBin(worker),
    ...leads.map((lead) =>
      restoreLead(house.as(house.marta), lead).then(
        () => lead,
        ({ code }: { code?: string }) => {
          expect(code).toBe("not_found");
          return null;
        },
      ),
    ),
  ]);
  const kept = taken.filter((lead) => lead !== null);
  const left = await db().lead.findMany({
    where: { id: { in: leads } },
    select: { id: true, binnedAt: true },
  });
  expect(
    left
      .filter(({ binnedAt }) => binnedAt === null)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(kept.sort());
});
