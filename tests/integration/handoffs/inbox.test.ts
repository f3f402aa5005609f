import { beforeEach, describe, expect, test } from "vitest";
import {
  acceptHandoff,
  openHandoff,
  reassignHandoff,
  rejectHandoff,
  returnHandoff,
} from "@/lib/handoffs/commands";
import { loadOf } from "@/lib/handoffs/load";
import {
  cameBack,
  decisions,
  handoffList,
  heldCounts,
  inbox,
  inboxCount,
  repLoads,
  warmQueue,
} from "@/lib/handoffs/queries";
import { leadChoices } from "@/lib/leads/queries/choices";
import { db } from "@/lib/platform/db/client";
import { changeStage } from "@/lib/stages/commands";
import type { Viewer } from "@/lib/team/viewer";
import { logActivity } from "@/lib/tracking/commands";
import { useDatabase } from "@/tests/support/database";
import {
  given,
  givenLead,
  givenWorkspace,
  handoffOf,
  later,
  type TestWorkspace,
} from "@/tests/support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

/** A lead that asked for a demo: its handoff is due in five minutes. */
async function asked(lastName: string): Promise<string> {
  const lead = await givenLead(house, { firstName: "Ines", lastName });
  await given(house, lead, "demo_requested");
  return lead;
}

/** A warm MQL: qualified by score, with marketing. */
async function warm(lastName: string): Promise<string> {
  const lead = await givenLead(house, { firstName: "Nils", lastName });
  await given(house, lead, "content_downloaded", { depth: "BoFu" });
  await given(house, lead, "pricing_viewed");
  return lead;
}

/** Makes the handoff of the lead this rep's, whoever routing picked. */
async function giveTo(rep: Viewer, lead: string): Promise<string> {
  const { id, assigneeId } = await handoffOf(lead);
  if (assigneeId !== rep.id) await reassignHandoff(house.as(house.milan), id, { assignee: rep.id! });
  return id;
}

test("a choice of reps offers exactly those to whom a lead can be handed", async () => {
  await db().user.update({ where: { id: house.rosa.id }, data: { active: false } });
  const { reps } = await leadChoices(db(), house.marta);
  const everybody = await db().user.findMany({ select: { id: true } });
  const accepted: string[] = [];
  for (const { id } of everybody) {
    const lead = await warm(`For ${id.slice(-6)}`);
    const opened = await openHandoff(house.as(house.marta), lead, { assignee: id }).then(
      () => true,
      () => false,
    );
    if (opened) accepted.push(id);
  }
  expect(accepted).toEqual([house.sam.id]);
  expect(reps).toEqual([{ id: house.sam.id, name: "Sam" }]);
});

const names = (cards: readonly { lead: { name: string } }[]) => cards.map(({ lead }) => lead.name);

