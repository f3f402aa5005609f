import { beforeAll, describe, expect, test } from "vitest";
import { deliverAlerts } from "@/lib/alerts/commands";
import { editLead, upsertLead } from "@/lib/leads/commands/save";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { loadSampleWorkspace, removeSampleWorkspace } from "@/prisma/seed";
import { useDatabase } from "@/tests/support/database";
import { AUDIT_TABLES, contentOf } from "@/tests/support/tables";
import { GOOD_FIT, given, givenLead, givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase({ examined: true });

/** Written by loading and removing themselves, or by the run of the test. */
const OTHERWISE_CHANGED = AUDIT_TABLES;

let house: TestWorkspace;
let before: Map<string, string>;

beforeAll(async () => {
  house = await givenWorkspace();
  const lead = await givenLead(house);
  await given(house, lead, "demo_requested");
  before = await contentOf(OTHERWISE_CHANGED);
});

describe("removing the sample", () => {
  test("leaves the workspace as it was before loading, in every table", async () => {
    await loadSampleWorkspace(house.as(house.admin));
    expect(await contentOf(OTHERWISE_CHANGED)).not.toEqual(before);
    const removed = await removeSampleWorkspace(house.as(house.admin));
    expect(removed).toMatchObject({ people: 7 });
    expect(await contentOf(OTHERWISE_CHANGED)).toEqual(before);
    const actions = await db().auditEntry.findMany({
      where: { subjectKind: "workspace" },
      orderBy: { id: "asc" },
    });
    expect(actions.map(({ action }) => action)).toEqual(["sample.loaded", "sample.removed"]);
  }, 180_000);

  test("a second time is refused, as it is to everybody but admins", async () => {
    await expect(removeSampleWorkspace(house.as(house.admin))).rejects.toMatchObject({ code: "not_found" });
    await expect(removeSampleWorkspace(house.as(house.marta))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("loading that fails half way leaves nothing behind", async () => {
    const { id } = await upsertLead(house.as(house.marta), {
      email: "hanna.brandt@hafenwerk-castings.example",
      firstName: "Hanna",
    });
    const content = await contentOf(OTHERWISE_CHANGED);
    await expect(loadSampleWorkspace(house.as(house.admin))).rejects.toMatchObject({ code: "conflict" });
    expect(await contentOf(OTHERWISE_CHANGED)).toEqual(content);
    await editLead(house.as(house.marta), id, { email: "hanna@elsewhere.example" });
  }, 120_000);

  test("keeps what people made themselves: their lead loses the sample's rep, keeps its company and its history", async () => {
    await loadSampleWorkspace(house.as(house.admin));
    const rep = await db().user.findFirstOrThrow({ where: { sample: true, role: "rep" } });
    const company = await db().company.findFirstOrThrow({ where: { sample: true, domain: { not: null } } });
    const { id } = await upsertLead(house.as(house.marta), {
      ...GOOD_FIT,
      email: `own@${company.domain}`,
      company: { domain: company.domain! },
      owner: rep.id,
    });
    await db().user.updateMany({ where: { role: "rep", sample: false }, data: { active: false } });
    await given(house, id, "demo_requested");
    const offered = await db().handoff.findFirstOrThrow({ where: { leadId: id } });
    expect(offered).toMatchObject({ status: "pending", assigneeId: expect.any(String) });

    await removeSampleWorkspace(house.as(house.admin));
    expect(await db().lead.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ownerId: null,
      companyId: company.id,
      sample: false,
    });
    expect(await db().leadScore.findUniqueOrThrow({ where: { leadId: id } })).toMatchObject({
      stage: "mql",
      ownerId: null,
    });
    expect(await db().handoff.findUniqueOrThrow({ where: { id: offered.id } })).toMatchObject({
      status: "pending",
      assigneeId: null,
    });
    expect(await db().company.findMany({ where: { id: company.id } })).toMatchObject([{ sample: false }]);
    expect(await db().user.count({ where: { sample: true } })).toBe(0);
    await deliverAlerts(house.as(house.admin));
    expect(await examine()).toEqual([]);
  }, 180_000);

  test("it can be loaded again beside what was kept; twice at once loads it once", async () => {
    const both = await Promise.allSettled([
      loadSampleWorkspace(house.as(house.admin)),
      loadSampleWorkspace(house.as(house.admin)),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db().user.count({ where: { sample: true } })).toBe(7);
    expect(await examine()).toEqual([]);
  }, 240_000);
});
