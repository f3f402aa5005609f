import { describe, expect, test } from "vitest";
import { advance } from "@/lib/progression/advance";
import type { Fact } from "@/lib/progression/facts";
import type { House, LeadSnapshot } from "@/lib/progression/snapshot";
import type { HandoffAnswer, Trigger } from "@/lib/progression/trigger";
import type { Viewer } from "@/lib/team/viewer";
import type { Activity } from "@/lib/tracking/activity";
import {
  activity,
  askFor,
  houseAt,
  leadAt,
  NOON,
  newLead,
  occasion,
  person,
  played,
} from "@/tests/support/snapshots";

// What each branch of the gate promises, one sentence a test.

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const after = (ms: number) => new Date(NOON.getTime() + ms);
const [admin, marta, sam, milan] = (["admin", "marketer", "rep", "manager"] as const).map(person) as [
  Viewer,
  Viewer,
  Viewer,
  Viewer,
];
const rosa: Viewer = { kind: "user", id: "rosa", name: "rosa", email: "rosa@relay.example", role: "rep" };

type At = { by?: Viewer; now?: Date; house?: Partial<House> };

const tried = (lead: LeadSnapshot, trigger: Trigger, { by = admin, now = NOON, house = {} }: At = {}) =>
  advance(lead, { ...houseAt(now), ...house }, trigger, occasion(by, now));

function done(lead: LeadSnapshot, trigger: Trigger, at: At = {}) {
  const result = tried(lead, trigger, at);
  if (!result.ok) throw new Error(JSON.stringify(result.reason));
  return result.value;
}

const refusal = (lead: LeadSnapshot, trigger: Trigger, at: At = {}) => {
  const result = tried(lead, trigger, at);
  return result.ok ? null : result.reason;
};

const did = (lead: LeadSnapshot, type: string, now = NOON, more: Partial<Activity> = {}): Trigger => ({
  kind: "activities",
  activities: [activity(lead, type, now, more)],
});

const handOver = (assigneeId: string | null = null): Trigger => ({
  kind: "hand-over",
  assigneeId,
  note: null,
});

const answered = (lead: LeadSnapshot, answer: HandoffAnswer): Trigger => ({
  kind: "answer",
  handoffId: lead.handoff!.id,
  answer,
});

const ACCEPT: HandoffAnswer = { kind: "accept", criteria: null, note: null };
const REJECT: HandoffAnswer = { kind: "reject", reason: "not-ready", note: null, wake: null };
const RETURN: HandoffAnswer = { kind: "return", note: null };

const alerts = (facts: readonly Fact[]) => facts.filter((fact) => fact.kind === "alert.raised");

/** An MQL by score that is not hot: it waits with marketing. */
function warm(): LeadSnapshot {
  const lead = newLead();
  const read = played(lead, did(lead, "content_downloaded", NOON, { properties: { depth: "BoFu" } }), marta);
  const mql = played(read, did(read, "pricing_viewed"), marta);
  if (mql.stage !== "mql" || mql.pass?.trigger !== "score" || mql.handoff)
    throw new Error("the model has changed: this lead is no warm MQL any more");
  return mql;
}

/** The warm lead, offered to Sam by the marketer. */
const offered = (): LeadSnapshot => played(warm(), handOver("sam"), marta);

/** A house whose definition differs in what lets a lead in or cool. */
function houseWith(change: (document: House["definition"]["document"]) => void): Partial<House> {
  const document = structuredClone(houseAt(NOON).definition.document);
  change(document);
  return { definition: { version: 1, document } };
}

