import { beforeEach, describe, expect, test } from "vitest";
import { deliverAlerts } from "@/lib/alerts/commands";
import {
  acceptHandoff,
  expireHandoffs,
  openHandoff,
  reassignHandoff,
  rejectHandoff,
  returnHandoff,
} from "@/lib/handoffs/commands";
import { editLead, upsertLead } from "@/lib/leads/commands/save";
import { db } from "@/lib/platform/db/client";
import { changeStage, coolLeads, undoTransition, wakeLeads } from "@/lib/stages/commands";
import { logActivity } from "@/lib/tracking/commands";
import { useDatabase } from "@/tests/support/database";
import {
  given,
  givenLead,
  givenWorkspace,
  handoffOf,
  later,
  passOf,
  stageOf,
  type TestWorkspace,
} from "@/tests/support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const MINUTE = 60_000;

async function accepted(): Promise<string> {
  const lead = await givenLead(house);
  await given(house, lead, "demo_requested");
  const handoff = await handoffOf(lead);
  const rep = [house.sam, house.rosa].find(({ id }) => id === handoff.assigneeId)!;
  await acceptHandoff(house.as(rep), handoff.id, {});
  return lead;
}

describe("from activity to handoff", () => {
  test("a demo request makes the lead an MQL and, being hot, a handoff due in five minutes", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    const handoff = await handoffOf(lead);
    expect(await stageOf(lead)).toBe("mql");
    expect(handoff).toMatchObject({ status: "pending", cause: "hand_raise", version: 1 });
    expect(handoff.dueAt!.getTime() - handoff.openedAt.getTime()).toBe(5 * MINUTE);
    expect((await passOf(lead)).trigger).toBe("hand_raise");
  });

  test("handoffs go to the rep with the fewest open ones", async () => {
    const assignees = [];
    for (let index = 0; index < 4; index++) {
      const lead = await givenLead(house);
      await given(house, lead, "demo_requested");
      assignees.push((await handoffOf(lead)).assigneeId);
      later(house, { minutes: 1 });
    }
    expect(assignees.filter((id) => id === house.sam.id)).toHaveLength(2);
    expect(assignees.filter((id) => id === house.rosa.id)).toHaveLength(2);
  });

  test("a warm MQL stays with marketing until it is passed on with one click", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "content_downloaded", { depth: "BoFu" });
    await given(house, lead, "pricing_viewed");
    expect(await stageOf(lead)).toBe("mql");
    expect(await db().handoff.count({ where: { leadId: lead } })).toBe(0);
    await openHandoff(house.as(house.marta), lead, {});
    expect(await handoffOf(lead)).toMatchObject({
      status: "pending",
      cause: "manual",
      openedBy: house.marta.id,
    });
  });

  test("score met but e-mail missing: stays lead with the field named, and qualifies when it is filled", async () => {
    const { id } = await upsertLead(house.as(house.marta), {
      firstName: "Nils",
      company: { name: "Harbour Works" },
    });
    await given(house, id, "demo_requested");
    expect(await db().leadScore.findUniqueOrThrow({ where: { leadId: id } })).toMatchObject({
      stage: "lead",
      missing: "e-mail",
    });
    await editLead(house.as(house.marta), id, { email: "nils@harbour-works.com" });
    expect(await db().leadScore.findUniqueOrThrow({ where: { leadId: id } })).toMatchObject({
      stage: "mql",
      missing: null,
    });
    expect((await handoffOf(id)).cause).toBe("hand_raise");
  });

  test("a meeting that a rep began is no hand-raise; one the lead booked is", async () => {
    const lead = await givenLead(house);
    await logActivity(house.as(house.marta), lead, { type: "meeting_booked", initiatedBy: "rep" });
    expect(await stageOf(lead)).toBe("lead");
    await logActivity(house.as(house.marta), lead, { type: "meeting_booked", initiatedBy: "lead" });
    expect(await stageOf(lead)).toBe("mql");
  });

  test("the same event twice counts once, and another body under its id is kept as a conflict", async () => {
    const lead = await givenLead(house);
    const event = { type: "pricing_viewed", messageId: "m-1", occurredAt: house.now.toISOString() };
    const first = await logActivity(house.as(house.marta), lead, event);
    const repeat = await logActivity(house.as(house.marta), lead, event);
    const other = await logActivity(house.as(house.marta), lead, { ...event, type: "page_viewed" });
    expect([first.created, repeat.created, other.created]).toEqual([true, false, false]);
    expect(repeat.activityId).toBe(first.activityId);
    expect(await db().activity.count({ where: { leadId: lead } })).toBe(1);
    expect(await db().activityConflict.count()).toBe(1);
  });

  test("the same event sent by ten requests at once is stored once", async () => {
    const lead = await givenLead(house);
    const event = { type: "pricing_viewed", messageId: "m-1", occurredAt: house.now.toISOString() };
    const results = await Promise.all(
      Array.from({ length: 10 }, () => logActivity(house.as(house.marta), lead, event)),
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await db().activity.count({ where: { leadId: lead } })).toBe(1);
  });
});

