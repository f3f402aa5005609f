import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance } from "@/lib/progression/advance";
import type { Fact } from "@/lib/progression/facts";
import type { LeadSnapshot } from "@/lib/progression/snapshot";
import type { Trigger } from "@/lib/progression/trigger";
import { OPEN_STAGES, STAGES, type Stage } from "@/lib/stages/stages";
import { isLegal, MOVES } from "@/lib/stages/transitions";
import { ROLES } from "@/lib/team/roles";
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

// Any sequence of things that can happen to a lead, by anybody, legal or not, with time passing in between.

type Step = {
  role: (typeof ROLES)[number];
  waitMinutes: number;
  what: (lead: LeadSnapshot, now: Date) => Trigger;
};

const handoffOf = (lead: LeadSnapshot) => lead.handoff?.id ?? "none";

const what: fc.Arbitrary<Step["what"]> = fc.oneof(
  fc
    .constantFrom(
      "page_viewed",
      "pricing_viewed",
      "demo_requested",
      "webinar_attended",
      "plan_limit_reached",
      "unsubscribed",
      "call_made",
      "email_bounced",
    )
    .map(
      (type) =>
        (lead: LeadSnapshot, now: Date): Trigger => ({
          kind: "activities",
          activities: [activity(lead, type, now)],
        }),
    ),
  fc.constantFrom(...STAGES).map((to) => (): Trigger => askFor(to)),
  fc
    .constantFrom(...STAGES)
    .map((to) => (): Trigger => askFor(to, { reason: null, note: null, qualification: {}, amount: null })),
  fc.constant((): Trigger => ({ kind: "attributes" })),
  fc.constant((): Trigger => ({ kind: "day" })),
  fc.constant((): Trigger => ({ kind: "wake" })),
  fc.constant((): Trigger => ({ kind: "undo" })),
  fc.constant((): Trigger => ({ kind: "hand-over", assigneeId: null, note: null })),
  fc.constantFrom("sam", "rosa").map(
    (assigneeId) =>
      (lead: LeadSnapshot): Trigger => ({ kind: "reassign", handoffId: handoffOf(lead), assigneeId }),
  ),
  fc.constant(
    (lead: LeadSnapshot): Trigger => ({ kind: "withdraw", handoffId: handoffOf(lead), note: null }),
  ),
  fc.constant((lead: LeadSnapshot): Trigger => ({ kind: "silence", handoffId: handoffOf(lead) })),
  fc.constant((lead: LeadSnapshot): Trigger => ({ kind: "seen", handoffId: handoffOf(lead) })),
  fc
    .constantFrom(
      { kind: "accept", criteria: null, note: null } as const,
      { kind: "return", note: null } as const,
      { kind: "reject", reason: "not-ready", note: null, wake: null } as const,
      { kind: "reject", reason: "no-need", note: null, wake: null } as const,
    )
    .map(
      (answer) =>
        (lead: LeadSnapshot): Trigger => ({ kind: "answer", handoffId: handoffOf(lead), answer }),
    ),
);

const step: fc.Arbitrary<Step> = fc.record({
  role: fc.constantFrom(...ROLES),
  waitMinutes: fc.constantFrom(0, 0, 0, 1, 60, 60 * 24 * 20),
  what,
});

function play(
  steps: readonly Step[],
  look: (before: LeadSnapshot, after: LeadSnapshot, facts: readonly Fact[], trigger: Trigger) => void,
): void {
  let lead = newLead();
  let now = NOON;
  for (const { role, waitMinutes, what: makeTrigger } of steps) {
    now = new Date(now.getTime() + waitMinutes * 60_000);
    const trigger = makeTrigger(lead, now);
    const result = advance(lead, houseAt(now), trigger, occasion(person(role), now));
    if (!result.ok) continue;
    look(lead, result.value.next, result.value.facts, trigger);
    lead = result.value.next;
  }
}

const sequences = fc.array(step, { minLength: 1, maxLength: 30 });
const RUNS = { numRuns: 400 };