describe("an offer to sales", () => {
  test("is an MQL's alone, made once, to an active rep, by who may", () => {
    expect(refusal(newLead(), handOver())).toMatchObject({ missing: [{ field: "stage" }] });
    expect(refusal(offered(), handOver())).toMatchObject({ code: "conflict" });
    expect(refusal(warm(), handOver("marta"))).toMatchObject({ missing: [{ field: "assignee" }] });
    const reps = houseAt(NOON).reps.map((rep) => ({ ...rep, active: rep.id !== "sam" }));
    expect(refusal(warm(), handOver("sam"), { house: { reps } })).toMatchObject({
      missing: [{ field: "assignee" }],
    });
    expect(refusal(warm(), handOver(), { by: sam })).toEqual({ code: "forbidden" });
  });

  test("by a person waits ten seconds before it is told, one by an event is told at once", () => {
    const byHand = done(warm(), handOver("sam"), { by: marta });
    expect(byHand.next.handoff?.openedBy).toBe("marta");
    expect(alerts(byHand.facts)).toMatchObject([{ to: { userId: "sam" }, delaySeconds: 10 }]);
    const lead = newLead();
    const byEvent = done(lead, did(lead, "demo_requested"), { by: marta });
    expect(byEvent.next.handoff?.openedBy).toBeNull();
    expect(alerts(byEvent.facts)).toMatchObject([
      { to: { userId: byEvent.next.handoff!.assigneeId }, delaySeconds: 0 },
    ]);
  });

  test("without anybody who has room waits, and a manager is told", () => {
    const { next, facts } = done(warm(), handOver(), { by: marta, house: { reps: [] } });
    expect(next.handoff).toMatchObject({ assigneeId: null, assignedAt: null });
    expect(alerts(facts)).toMatchObject([{ to: { role: "manager" } }]);
  });

  test("goes past who sent the lead back, and keeps the first offer's time and due contact", () => {
    const first = offered();
    const back = played(first, answered(first, RETURN), sam);
    const now = after(DAY);
    const { next } = done({ ...back, declinedBy: ["rosa"] }, handOver(), { by: marta, now });
    expect(next.handoff?.assigneeId).toBe("sam");
    expect(next.pass).toMatchObject({
      handedAt: first.pass!.handedAt,
      contactDueAt: first.pass!.contactDueAt,
    });
  });

  test.each([
    ["Head of Operations", "verified"],
    ["Student", "failed"],
    [null, "unknown"],
  ])("by somebody with the title %s has authority %s", (title, authority) => {
    const lead = newLead();
    const attributes = lead.subject.attributes.filter(({ field }) => field !== "title");
    const titled = title === null ? [] : [{ field: "title", value: title, at: NOON }];
    const subject = { ...lead.subject, attributes: [...attributes, ...titled] };
    const known = { ...lead, subject, attributes: { ...lead.attributes, title } };
    const { facts } = done(known, did(lead, "demo_requested"));
    expect(facts.find((fact) => fact.kind === "handoff.opened")?.packet.authority).toBe(authority);
  });
});