describe("answers", () => {
  test("accepting makes the lead SAL and the assignee its owner", async () => {
    const lead = await accepted();
    const handoff = await handoffOf(lead);
    expect(await stageOf(lead)).toBe("sal");
    expect(handoff).toMatchObject({
      status: "accepted",
      criteria: ["fits-profile", "timing-right"],
      version: 2,
    });
    expect(await db().lead.findUniqueOrThrow({ where: { id: lead } })).toMatchObject({
      ownerId: handoff.assigneeId,
    });
  });

  test("a criterion that is not ticked refuses the acceptance and changes nothing", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    const handoff = await handoffOf(lead);
    await expect(
      acceptHandoff(house.as(house.milan), handoff.id, { criteria: ["fits-profile"] }),
    ).rejects.toMatchObject({
      code: "requirements_missing",
      data: { missing: ["criteria.timing-right"] },
    });
    expect(await handoffOf(lead)).toEqual(handoff);
  });

  test("somebody else's handoff is not found", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    const handoff = await handoffOf(lead);
    const stranger = handoff.assigneeId === house.sam.id ? house.rosa : house.sam;
    await expect(acceptHandoff(house.as(stranger), handoff.id, {})).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(acceptHandoff(house.as(house.vera), handoff.id, {})).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("of two answers at once exactly one wins, and the other is told so", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    const { id } = await handoffOf(lead);
    const answers = await Promise.allSettled([
      acceptHandoff(house.as(house.milan), id, {}),
      rejectHandoff(house.as(house.admin), id, { reason: "not-ready" }),
      acceptHandoff(house.as(house.admin), id, {}),
      rejectHandoff(house.as(house.milan), id, { reason: "wrong-fit" }),
    ]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "already_answered" });
    expect(await db().stageTransition.count({ where: { leadId: lead } })).toBe(3);
  });

  test.each([
    ["not-ready", "recycled"],
    ["wrong-fit", "disqualified"],
  ])("rejecting as %s closes the pass as %s and gives the lead to a marketer", async (reason, stage) => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    await rejectHandoff(house.as(house.milan), (await handoffOf(lead)).id, {
      reason,
      note: "Talked to Ines",
    });
    expect(await stageOf(lead)).toBe(stage);
    expect(await passOf(lead)).toMatchObject({ closeKind: stage, closeReason: reason, closedFrom: "mql" });
    expect(await db().lead.findUniqueOrThrow({ where: { id: lead } })).toMatchObject({
      ownerId: house.marta.id,
    });
  });

  test.each(["the rep", "a manager for the rep"])(
    "returned by %s, the pass stays open with marketing, and routing goes past the rep",
    async (who) => {
      const lead = await givenLead(house);
      await given(house, lead, "demo_requested");
      const { id, assigneeId } = await handoffOf(lead);
      const rep = assigneeId === house.sam.id ? house.sam : house.rosa;
      await returnHandoff(house.as(who === "the rep" ? rep : house.milan), id, { note: "Not my region" });
      expect(await stageOf(lead)).toBe("mql");
      later(house, { minutes: 1 });
      // By load alone it would be the rep again.
      const other = rep === house.sam ? house.rosa : house.sam;
      const busy = await givenLead(house, { email: "busy@north.example" });
      await given(house, busy, "demo_requested");
      const { id: held, assigneeId: holder } = await handoffOf(busy);
      if (holder !== other.id) await reassignHandoff(house.as(house.milan), held, { assignee: other.id });
      await openHandoff(house.as(house.marta), lead, {});
      expect((await handoffOf(lead)).assigneeId).toBe(other.id);
    },
  );

  test("a reassignment restarts the assignee's clock", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    const before = await handoffOf(lead);
    later(house, { minutes: 4 });
    const other = before.assigneeId === house.sam.id ? house.rosa : house.sam;
    await reassignHandoff(house.as(house.milan), before.id, { assignee: other.id });
    const after = await handoffOf(lead);
    expect(after.assigneeId).toBe(other.id);
    expect(after.dueAt!.getTime() - before.dueAt!.getTime()).toBe(4 * MINUTE);
  });

  test("reassigned to who has it already, nothing happened, and the audit tells of nothing", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    const before = await handoffOf(lead);
    later(house, { minutes: 4 });
    await reassignHandoff(house.as(house.milan), before.id, { assignee: before.assigneeId! });
    expect(await handoffOf(lead)).toEqual(before);
    expect(
      await db().auditEntry.count({ where: { action: "handoff.reassigned", subjectId: before.id } }),
    ).toBe(0);
  });

  test("silence past the policy takes the handoff back to marketing, undecided, once", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    later(house, { hours: 24 });
    expect(await expireHandoffs(house.as({ kind: "system", id: null, name: "clock" }))).toBe(0);
    later(house, { minutes: 6 });
    expect(await expireHandoffs(house.as({ kind: "system", id: null, name: "clock" }))).toBe(1);
    expect(await expireHandoffs(house.as({ kind: "system", id: null, name: "clock" }))).toBe(0);
    expect((await handoffOf(lead)).status).toBe("expired");
    expect(await stageOf(lead)).toBe("mql");
    expect((await passOf(lead)).closedAt).toBeNull();
  });
});