test("every stage change is a legal row that continues the history, at most one a trigger", () => {
  fc.assert(
    fc.property(sequences, (steps) =>
      play(steps, (before, after, facts) => {
        const moves = facts.filter((fact) => fact.kind === "stage.changed");
        expect(moves.length).toBeLessThanOrEqual(1);
        if (moves.length === 0) expect(after.stage).toBe(before.stage);
        for (const { transition } of moves) {
          expect(transition).toMatchObject({ from: before.stage, to: after.stage, seq: before.seq + 1 });
          expect(isLegal(before.stage, after.stage, transition.kind)).toBe(true);
          expect(transition.recordedAt >= before.recordedAt).toBe(true);
        }
      }),
    ),
    RUNS,
  );
});

test("a pass is open exactly while the stage is one of a pass, and its milestones are those reached", () => {
  fc.assert(
    fc.property(sequences, (steps) =>
      play(steps, (_, { stage, pass }) => {
        const open = pass !== null && pass.closedAt === null;
        expect(open).toBe(OPEN_STAGES.includes(stage));
        if (!pass) return;
        const reached = [pass.mqlAt, pass.salAt, pass.sqlAt, pass.opportunityAt, pass.customerAt];
        const depth = reached.filter((at) => at !== null).length;
        if (open) expect(depth).toBe(OPEN_STAGES.indexOf(stage) + 1);
        expect((pass.closedAt === null) === (pass.closeKind === null)).toBe(true);
        expect((pass.closeKind === "customer") === (pass.customerAt !== null)).toBe(true);
      }),
    ),
    RUNS,
  );
});

test("a handoff waits only while its pass is an open MQL, and is answered at most once", () => {
  fc.assert(
    fc.property(sequences, (steps) =>
      play(steps, (before, after, facts) => {
        if (after.handoff?.status === "pending") {
          expect(after.stage).toBe("mql");
          expect(after.handoff.passId).toBe(after.pass?.id);
        }
        for (const fact of facts)
          if (fact.kind === "handoff.changed" && ["accepted", "rejected", "returned"].includes(fact.event))
            expect(before.handoff).toMatchObject({ id: fact.handoff.id, status: "pending" });
      }),
    ),
    RUNS,
  );
});

test("the change of day, silence and being seen promote nobody and open no handoff", () => {
  fc.assert(
    fc.property(sequences, (steps) =>
      play(steps, (before, after, facts, trigger) => {
        if (!["day", "silence", "seen"].includes(trigger.kind)) return;
        expect(facts.some((fact) => fact.kind === "handoff.opened" || fact.kind === "pass.opened")).toBe(
          false,
        );
        if (after.stage !== before.stage) expect(after.stage).toBe("recycled");
      }),
    ),
    RUNS,
  );
});

const withoutVersion = (row: { version: number } | null) => row && { ...row, version: 0 };

/** Moves the lead as the admin, undoes it at the last moment and compares; answers the lead as moved. */
function moveAndUndo(from: LeadSnapshot, to: Stage): LeadSnapshot {
  // On the way to SAL there is a handoff to accept.
  const offered = from.stage === "mql" && from.handoff?.status !== "pending" && to === "sal";
  const before = offered
    ? played(from, { kind: "hand-over", assigneeId: "rosa", note: null }, person("admin"))
    : from;
  const moved = played(before, askFor(to), person("admin"));
  const after = played(moved, { kind: "undo" }, person("admin"), new Date(NOON.getTime() + 10_000));
  expect(after.stage).toBe(before.stage);
  expect(after.ownerId).toBe(before.ownerId);
  expect(after.pass).toEqual(before.pass);
  expect(withoutVersion(after.opportunity)).toEqual(withoutVersion(before.opportunity));
  expect(withoutVersion(after.handoff)).toEqual(withoutVersion(before.handoff));
  return moved;
}

describe("an undo brings back the stage, the pass, the handoff, the deal and the owner", () => {
  const moves = STAGES.flatMap((from) => MOVES[from].map((to) => [from, to] as const));

  test.each(moves)("of %s → %s", (from, to) => {
    moveAndUndo(leadAt(from), to);
  });

  test("anywhere in a lead's life", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), (picks) => {
        let lead = newLead();
        for (const pick of picks) {
          const ways = MOVES[lead.stage];
          if (ways.length === 0) return;
          lead = moveAndUndo(lead, ways[pick % ways.length]!);
        }
      }),
      { numRuns: 500 },
    );
  });
});