describe("an answer", () => {
  test("is given once, by the assignee or for them; to anybody else there is no such handoff", () => {
    const lead = offered();
    expect(refusal(lead, answered(lead, ACCEPT), { by: rosa })).toEqual({ code: "not_found" });
    const { next } = done(lead, answered(lead, ACCEPT), { by: milan });
    expect(next).toMatchObject({ stage: "sal", ownerId: "sam", handoff: { answeredBy: "milan" } });
    expect(refusal(next, answered(next, ACCEPT), { by: sam })).toMatchObject({ code: "already_answered" });
    expect(refusal(lead, { kind: "answer", handoffId: "other", answer: ACCEPT })).toMatchObject({
      code: "already_answered",
    });
  });

  test("accepts only with every criterion ticked", () => {
    const lead = offered();
    expect(refusal(lead, answered(lead, { ...ACCEPT, criteria: ["fits-profile"] }))).toMatchObject({
      missing: [{ field: "criteria.timing-right" }],
    });
  });

  test("rejects only for a reason in use, keeps when the lead may wake, and gives it to who passed it on", () => {
    const lead = offered();
    const reasons = new Map(
      [...houseAt(NOON).reasons].map(([code, reason]) => [code, { ...reason, active: code !== "not-ready" }]),
    );
    expect(refusal(lead, answered(lead, REJECT), { house: { reasons } })).toMatchObject({
      missing: [{ field: "reason" }],
    });
    const wake = { on: "2026-06-01", evidence: false };
    const { next, facts } = done(lead, answered(lead, { ...REJECT, wake }), { by: sam });
    expect(next).toMatchObject({
      stage: "recycled",
      ownerId: "marta",
      pass: { closeKind: "recycled", wakeOn: "2026-06-01", wakeOnEvidence: false },
    });
    expect(next.pass?.ownerId, "a closed pass stays whose it was").toBe(lead.pass!.ownerId);
    expect(alerts(facts)).toMatchObject([{ to: { userId: "marta" } }]);
    const plain = done(lead, answered(lead, REJECT), { by: sam }).next;
    expect(plain.pass).toMatchObject({ wakeOn: null, wakeOnEvidence: true });
  });

  test("that returns leaves the pass open with marketing; an opener who left is not given it", () => {
    const lead = offered();
    const { next } = done(lead, answered(lead, RETURN), { by: sam });
    expect(next).toMatchObject({ stage: "mql", ownerId: "marta", pass: { closedAt: null } });
    const [marketer] = houseAt(NOON).marketers;
    const marketers = [
      { ...marketer!, active: false },
      { ...marketer!, id: "mona" },
    ];
    expect(done(lead, answered(lead, RETURN), { by: sam, house: { marketers } }).next.ownerId).toBe("mona");
  });
});

describe("a handoff that waits", () => {
  test("is reassigned by a manager to another active rep: their clock starts again", () => {
    const lead = played(offered(), { kind: "seen", handoffId: "none" }, sam);
    const seen = played(lead, { kind: "seen", handoffId: lead.handoff!.id }, sam);
    const to = (assigneeId: string): Trigger => ({
      kind: "reassign",
      handoffId: seen.handoff!.id,
      assigneeId,
    });
    expect(refusal(seen, to("rosa"), { by: sam })).toEqual({ code: "forbidden" });
    const reps = houseAt(NOON).reps.map((rep) => ({ ...rep, active: rep.id !== "rosa" }));
    expect(refusal(seen, to("rosa"), { by: milan, house: { reps } })).toMatchObject({
      missing: [{ field: "assignee" }],
    });
    expect(done(seen, to("sam"), { by: milan }).facts).toEqual([]);
    const now = after(DAY);
    const { next, facts } = done(seen, to("rosa"), { by: milan, now });
    expect(next.handoff).toMatchObject({ assigneeId: "rosa", assignedAt: now, seenAt: null });
    expect(next.handoff!.dueAt! > seen.handoff!.dueAt!).toBe(true);
    expect(next.pass!.contactDueAt! > seen.pass!.contactDueAt!).toBe(true);
    expect(alerts(facts)).toMatchObject([{ to: { userId: "rosa" }, delaySeconds: 10 }]);
  });

  test("is seen by its assignee alone, once, and keeps its version", () => {
    const lead = offered();
    const see: Trigger = { kind: "seen", handoffId: lead.handoff!.id };
    expect(done(lead, see, { by: milan }).facts).toEqual([]);
    const { next } = done(lead, see, { by: sam });
    expect(next.handoff).toMatchObject({ seenAt: NOON, version: lead.handoff!.version });
    expect(done(next, see, { by: sam, now: after(MINUTE) }).facts).toEqual([]);
  });

  test("is taken back by marketing, not by sales", () => {
    const lead = offered();
    const back: Trigger = { kind: "withdraw", handoffId: lead.handoff!.id, note: null };
    expect(refusal(lead, back, { by: sam })).toEqual({ code: "forbidden" });
    expect(done(lead, back, { by: marta }).next.handoff?.status).toBe("withdrawn");
  });

  test("expires back to marketing, and both sides are told", () => {
    const lead = { ...offered(), ownerId: "sam" };
    const { next, facts } = done(lead, { kind: "silence", handoffId: lead.handoff!.id });
    expect(next).toMatchObject({ stage: "mql", ownerId: "marta", handoff: { status: "expired" } });
    expect(alerts(facts).map(({ to }) => to)).toEqual([{ role: "marketer" }, { role: "manager" }]);
  });

  test("makes its lead the assignee's own only while it waits", () => {
    const lead = offered();
    const back = played(lead, answered(lead, RETURN), sam);
    expect(refusal(back, askFor("recycled"), { by: sam })).toEqual({ code: "forbidden" });
    expect(refusal(lead, askFor("recycled"), { by: sam })).toBeNull();
  });
});

