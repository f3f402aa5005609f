import fc from "fast-check";
import type { HandoffStory, LeadStory, OpportunityStory, PassStory } from "./passes";

// Passes as they can stand in the database: live and imported ones, imputed, known to the day, out of order, reopened by
// later passes, with handoffs in every state.

const MINUTE = 60_000;
const DAY = 1_440;
const START = Date.UTC(2026, 0, 1);
export const OWNERS = ["0190a000-0000-7000-8000-000000000001", "0190a000-0000-7000-8000-000000000002"];
const STAGES = ["mql", "sal", "sql", "opportunity", "customer"] as const;

/** Stories must fit between the first and the last instant that the questions are about. */
export const NOW = new Date(START + 250 * DAY * MINUTE);

const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE);
const gap = fc.oneof(
  fc.integer({ min: 0, max: 90 }),
  fc.integer({ min: 0, max: 30 * DAY }),
  fc.constant(-2 * DAY),
);
const text = (...values: string[]) => fc.constantFrom(null, "", ...values);

const handoffDraw = fc.record({
  status: fc.constantFrom("pending", "accepted", "rejected", "returned", "expired", "withdrawn"),
  wait: gap,
  answer: fc.integer({ min: 1, max: 4 * DAY }),
  due: fc.option(fc.integer({ min: 5, max: 2 * DAY }), { nil: null }),
  seen: fc.option(fc.integer({ min: 1, max: DAY }), { nil: null }),
  assignee: fc.option(fc.constantFrom(...OWNERS), { nil: null }),
  answeredBy: fc.option(fc.constantFrom(...OWNERS), { nil: null }),
  reason: fc.constantFrom("not-ready", "wrong-fit"),
});

const passDraw = fc.record({
  start: fc.integer({ min: 0, max: 60 * DAY }),
  gaps: fc.array(gap, { minLength: 5, maxLength: 5 }),
  depth: fc.integer({ min: 0, max: 4 }),
  handed: fc.boolean(),
  imported: fc.boolean(),
  imputed: fc.subarray([...STAGES, "handed"]),
  dateOnly: fc.subarray([...STAGES, "closed"]),
  close: fc.constantFrom(null, "recycled" as const, "disqualified" as const),
  contactDue: fc.option(fc.integer({ min: 5, max: 3 * DAY }), { nil: null }),
  attempt: fc.option(fc.integer({ min: 0, max: 2 * DAY }), { nil: null }),
  contact: fc.option(fc.integer({ min: 0, max: 4 * DAY }), { nil: null }),
  handoffs: fc.array(handoffDraw, { maxLength: 2 }),
  amount: fc.bigInt({ min: 0n, max: 5_000_000n }),
  closeDay: fc.integer({ min: 0, max: 249 }),
  score: fc.integer({ min: -15, max: 112 }),
  model: fc.integer({ min: 1, max: 3 }),
  trigger: fc.constantFrom("score", "hand_raise", "pql", "manual"),
  channel: text("social", "paid_search", "email"),
  source: text("form", "api"),
  campaign: text("spring"),
  asset: text("guide"),
  industry: text("retail", "software"),
  team: text("north", "south"),
  owner: fc.option(fc.constantFrom(...OWNERS), { nil: null }),
});

type PassDraw = typeof passDraw extends fc.Arbitrary<infer Draw> ? Draw : never;