describe("from SAL to customer", () => {
  test("a call stops the contact clock; a voicemail is only an attempt", async () => {
    const lead = await accepted();
    const owner = (await db().lead.findUniqueOrThrow({ where: { id: lead } })).ownerId;
    const rep = owner === house.sam.id ? house.sam : house.rosa;
    later(house, { minutes: 3 });
    await logActivity(house.as(rep), lead, { type: "call_made", properties: { outcome: "voicemail" } });
    expect(await passOf(lead)).toMatchObject({ firstAttemptAt: house.now, firstContactAt: null });
    later(house, { minutes: 9 });
    await logActivity(house.as(rep), lead, { type: "call_made" });
    expect((await passOf(lead)).firstContactAt).toEqual(house.now);
  });

  test("SQL asks need and timeline, and names what is missing", async () => {
    const lead = await accepted();
    await expect(
      changeStage(house.as(house.milan), lead, { to: "sql", qualification: { need: "Fewer lost leads" } }),
    ).rejects.toMatchObject({ code: "requirements_missing", data: { missing: ["qualification.timeline"] } });
    await changeStage(house.as(house.milan), lead, {
      to: "sql",
      qualification: { need: "Fewer lost leads", timeline: "This quarter" },
    });
    expect(await stageOf(lead)).toBe("sql");
  });

  test("a lead is carried to customer and every milestone is on its pass", async () => {
    const lead = await accepted();
    const as = house.as(house.milan);
    await changeStage(as, lead, {
      to: "sql",
      qualification: { need: "Fewer lost leads", timeline: "This quarter" },
    });
    await expect(changeStage(as, lead, { to: "opportunity" })).rejects.toMatchObject({
      data: { missing: ["amount", "expectedClose"] },
    });
    await changeStage(as, lead, { to: "opportunity", amount: 1_250_000, expectedClose: "2026-05-31" });
    await changeStage(as, lead, { to: "customer", actualClose: "2026-03-11" });
    expect(await passOf(lead)).toMatchObject({ closeKind: "customer", amount: 1_250_000n });
    const pass = await passOf(lead);
    for (const at of [pass.mqlAt, pass.handedAt, pass.salAt, pass.sqlAt, pass.opportunityAt, pass.customerAt])
      expect(at).not.toBeNull();
    expect(await db().opportunity.findFirstOrThrow({ where: { leadId: lead } })).toMatchObject({
      status: "won",
    });
    const history = await db().stageTransition.findMany({ where: { leadId: lead }, orderBy: { seq: "asc" } });
    expect(history.map(({ toStage }) => toStage)).toEqual([
      "lead",
      "mql",
      "sal",
      "sql",
      "opportunity",
      "customer",
    ]);
  });

  test("a lost deal closes the pass with its reason", async () => {
    const lead = await accepted();
    const as = house.as(house.milan);
    await changeStage(as, lead, { to: "sql", qualification: { need: "a", timeline: "b" } });
    await changeStage(as, lead, { to: "opportunity", amount: 100, expectedClose: "2026-05-31" });
    await changeStage(as, lead, { to: "recycled", reason: "no-budget", wake: { on: "2026-09-01" } });
    expect(await db().opportunity.findFirstOrThrow({ where: { leadId: lead } })).toMatchObject({
      status: "lost",
      lostReason: "no-budget",
    });
    expect(await passOf(lead)).toMatchObject({
      closeKind: "recycled",
      closedFrom: "opportunity",
      wakeOnEvidence: true,
    });
  });

  test("a mistaken customer is corrected by a manager with a reason, visible as a correction", async () => {
    const lead = await accepted();
    const as = house.as(house.milan);
    await changeStage(as, lead, { to: "sql", qualification: { need: "a", timeline: "b" } });
    await changeStage(as, lead, { to: "opportunity", amount: 100, expectedClose: "2026-05-31" });
    await changeStage(as, lead, { to: "customer", actualClose: "2026-03-11" });
    await expect(changeStage(as, lead, { to: "opportunity" })).rejects.toMatchObject({
      data: { missing: ["note"] },
    });
    await changeStage(as, lead, { to: "opportunity", note: "The order was for another company" });
    expect(await passOf(lead)).toMatchObject({ customerAt: null, closedAt: null });
    expect(await stageOf(lead)).toBe("opportunity");
  });
});