describe("the inbox", () => {
  test("is ordered by time left, the most overdue first, whatever the score", async () => {
    const patient = await warm("Patient");
    await openHandoff(house.as(house.marta), patient, { assignee: house.sam.id });
    await giveTo(house.sam, await asked("First"));
    later(house, { minutes: 2 });
    await giveTo(house.sam, await asked("Second"));
    later(house, { minutes: 4 });
    const { toAnswer } = await inbox(db(), house.sam);
    expect(names(toAnswer)).toEqual(["Ines First", "Ines Second", "Nils Patient"]);
    expect(await inboxCount(db(), house.sam, house.now)).toEqual({ waiting: 3, late: 1 });
  });

  test("of a rep holds no one else's handoff, whatever the address asks for", async () => {
    await giveTo(house.rosa, await asked("Hers"));
    await giveTo(house.sam, await asked("His"));
    for (const assignee of [undefined, house.rosa.id, "none"])
      expect(names((await inbox(db(), house.sam, { assignee })).toAnswer)).toEqual(["Ines His"]);
    expect(names((await inbox(db(), house.milan)).toAnswer)).toEqual(["Ines Hers", "Ines His"]);
    expect(names((await inbox(db(), house.milan, { assignee: house.rosa.id })).toAnswer)).toEqual([
      "Ines Hers",
    ]);
  });

  test("shows what waits for a rep in the unassigned queue", async () => {
    await db().user.updateMany({ where: { role: "rep" }, data: { capacity: 0 } });
    const lead = await asked("Nobodys");
    const queue = await inbox(db(), house.milan, { assignee: "none" });
    expect(queue.toAnswer).toMatchObject([{ leadId: lead, assignee: null }]);
    expect((await inbox(db(), house.sam)).toAnswer).toEqual([]);
  });

  test("keeps the reasons as they were when it was offered, beside the score of today", async () => {
    const lead = await warm("Roth");
    await openHandoff(house.as(house.marta), lead, {});
    const [before] = (await inbox(db(), house.milan)).toAnswer;
    later(house, { minutes: 1 });
    await given(house, lead, "webinar_attended", { title: "Fewer lost leads" });
    const [after] = (await inbox(db(), house.milan)).toAnswer;
    expect(after!.packet).toEqual(before!.packet);
    expect(after!.packet.rows.length).toBeGreaterThan(0);
    expect(after!.lead.score).toBeGreaterThan(before!.lead.score);
    expect(after!.touches).toMatchObject([
      { label: "Attended a webinar", detail: "Fewer lost leads", since: true },
      { label: "Viewed pricing", since: false },
      { label: "Downloaded content", since: false },
    ]);
  });

  test("holds an accepted lead until somebody has talked to it; a voicemail is only an attempt", async () => {
    const lead = await asked("Roth");
    const id = await giveTo(house.sam, lead);
    await acceptHandoff(house.as(house.sam), id, {});
    expect(await inbox(db(), house.sam)).toMatchObject({
      toAnswer: [],
      toContact: [{ id, leadId: lead, firstAttemptAt: null }],
    });
    later(house, { minutes: 2 });
    await logActivity(house.as(house.sam), lead, { type: "call_made", properties: { outcome: "voicemail" } });
    expect((await inbox(db(), house.sam)).toContact).toMatchObject([
      { id, firstAttemptAt: house.now.toISOString() },
    ]);
    expect((await inbox(db(), house.rosa)).toContact).toEqual([]);
    await logActivity(house.as(house.sam), lead, { type: "call_made", properties: { outcome: "reached" } });
    expect((await inbox(db(), house.sam)).toContact).toEqual([]);
  });

  test("tells what happened to a handoff that somebody else has answered", async () => {
    const lead = await asked("Roth");
    const id = await giveTo(house.sam, lead);
    await rejectHandoff(house.as(house.milan), id, { reason: "bad-timing", note: "After the fair" });
    expect((await inbox(db(), house.sam, { focus: id })).elsewhere).toMatchObject({
      leadName: "Ines Roth",
      status: "rejected",
      who: { name: "Milan" },
      reason: "Bad timing",
    });
    await expect(acceptHandoff(house.as(house.sam), id, {})).rejects.toMatchObject({
      code: "already_answered",
      message: "Milan rejected it: Bad timing",
      data: { handoff: { id, status: "rejected", reason: "bad-timing" } },
    });
  });

  test("tells a rep what sales said about the lead before", async () => {
    const lead = await asked("Roth");
    await rejectHandoff(house.as(house.milan), (await handoffOf(lead)).id, {
      reason: "no-budget",
      note: "Next quarter",
    });
    later(house, { days: 3 });
    await given(house, lead, "demo_requested");
    const id = await giveTo(house.sam, lead);
    await returnHandoff(house.as(house.sam), id, { note: "Not my region" });
    later(house, { minutes: 5 });
    await openHandoff(house.as(house.marta), lead, { assignee: house.rosa.id, note: "Knows the product" });
    const [card] = (await inbox(db(), house.rosa)).toAnswer;
    expect(card).toMatchObject({ passNumber: 2, note: "Knows the product", openedBy: { name: "Marta" } });
    expect(card!.history).toMatchObject([
      { pass: 2, current: true, status: "returned", who: "Sam", note: "Not my region" },
      {
        pass: 1,
        current: false,
        status: "rejected",
        who: "Milan",
        reason: "No budget now",
        note: "Next quarter",
      },
    ]);
  });
});