function passFrom(draw: PassDraw, number: number, notBefore: Date, isLast: boolean): PassStory {
  const times: Date[] = [after(notBefore, draw.start)];
  for (const minutes of draw.gaps.slice(0, draw.depth)) times.push(after(times.at(-1)!, minutes));
  const reached = STAGES.slice(0, times.length);
  const closeKind = draw.depth === 4 ? "customer" : (draw.close ?? (isLast ? null : "recycled"));
  const closedAt =
    closeKind === null ? null : closeKind === "customer" ? times[4]! : after(times.at(-1)!, draw.gaps[4]!);
  const mqlAt = times[0]!;
  const from = (minutes: number | null) => (minutes === null ? null : after(mqlAt, minutes));
  return {
    number,
    mqlAt,
    handedAt: draw.handed || (draw.depth > 0 && !draw.imported) ? after(mqlAt, 1) : null,
    salAt: times[1] ?? null,
    sqlAt: times[2] ?? null,
    opportunityAt: times[3] ?? null,
    customerAt: times[4] ?? null,
    closedAt,
    closeKind,
    closeReason: closeKind && closeKind !== "customer" ? "not-ready" : null,
    closedFrom: closeKind ? (closeKind === "customer" ? "opportunity" : reached.at(-1)!) : null,
    imputed: draw.imported
      ? draw.imputed.filter((stage) => stage === "handed" || reached.some((name) => name === stage))
      : [],
    dateOnly: draw.imported ? draw.dateOnly : [],
    trigger: draw.imported ? "import" : draw.trigger,
    channel: draw.channel,
    source: draw.source,
    campaign: draw.campaign,
    asset: draw.asset,
    industry: draw.industry,
    team: draw.team,
    ownerId: draw.owner,
    modelVersion: draw.model,
    definitionVersion: draw.model,
    scoreAtMql: draw.score,
    clocks: !draw.imported,
    clockStartedAt: draw.imported ? null : mqlAt,
    contactDueAt: from(draw.contactDue),
    firstAttemptAt: from(draw.attempt),
    firstContactAt: from(draw.contact),
    handoffs: draw.handoffs.map((handoff, index) =>
      handoffFrom(handoff, mqlAt, index === draw.handoffs.length - 1),
    ),
    ...(draw.depth >= 3 ? { opportunity: opportunityFrom(draw, times[3]!, closeKind) } : {}),
  };
}

function handoffFrom(draw: PassDraw["handoffs"][number], mqlAt: Date, mayWait: boolean): HandoffStory {
  const status = (draw.status === "pending" && !mayWait ? "returned" : draw.status) as HandoffStory["status"];
  const openedAt = after(mqlAt, draw.wait);
  return {
    status,
    openedAt,
    assignedAt: draw.assignee ? openedAt : null,
    assigneeId: draw.assignee,
    seenAt: draw.seen === null ? null : after(openedAt, draw.seen),
    dueAt: draw.due === null ? null : after(openedAt, draw.due),
    answeredAt: status === "pending" ? null : after(openedAt, draw.answer),
    answeredBy: status === "pending" ? null : draw.answeredBy,
    reasonCode: status === "rejected" ? draw.reason : null,
  };
}

function opportunityFrom(
  draw: PassDraw,
  openedAt: Date,
  closeKind: PassStory["closeKind"],
): OpportunityStory {
  const status = closeKind === "customer" ? "won" : closeKind ? "lost" : "open";
  return {
    status,
    amount: draw.amount,
    createdAt: openedAt,
    actualClose: status === "open" ? null : new Date(START + draw.closeDay * DAY * MINUTE),
    lostReason: status === "lost" ? "no-budget" : null,
    ownerId: draw.owner,
  };
}

/** Leads with one to three passes each; about one in twenty leads is in the bin. */
export const randomStories: fc.Arbitrary<LeadStory[]> = fc.array(
  fc
    .record({
      draws: fc.array(passDraw, { minLength: 1, maxLength: 3 }),
      binned: fc.integer({ min: 0, max: 19 }),
      captured: fc.integer({ min: 0, max: 20 * DAY }),
    })
    .map(({ draws, binned, captured }) => {
      const passes: PassStory[] = [];
      for (const [index, draw] of draws.entries()) {
        const before = passes.at(-1)?.closedAt ?? new Date(START);
        passes.push(passFrom(draw, index + 1, before, index === draws.length - 1));
      }
      const capturedAt = after(passes[0]!.mqlAt, -captured);
      return binned === 0 ? { capturedAt, passes, binnedAt: NOW } : { capturedAt, passes };
    }),
  { minLength: 1, maxLength: 25 },
);