describe("asking for a stage", () => {
  test("MQL asks for the required fields, and below the line for a reason", () => {
    const lead = newLead();
    const nameless = { ...lead, attributes: { ...lead.attributes, email: null } };
    expect(refusal(nameless, askFor("mql"))).toMatchObject({ missing: [{ field: "email" }] });
    expect(refusal(lead, askFor("mql", { note: null }))).toMatchObject({ missing: [{ field: "note" }] });
  });

  test("SAL asks for an offer that waits", () => {
    expect(refusal(warm(), askFor("sal"), { by: sam })).toMatchObject({ missing: [{ field: "handoff" }] });
    const lead = offered();
    const back = played(lead, answered(lead, RETURN), sam);
    expect(refusal(back, askFor("sal"), { by: sam })).toMatchObject({ missing: [{ field: "handoff" }] });
  });

  test("SQL asks for the required answers, whenever they were given", () => {
    const lead = leadAt("sal");
    const bare = askFor("sql", { qualification: {} });
    expect(refusal(lead, bare)).toMatchObject({
      missing: [{ field: "qualification.need" }, { field: "qualification.timeline" }],
    });
    const answers = { need: { value: "a", evidence: null }, timeline: { value: "b", evidence: null } };
    const known = played(lead, { kind: "qualification", answers }, sam);
    expect(done(known, bare, { by: sam }).next.stage).toBe("sql");
    expect(done(known, { kind: "qualification", answers }, { by: sam }).facts).toEqual([]);
  });

  test("answers belong to an open pass and to who may edit the lead", () => {
    const answers = { need: { value: "a", evidence: null } };
    const keep: Trigger = { kind: "qualification", answers };
    const lead = offered();
    const closed = played(lead, answered(lead, REJECT), sam);
    expect(refusal(closed, keep)).toMatchObject({ missing: [{ field: "stage" }] });
    expect(refusal(leadAt("sal"), keep, { by: rosa })).toEqual({ code: "forbidden" });
  });

  test("customer asks for the day of the close, which has come", () => {
    const lead = leadAt("opportunity");
    for (const actualClose of [null, "2026-03-12"])
      expect(refusal(lead, askFor("customer", { actualClose }))).toMatchObject({
        missing: [{ field: "actualClose" }],
      });
  });

  test("closing asks for an active reason of its own kind, and loses the deal", () => {
    const lead = leadAt("opportunity");
    expect(refusal(lead, askFor("recycled", { reason: "no-need" }))).toMatchObject({
      missing: [{ field: "reason" }],
    });
    const reasons = new Map(
      [...houseAt(NOON).reasons].map(([code, reason]) => [code, { ...reason, active: code !== "not-ready" }]),
    );
    expect(refusal(lead, askFor("recycled"), { house: { reasons } })).toMatchObject({
      missing: [{ field: "reason" }],
    });
    expect(done(lead, askFor("recycled")).next).toMatchObject({
      ownerId: "marta",
      opportunity: { status: "lost", lostReason: "not-ready" },
    });
  });

  test("closing a lead whose offer waits is its rep's rejection, anybody else's withdrawal", () => {
    const lead = offered();
    expect(done(lead, askFor("recycled"), { by: sam }).next.handoff?.status).toBe("rejected");
    expect(done(lead, askFor("recycled"), { by: marta }).next.handoff?.status).toBe("withdrawn");
  });

  test("looking again at a disqualified lead and a correction need a word of why", () => {
    const silent = { note: null, reason: null };
    expect(refusal(leadAt("disqualified"), askFor("lead", silent))).toMatchObject({
      missing: [{ field: "note" }],
    });
    expect(refusal(leadAt("customer"), askFor("opportunity", silent))).toMatchObject({
      missing: [{ field: "note" }],
    });
  });

  test("a corrected opportunity leaves the pipeline with its amount", () => {
    const { next, facts } = done(leadAt("opportunity"), askFor("sql"));
    expect(next).toMatchObject({ opportunity: null, pass: { opportunityAt: null, amount: null } });
    expect(facts.some((fact) => fact.kind === "opportunity.undone")).toBe(true);
  });
});