describe("recycling", () => {
  async function recycled(wake?: { on?: string; evidence?: boolean }): Promise<string> {
    const lead = await givenLead(house);
    for (const type of ["pricing_viewed", "pricing_viewed", "webinar_attended", "demo_requested"])
      await given(house, lead, type);
    await rejectHandoff(house.as(house.milan), (await handoffOf(lead)).id, { reason: "not-ready", wake });
    later(house, { days: 1 });
    return lead;
  }

  test("points from before the recycling do not re-qualify on their own", async () => {
    const lead = await recycled();
    await given(house, lead, "page_viewed");
    expect((await db().leadScore.findUniqueOrThrow({ where: { leadId: lead } })).engagement).toBeGreaterThan(
      35,
    );
    expect(await stageOf(lead)).toBe("recycled");
  });

  test("new evidence that meets the criteria starts a new pass", async () => {
    const lead = await recycled();
    for (let index = 0; index < 3; index++) await given(house, lead, "pricing_viewed");
    expect(await stageOf(lead)).toBe("mql");
    expect((await passOf(lead)).number).toBe(2);
  });

  test("with a wake date only, the score does not wake it, but a request does", async () => {
    const lead = await recycled({ on: "2026-09-01", evidence: false });
    for (let index = 0; index < 3; index++) await given(house, lead, "pricing_viewed");
    expect(await stageOf(lead)).toBe("recycled");
    await given(house, lead, "quote_requested");
    expect(await passOf(lead)).toMatchObject({ number: 2, trigger: "hand_raise" });
  });

  test("a lead that cools while its hot handoff waits is withdrawn and recycled", async () => {
    const lead = await givenLead(house);
    for (const type of ["pricing_viewed", "pricing_viewed", "pricing_viewed", "webinar_attended"])
      await given(house, lead, type);
    expect(await handoffOf(lead)).toMatchObject({ status: "pending", cause: "hot_score" });
    await given(house, lead, "unsubscribed");
    await given(house, lead, "email_bounced", { kind: "hard", hard: true });
    expect(await stageOf(lead)).toBe("recycled");
    expect((await handoffOf(lead)).status).toBe("withdrawn");
  });
});