describe("what became of an answer", () => {
  test("each decision knows whether it moved, sleeps, came back or was offered again", async () => {
    const [moving, asleep, back, again] = [
      await asked("Moving"),
      await asked("Asleep"),
      await asked("Back"),
      await asked("Again"),
    ];
    const as = house.as(house.sam);
    await acceptHandoff(as, await giveTo(house.sam, moving), {});
    await rejectHandoff(as, await giveTo(house.sam, asleep), {
      reason: "bad-timing",
      wake: { on: "2026-09-01" },
    });
    await rejectHandoff(as, await giveTo(house.sam, back), { reason: "not-ready" });
    await returnHandoff(as, await giveTo(house.sam, again), {});
    later(house, { days: 2 });
    await changeStage(house.as(house.sam), moving, {
      to: "sql",
      qualification: { need: "Fewer lost leads", timeline: "This quarter" },
    });
    await given(house, back, "demo_requested");
    await openHandoff(house.as(house.marta), again, { assignee: house.rosa.id });
    const { data } = await decisions(db(), house.sam, { limit: 10 });
    const sequels = Object.fromEntries(data.map(({ name, sequel }) => [name, sequel]));
    expect(sequels).toMatchObject({
      "Ines Moving": { kind: "moving", stage: "sql" },
      "Ines Asleep": { kind: "asleep", wakeOn: "2026-09-01", onEvidence: true },
      "Ines Back": { kind: "came-back", pass: 2, stage: "mql" },
      "Ines Again": { kind: "offered-again", to: "Rosa", status: "pending" },
    });
    expect((await decisions(db(), house.rosa, { limit: 10 })).data).toEqual([]);
    expect((await decisions(db(), house.milan, { limit: 10 })).data).toHaveLength(4);
  });

  test("pages of decisions hold each exactly once", async () => {
    for (let number = 1; number <= 5; number++) {
      const lead = await asked(`Number ${number}`);
      await acceptHandoff(house.as(house.milan), (await handoffOf(lead)).id, {});
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await decisions(db(), house.milan, { limit: 2, cursor });
      seen.push(...page.data.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });
});

describe("marketing's queue", () => {
  test("holds warm MQLs until they are passed on, and again when sales lets go of them", async () => {
    const lead = await warm("Warm");
    await asked("Hot");
    expect(await warmQueue(db(), house.marta, { limit: 10 })).toMatchObject({
      data: [{ leadId: lead, name: "Nils Warm", cameBack: null }],
      nextCursor: null,
    });
    await openHandoff(house.as(house.marta), lead, { assignee: house.sam.id });
    expect(await heldCounts(db(), house.marta)).toEqual({ warm: 0, cameBack: 0, unowned: 0 });
    later(house, { minutes: 5 });
    await returnHandoff(house.as(house.sam), (await handoffOf(lead)).id, { note: "Call in May" });
    expect((await warmQueue(db(), house.marta, { limit: 10 })).data).toEqual([]);
    expect(await cameBack(db(), house.marta)).toMatchObject([
      { leadId: lead, cameBack: { status: "returned", who: "Sam", note: "Call in May" } },
    ]);
  });

  test("pages of it go by score and hold each lead exactly once", async () => {
    for (let number = 1; number <= 5; number++) await warm(`Number ${number}`);
    const first = await warmQueue(db(), house.marta, { limit: 3 });
    const second = await warmQueue(db(), house.marta, { limit: 3, cursor: first.nextCursor ?? undefined });
    const ids = [...first.data, ...second.data].map(({ leadId }) => leadId);
    expect(new Set(ids).size).toBe(5);
    expect(second.nextCursor).toBeNull();
    await expect(warmQueue(db(), house.marta, { limit: 3, cursor: "nonsense" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

test("a rep's load stands beside the team's median of the week", async () => {
  for (const name of ["One", "Two", "Three"]) {
    const lead = await asked(name);
    await acceptHandoff(house.as(house.sam), await giveTo(house.sam, lead), {});
  }
  await giveTo(house.sam, await asked("Open"));
  later(house, { minutes: 6 });
  const team = await repLoads(db(), house.sam, { now: house.now, zone: "Europe/Berlin" });
  expect(loadOf(team, house.sam.id)).toEqual({
    open: 1,
    late: 1,
    acceptedThisWeek: 3,
    capacity: 20,
    medianAccepted: 1.5,
    reps: 2,
  });
  expect(loadOf(team, house.milan.id)).toBeNull();
});

test("the list of handoffs for programs filters by status and assignee and pages without repeats", async () => {
  const leads = [await asked("A"), await asked("B"), await asked("C")];
  await acceptHandoff(house.as(house.sam), await giveTo(house.sam, leads[0]!), {});
  await giveTo(house.rosa, leads[1]!);
  await giveTo(house.rosa, leads[2]!);
  const viewer: Viewer = { kind: "api", id: null, keyId: "k", name: "key", scope: "read" };
  const list = (filter: Partial<Parameters<typeof handoffList>[2]>) =>
    handoffList(db(), viewer, { limit: 10, ...filter });
  expect((await list({})).data).toHaveLength(3);
  expect((await list({ status: ["accepted"] })).data).toMatchObject([
    { leadId: leads[0], assignee: house.sam.id, status: "accepted", reason: null },
  ]);
  expect((await list({ assignee: house.rosa.id })).data).toHaveLength(2);
  expect((await list({ assignee: "none" })).data).toHaveLength(0);
  const first = await list({ limit: 2 });
  const second = await list({ limit: 2, cursor: first.nextCursor ?? undefined });
  expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(3);
});