describe("evidence", () => {
  test("of a missing field is kept with the score, and a fresh request counts once the field is there", () => {
    const lead = newLead();
    const nameless = { ...lead, attributes: { ...lead.attributes, email: null } };
    const asked = done(nameless, did(lead, "demo_requested"));
    expect(asked.next).toMatchObject({ stage: "lead", missing: "e-mail" });
    expect(asked.facts.find((fact) => fact.kind === "score.changed")?.missing).toBe("e-mail");
    const known = { ...asked.next, attributes: lead.attributes };
    const told = (days: number) => done(known, { kind: "attributes" }, { now: after(days * DAY) }).next;
    expect(told(59)).toMatchObject({ stage: "mql", pass: { trigger: "hand_raise" } });
    expect(told(90).stage).toBe("lead");
  });

  test("counts only where the definition lets it in", () => {
    const lead = newLead();
    const without = houseWith(({ mql }) => {
      mql.entry = { score: false, handRaise: false, pql: false };
    });
    for (const type of ["demo_requested", "plan_limit_reached"]) {
      expect(done(lead, did(lead, type)).next.stage, type).toBe("mql");
      expect(done(lead, did(lead, type), { house: without }).next.stage, type).toBe("lead");
    }
  });

  test("from before a recycling neither qualifies again by points nor by a request that arrives late", () => {
    const lead = warm();
    const now = after(DAY);
    const recycled = {
      ...played(lead, askFor("recycled"), marta, now),
      answers: { need: { value: "of the first pass" } },
    };
    expect(done(recycled, { kind: "attributes" }, { now: after(DAY + MINUTE) }).next.stage).toBe("recycled");
    const view = done(recycled, did(lead, "page_viewed", after(DAY + MINUTE)), { now: after(DAY + MINUTE) });
    expect(view.next.stage).toBe("recycled");
    const late = done(recycled, did(lead, "demo_requested"), { now: after(DAY + MINUTE) });
    expect(late.next.stage).toBe("recycled");
    const asked = done(recycled, did(lead, "demo_requested", after(2 * DAY)), { now: after(2 * DAY) });
    expect(asked.next).toMatchObject({ stage: "mql", pass: { number: 2 } });
    expect(asked.next.answers).toEqual({});
  });

  test("is something that happened: a profile alone brings no recycled lead back", () => {
    const model = { version: 1, document: { ...houseAt(NOON).model.document, mql: [{ minFit: 1 }] } };
    const recycled = played(warm(), askFor("recycled"), marta, after(DAY));
    const edited = done(recycled, { kind: "attributes" }, { now: after(2 * DAY), house: { model } });
    expect(edited.next.stage).toBe("recycled");
  });

  test("wakes a recycled lead by points of its own, unless only a date may", () => {
    const now = after(2 * DAY);
    const recycled = (wake: { on: string | null; evidence: boolean } | null) =>
      played(warm(), askFor("recycled", { wake }), marta, after(DAY));
    const again = (lead: LeadSnapshot): Trigger => ({
      kind: "activities",
      activities: [
        activity(lead, "content_downloaded", now, { properties: { depth: "BoFu" } }),
        activity(lead, "pricing_viewed", now),
      ],
    });
    const open = recycled(null);
    expect(done(open, again(open), { now }).next).toMatchObject({ stage: "mql", pass: { number: 2 } });
    const dated = recycled({ on: "2026-09-01", evidence: false });
    expect(done(dated, again(dated), { now }).next.stage).toBe("recycled");
  });

  test("of a request while sales has the lead is told to who holds it, and to marketing when nobody does", () => {
    const lead = { ...offered(), ownerId: "marta" };
    const { next, facts } = done(lead, did(lead, "demo_requested"));
    expect(next.handoff?.id).toBe(lead.handoff!.id);
    expect(alerts(facts)).toMatchObject([{ alert: "hand_raise", to: { userId: "sam" } }]);
    const mine = { ...leadAt("sal"), ownerId: "rosa" };
    expect(alerts(done(mine, did(mine, "demo_requested")).facts)).toMatchObject([{ to: { userId: "rosa" } }]);
    const out = { ...leadAt("disqualified"), ownerId: "rosa" };
    expect(alerts(done(out, did(out, "demo_requested")).facts)).toMatchObject([{ to: { role: "marketer" } }]);
  });

  test("that makes a lead hot offers it at once; a pass that came back only a request offers again", () => {
    const lead = newLead();
    const all = ["content_downloaded", "pricing_viewed", "webinar_attended", "trial_started"];
    const hot = done(lead, {
      kind: "activities",
      activities: all.map((type) => activity(lead, type, NOON, { properties: { depth: "BoFu" } })),
    }).next;
    expect(hot.handoff).toMatchObject({ status: "pending", cause: "hot_score" });
    const back = played(hot, answered(hot, RETURN), admin);
    const more = done(back, did(back, "webinar_attended", after(DAY)), { now: after(DAY) });
    expect(more.next.handoff?.status).toBe("returned");
    expect(done(back, did(back, "demo_requested")).next.handoff?.status).toBe("pending");
  });
});

