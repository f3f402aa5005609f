import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { pinLeads } from "@/lib/scoring/commands/pins";
import { withPoints, withRule } from "@/lib/scoring/edit";
import { pinnedLeadIds, previewDraft } from "@/lib/scoring/queries/preview";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { useDatabase } from "../../support/database";
import { given, givenLead, givenWorkspace, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

test("a preview scores pinned leads under both and stores nothing", async () => {
  const [known, other] = [await givenLead(house), await givenLead(house)];
  await given(house, known, "webinar_attended");
  const rule = BALANCED.rules.find(({ id }) => id === "webinar")!;
  const before = await db().leadScore.findMany({ orderBy: { leadId: "asc" } });
  const preview = await previewDraft(db(), house.marta, withRule(BALANCED, withPoints(rule, 40)), {
    leadIds: [known],
    now: house.now,
  });
  expect(preview.leads).toHaveLength(1);
  expect(preview.leads[0]).toMatchObject({
    id: known,
    published: { engagement: 15 },
    draft: { engagement: 40 },
  });
  expect(preview.sample).toMatchObject({ size: 2, of: 2 });
  expect(preview.sample.draft.map(([, engagement]) => engagement).sort()).toEqual([0, 40]);
  expect(preview.sample.published.map(([, engagement]) => engagement).sort()).toEqual([0, 15]);
  expect(await db().leadScore.findMany({ orderBy: { leadId: "asc" } })).toEqual(before);
  expect(other).not.toBe(known);
});

test("pins are a person's own, in their order, and never more than exist", async () => {
  const leads = [await givenLead(house), await givenLead(house), await givenLead(house)];
  const gone = "01900000-0000-7000-8000-000000000000";
  await pinLeads(house.as(house.marta), [leads[2]!, gone, leads[0]!]);
  await pinLeads(house.as(house.admin), [leads[1]!]);
  expect(await pinnedLeadIds(db(), house.marta)).toEqual([leads[2], leads[0]]);
  await pinLeads(house.as(house.marta), [leads[1]!]);
  expect(await pinnedLeadIds(db(), house.marta)).toEqual([leads[1]]);
});

test("who pinned nobody sees the best scored that sales does not have", async () => {
  const [cold, warm] = [await givenLead(house), await givenLead(house)];
  await given(house, warm, "webinar_attended");
  expect(await pinnedLeadIds(db(), house.sam)).toEqual([warm, cold]);
});