describe("undo", () => {
  test("a slip is undone within ten seconds: stage, pass, handoff and owner are as before, and nobody is told", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    const before = { handoff: await handoffOf(lead), pass: await passOf(lead) };
    await rejectHandoff(house.as(house.milan), before.handoff.id, { reason: "wrong-fit" });
    later(house, { seconds: 9 });
    await undoTransition(house.as(house.milan), lead);
    expect(await stageOf(lead)).toBe("mql");
    expect(await passOf(lead)).toEqual(before.pass);
    expect(await handoffOf(lead)).toEqual({ ...before.handoff, version: 3 });
    later(house, { minutes: 1 });
    await deliverAlerts(house.as(house.admin));
    expect(await db().alert.count({ where: { kind: "handoff.answered" } })).toBe(0);
    const history = await db().stageTransition.findMany({ where: { leadId: lead }, orderBy: { seq: "asc" } });
    expect(history.map(({ kind }) => kind)).toEqual(["create", "move", "move", "undo"]);
  });

  test("after ten seconds, by somebody else, or when something happened since, it is too late", async () => {
    const lead = await accepted();
    const handoff = await handoffOf(lead);
    const rep = handoff.assigneeId === house.sam.id ? house.sam : house.rosa;
    await expect(undoTransition(house.as(house.milan), lead)).rejects.toMatchObject({
      code: "undo_too_late",
    });
    later(house, { seconds: 2 });
    await given(house, lead, "page_viewed");
    await expect(undoTransition(house.as(rep), lead)).rejects.toMatchObject({ code: "undo_too_late" });
    const other = await accepted();
    later(house, { seconds: 11 });
    const theirs = (await handoffOf(other)).assigneeId === house.sam.id ? house.sam : house.rosa;
    await expect(undoTransition(house.as(theirs), other)).rejects.toMatchObject({ code: "undo_too_late" });
  });

  test("an opportunity that was opened by a slip vanishes, and a pass that was opened by one never was", async () => {
    const lead = await accepted();
    const as = () => house.as(house.milan);
    await changeStage(as(), lead, { to: "sql", qualification: { need: "a", timeline: "b" } });
    await changeStage(as(), lead, { to: "opportunity", amount: 100, expectedClose: "2026-05-31" });
    await undoTransition(as(), lead);
    expect(await stageOf(lead)).toBe("sql");
    expect(await db().opportunity.count()).toBe(0);
    const other = await givenLead(house);
    await changeStage(house.as(house.marta), other, { to: "mql", note: "Met at the fair" });
    await undoTransition(house.as(house.marta), other);
    expect(await stageOf(other)).toBe("lead");
    expect(await db().pass.count({ where: { leadId: other } })).toBe(0);
  });
});

describe("the database refuses", () => {
  test("a stage without its transition", async () => {
    const lead = await givenLead(house);
    await expect(
      db().leadScore.update({ where: { leadId: lead }, data: { stage: "customer" } }),
    ).rejects.toThrow();
    expect(await stageOf(lead)).toBe("lead");
  });

  test("a change of history", async () => {
    const lead = await givenLead(house);
    await expect(
      db().stageTransition.updateMany({ where: { leadId: lead }, data: { note: "x" } }),
    ).rejects.toThrow(/append-only/);
    await expect(db().stageTransition.deleteMany({ where: { leadId: lead } })).rejects.toThrow(/append-only/);
  });

  test("an illegal edge", async () => {
    const lead = await givenLead(house);
    const [first] = await db().stageTransition.findMany({ where: { leadId: lead } });
    const { previous: _, ...row } = { previous: null, ...first! };
    await expect(
      db().stageTransition.create({
        data: {
          ...row,
          id: crypto.randomUUID(),
          seq: 2,
          fromStage: "lead",
          toStage: "customer",
          kind: "move",
          before: undefined as never,
        },
      }),
    ).rejects.toThrow();
  });
});

describe("the turn of the day", () => {
  const clock = () => house.as({ kind: "system", id: null, name: "clock" });

  test("a wake date opens a new pass with marketing, and no handoff", async () => {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    await rejectHandoff(house.as(house.milan), (await handoffOf(lead)).id, {
      reason: "bad-timing",
      wake: { on: "2026-03-20", evidence: false },
    });
    later(house, { days: 8 });
    expect(await wakeLeads(clock())).toBe(0);
    later(house, { days: 1 });
    expect(await wakeLeads(clock())).toBe(1);
    expect(await wakeLeads(clock())).toBe(0);
    expect(await passOf(lead)).toMatchObject({ number: 2, trigger: "wake", handedAt: null });
  });

  test("an MQL by score that decays below the line is recycled to marketing; one by hand stays", async () => {
    const cooling = await givenLead(house);
    for (const type of ["pricing_viewed", "pricing_viewed", "webinar_attended"])
      await given(house, cooling, type);
    const byHand = await givenLead(house);
    await changeStage(house.as(house.marta), byHand, { to: "mql", note: "Met at the fair" });
    expect([await stageOf(cooling), await stageOf(byHand)]).toEqual(["mql", "mql"]);
    later(house, { days: 25 });
    expect(await coolLeads(clock())).toBe(1);
    expect([await stageOf(cooling), await stageOf(byHand)]).toEqual(["recycled", "mql"]);
    expect(await passOf(cooling)).toMatchObject({ closeReason: "not-ready", closeKind: "recycled" });
  });
});