describe("a lead that cools", () => {
  const now = after(200 * DAY);
  const day: Trigger = { kind: "day" };

  test("is recycled while marketing holds it, and goes to a marketer", () => {
    expect(done({ ...warm(), ownerId: "sam" }, day, { now }).next).toMatchObject({
      stage: "recycled",
      ownerId: "marta",
      pass: { closeReason: "not-ready", wakeOnEvidence: true },
    });
  });

  test("stays when the definition says so, when a person qualified it, or when a person offered it", () => {
    const off = houseWith(({ recycling }) => {
      recycling.whenCooled = false;
    });
    expect(done(warm(), day, { now, house: off }).next.stage).toBe("mql");
    expect(done(played(newLead(), askFor("mql"), marta), day, { now }).next.stage).toBe("mql");
    expect(done(offered(), day, { now }).next).toMatchObject({
      stage: "mql",
      handoff: { status: "pending" },
    });
  });

  test("takes the offer with it that its score alone had made", () => {
    const lead = offered();
    const hot = { ...lead, handoff: { ...lead.handoff!, cause: "hot_score" as const } };
    expect(done(hot, day, { now }).next).toMatchObject({
      stage: "recycled",
      handoff: { status: "withdrawn" },
    });
  });

  test("is sales' own affair once accepted", () => {
    const lead = offered();
    const accepted = played(lead, answered(lead, ACCEPT), sam);
    expect(done(accepted, day, { now }).next.stage).toBe("sal");
  });
});

describe("a wake date", () => {
  test("wakes a recycled lead that has what an MQL needs, and no other", () => {
    const wake: Trigger = { kind: "wake" };
    const recycled = played(warm(), askFor("recycled"), marta);
    expect(done(recycled, wake).next).toMatchObject({
      stage: "mql",
      handoff: null,
      pass: { number: 2, trigger: "wake" },
    });
    const nameless = { ...recycled, attributes: { ...recycled.attributes, email: null } };
    expect(done(nameless, wake).next.stage).toBe("recycled");
    expect(done(leadAt("disqualified"), wake).facts).toEqual([]);
  });
});

describe("the contact clock", () => {
  test("stops at the first attempt and the first contact after it started, and keeps them", () => {
    const lead = offered();
    const call = (minutes: number, outcome: string): Trigger =>
      did(lead, "call_made", after(minutes * MINUTE), { initiatedBy: "rep", properties: { outcome } });
    const before = done(lead, call(-10, "reached"), { now: after(MINUTE) }).next;
    expect(before.pass).toMatchObject({ firstAttemptAt: null, firstContactAt: null });
    const missed = played(before, call(2, "no-answer"), sam, after(2 * MINUTE));
    const reached = played(missed, call(4, "reached"), sam, after(4 * MINUTE));
    const again = played(reached, call(6, "reached"), sam, after(6 * MINUTE));
    expect(again.pass).toMatchObject({
      firstAttemptAt: after(2 * MINUTE),
      firstContactAt: after(4 * MINUTE),
    });
  });
});

describe("an undo", () => {
  const undo: Trigger = { kind: "undo" };

  test("is for who decided, for ten seconds, while nothing else has happened", () => {
    const lead = offered();
    const accepted = played(lead, answered(lead, ACCEPT), sam);
    expect(refusal(accepted, undo, { by: milan })).toMatchObject({ code: "undo_too_late" });
    expect(refusal(accepted, undo, { by: sam, now: after(10_001) })).toMatchObject({ code: "undo_too_late" });
    const busy = { ...accepted, lastReceivedAt: after(1) };
    expect(refusal(busy, undo, { by: sam, now: after(5_000) })).toMatchObject({ code: "undo_too_late" });
    const { next, facts } = done(accepted, undo, { by: sam, now: after(10_000) });
    expect(next).toMatchObject({ stage: "mql", ownerId: lead.ownerId, handoff: { status: "pending" } });
    const { correlationId } = accepted.lastTransition!;
    expect(facts).toContainEqual({ kind: "alerts.cancelled", correlationId });
  });

  test("takes back neither what an event did, nor a correction, nor itself", () => {
    const lead = newLead();
    const asked = played(lead, did(lead, "demo_requested"), marta);
    expect(refusal(asked, undo, { by: marta })).toMatchObject({ code: "undo_too_late" });
    const corrected = played(leadAt("customer"), askFor("opportunity"), milan);
    expect(refusal(corrected, undo, { by: milan })).toMatchObject({ code: "undo_too_late" });
    const qualified = played(newLead(), askFor("mql"), marta);
    const undone = played(qualified, undo, marta);
    expect(refusal(undone, undo, { by: marta })).toMatchObject({ code: "undo_too_late" });
  });

  test("of a qualification leaves no pass behind", () => {
    const qualified = played(newLead(), askFor("mql"), marta);
    const { next, facts } = done(qualified, undo, { by: marta });
    expect(next).toMatchObject({ stage: "lead", pass: null });
    expect(facts.some((fact) => fact.kind === "pass.undone")).toBe(true);
  });
});

test("nothing happens before what was recorded, whatever this machine's clock says", () => {
  const lead = warm();
  const { facts } = done(lead, askFor("recycled"), { now: after(-MINUTE) });
  const moved = facts.find((fact) => fact.kind === "stage.changed");
  const { recordedAt } = lead;
  expect(moved?.transition).toMatchObject({ at: recordedAt, recordedAt });
});
