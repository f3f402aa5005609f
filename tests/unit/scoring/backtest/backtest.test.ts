import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { backtest, listOf } from "@/lib/scoring/backtest/backtest";
import { crossingsOf, lineAt, linesOf, withLine } from "@/lib/scoring/backtest/crossings";
import { FATE, OUTCOMES, verdictOf } from "@/lib/scoring/backtest/ground";
import { accuracyOf, lineThatFills, qualityAt } from "@/lib/scoring/backtest/quality";
import { spanOf } from "@/lib/scoring/backtest/span";
import { SPELL, spellsOf } from "@/lib/scoring/backtest/spells";
import { Workbench } from "@/lib/scoring/backtest/workbench";
import type { Rule, ScoringModelDocument } from "@/lib/scoring/model";
import { needsOf } from "@/lib/scoring/needs";
import type { ScoredActivity } from "@/lib/scoring/score";
import { dayFromNumber } from "@/lib/shared/day";
import { model } from "../../../oracle/arbitraries";
import { FROM, groundOf, type Past, type PastLead, pastLead, TO } from "./leads";

const numRuns = Number(process.env.BATON_ORACLE_RUNS ?? 200);
vi.setConfig({ testTimeout: 60_000 + numRuns * 100 });

const past = fc.record({
  zone: fc.constant("Europe/Berlin"),
  from: fc.constant(FROM),
  to: fc.constant(TO),
  entry: fc.record({ score: fc.constant(true), handRaise: fc.boolean(), pql: fc.boolean() }),
  required: fc.subarray(["email"]),
  leads: fc.array(
    fc
      .tuple(pastLead, fc.integer({ min: 0, max: 60 * 24 * 60 }))
      .map(([lead, minutes]) => ({ ...lead, passAt: new Date(FROM + minutes * 60_000) })),
    { minLength: 1, maxLength: 6 },
  ),
}) satisfies fc.Arbitrary<Past>;

const FIELDS = ["title", "email", "country", "company.employees", "custom.plan"];

function benchOf(given: Past, document: ScoringModelDocument) {
  const bench = new Workbench(
    groundOf(given, FIELDS),
    given.leads.map((_, index) => String(index)),
    needsOf(document),
  );
  const { fromDay, toDay } = bench.ground;
  return { bench, span: spanOf(fromDay, toDay, [1, 2, 3, 4, 5]) };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe("any past under any two models", () => {
  test("a version against itself: nobody enters, nobody leaves", () => {
    fc.assert(
      fc.property(past, model, (given, document) => {
        const { bench, span } = benchOf(given, document);
        const { confusion, published, draft } = backtest(
          bench.judged(document),
          // Other words, so that it is replayed on its own.
          bench.judged({ ...document, rules: document.rules.map((rule) => ({ ...rule, label: "same" })) }),
          { span, line: null },
        );
        expect([confusion.entering.leads, confusion.leaving.leads]).toEqual([0, 0]);
        expect(draft).toEqual(published);
      }),
      { numRuns },
    );
  });

  test("weeks, days, cells and lists add up to the leads", () => {
    fc.assert(
      fc.property(past, model, model, (given, before, after) => {
        const { bench, span } = benchOf(given, after);
        const [published, draft] = [bench.judged(before), bench.judged(after)];
        const result = backtest(published, draft, { span, line: null });
        const { both, entering, leaving, neither } = result.confusion;
        expect(both.leads + entering.leads).toBe(result.draft.leads);
        expect(both.leads + leaving.leads).toBe(result.published.leads);
        expect(sum([both, entering, leaving, neither].map(({ leads }) => leads))).toBe(result.considered);
        for (const side of [result.published, result.draft]) {
          expect([sum(side.weeks), sum(side.days)]).toEqual([side.leads, side.leads]);
          expect(sum(side.handoffDays)).toBe(side.handoffs);
          for (const outcome of OUTCOMES) expect(sum(Object.values(side.outcomes[outcome]))).toBe(side.leads);
        }
        for (const [week, leads] of result.draft.weeks.entries())
          expect(listOf(published, draft, { list: "draft", week, span })).toHaveLength(leads);
        expect(listOf(published, draft, { list: "entering", week: null, span })).toHaveLength(entering.leads);
      }),
      { numRuns },
    );
  });

  test("every place of the curve is what moving the line there gives, and a higher line never gives more", () => {
    fc.assert(
      fc.property(past, model, fc.nat(), (given, document, nth) => {
        const lines = linesOf(document);
        const line = lines[nth % Math.max(1, lines.length)];
        if (!line) return;
        const { bench, span } = benchOf(given, document);
        const published = bench.judged(document);
        const { curve } = backtest(published, published, { span, line });
        for (const [place, leads] of curve!.leads.entries()) {
          if (place > 0) expect(leads).toBeLessThanOrEqual(curve!.leads[place - 1]!);
          if (place % 7 !== nth % 7) continue;
          const moved = bench.judged(withLine(document, line, curve!.low + place));
          const result = backtest(published, moved, { span, line: null });
          expect(leads).toBe(result.draft.leads);
          expect(curve!.both[place]).toBe(result.confusion.both.leads);
          expect(curve!.handoffs[place]).toBe(result.draft.handoffs);
          expect(curve!.weeks.map((week) => week[place])).toEqual(result.draft.weeks);
          expect(curve!.reached.map((each) => each[place])).toEqual(
            OUTCOMES.map((outcome) => result.draft.outcomes[outcome].reached),
          );
        }
        const at = lineAt(document, line)!;
        expect(curve!.leads[at - curve!.low]).toBe(
          crossingsOf(published).mql.filter((row) => row >= 0).length,
        );
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    );
  });
});

describe("what is free to cross", () => {
  const pass = (mqlAt: number, handedAt: number | null) => ({ mqlAt, handedAt, wakesOnEvidence: true });
  const kinds = (steps: Parameters<typeof spellsOf>[0]) =>
    spellsOf(steps, FROM).map(({ at, kind }) => [at - FROM, kind]);
  const FIRST = [Number.NEGATIVE_INFINITY, SPELL.free];

  test("a lead in a pass of before the window is not free until it closes", () => {
    const old = pass(FROM - 10, null);
    expect(
      kinds([
        { at: FROM - 10, to: "mql", trigger: "score", pass: old },
        { at: FROM + 5, to: "recycled", trigger: "person", pass: old },
      ]),
    ).toEqual([FIRST, [-10, SPELL.taken], [5, SPELL.recycled]]);
  });

  test("a pass of the window holds it from its handoff on, and cooling before that is set aside with it", () => {
    const handed = pass(FROM + 1, FROM + 4);
    expect(
      kinds([
        { at: FROM + 1, to: "mql", trigger: "score", pass: handed },
        { at: FROM + 6, to: "sal", trigger: "person", pass: handed },
        { at: FROM + 9, to: "disqualified", trigger: "person", pass: handed },
      ]),
    ).toEqual([FIRST, [4, SPELL.taken], [6, SPELL.taken], [9, SPELL.taken]]);
    const cooled = pass(FROM + 1, null);
    expect(
      kinds([
        { at: FROM + 1, to: "mql", trigger: "score", pass: cooled },
        { at: FROM + 6, to: "recycled", trigger: "cooled", pass: cooled },
      ]),
    ).toEqual([FIRST]);
  });

  test("who was recycled by a person with nothing that wakes it rests", () => {
    const old = { ...pass(FROM - 10, null), wakesOnEvidence: false };
    expect(kinds([{ at: FROM + 5, to: "recycled", trigger: "person", pass: old }])).toEqual([
      FIRST,
      [5, SPELL.resting],
    ]);
  });
});

test("points from before a recycling do not qualify again on their own; what a lead did since must meet the line", () => {
  const DAY = 86_400_000;
  const closedAt = FROM + 10 * DAY;
  const viewed = (at: number, id: string): ScoredActivity => ({
    id,
    type: "page_viewed",
    occurredAt: new Date(at),
    trust: "human",
    channel: null,
    campaign: null,
    initiatedBy: null,
    properties: {},
  });
  const document: ScoringModelDocument = {
    name: "Pages",
    range: { min: 0, max: 100 },
    lists: [],
    groups: [{ id: "g2", label: "g2", kind: "engagement" }],
    rules: [
      {
        kind: "engagement",
        id: "page",
        label: "Page",
        group: "g2",
        activity: { types: ["page_viewed"] },
        points: 10,
        decay: { kind: "none" },
      },
    ],
    bands: { fit: null, engagement: { 1: 60, 2: 35, 3: 15 } },
    mql: [{ minEngagement: 30 }],
    hot: [],
  };
  const pass = { mqlAt: FROM - DAY, handedAt: FROM - DAY, wakesOnEvidence: true };
  const times = [-9, -8, -7, 11, 12, 13].map((day) => new Date(FROM + day * DAY));
  const lead: PastLead = {
    subject: {
      leadId: "lead",
      createdAt: new Date(FROM - 20 * DAY),
      attributes: [],
      activities: times.map((at, nth) => viewed(at.getTime(), `a${nth}`)),
      adjustments: [],
    },
    known: times,
    steps: [
      { at: FROM - DAY, to: "mql", trigger: "score", pass },
      { at: closedAt, to: "recycled", trigger: "person", pass },
    ],
    fate: 0,
    passAt: null,
  };
  const entry = { score: true, handRaise: true, pql: true };
  const given: Past = { zone: "UTC", from: FROM, to: TO, entry, required: [], leads: [lead] };
  const judged = benchOf(given, document).bench.judged(document);
  const [row] = crossingsOf(judged).mql;
  expect(new Date(judged.moments.at[row!]!)).toEqual(new Date(FROM + 13 * DAY));
});

describe("a leak", () => {
  const told: Rule = {
    kind: "fit",
    id: "contract",
    label: "Has a contract",
    group: "g0",
    when: { field: "custom.plan", op: "is", value: "signed" },
    points: 50,
  };
  const document: ScoringModelDocument = {
    name: "With a field of the win",
    range: { min: 0, max: 100 },
    lists: [],
    groups: [{ id: "g0", label: "g0", kind: "fit" }],
    rules: [told],
    bands: { fit: { A: 30, B: 20, C: 10 }, engagement: { 1: 60, 2: 35, 3: 15 } },
    mql: [{ minFit: 40 }],
    hot: [],
  };
  const MINUTE = 60_000;
  /** A lead whose pass opened an hour after its capture; the winners' field is filled in at an offset from capture. */
  const lead = (nth: number, won: boolean, filledAfter: number): PastLead => ({
    subject: {
      leadId: "lead",
      createdAt: new Date(FROM + nth * MINUTE),
      attributes: [
        { field: "title", value: "director", at: new Date(FROM + nth * MINUTE) },
        ...(won
          ? [{ field: "custom.plan", value: "signed", at: new Date(FROM + (nth + filledAfter) * MINUTE) }]
          : []),
      ].sort((a, b) => Number(a.at) - Number(b.at)),
      activities: [],
      adjustments: [],
    },
    known: [],
    steps: [
      {
        at: FROM + (nth + 60) * MINUTE,
        to: "mql",
        trigger: "person",
        pass: {
          mqlAt: FROM + (nth + 60) * MINUTE,
          handedAt: FROM + (nth + 60) * MINUTE,
          wakesOnEvidence: true,
        },
      },
    ],
    fate: FATE.tried | (won ? FATE.accepted | FATE.sql | FATE.opportunity | FATE.customer : 0),
    passAt: new Date(FROM + (nth + 60) * MINUTE),
  });
  const pastOf = (filledAfter: number): Past => ({
    zone: "UTC",
    from: FROM,
    to: TO,
    entry: { score: true, handRaise: true, pql: true },
    required: [],
    leads: Array.from({ length: 60 }, (_, nth) => lead(nth, nth % 2 === 0, filledAfter)),
  });
  const resultOf = (given: Past) => {
    const { bench, span } = benchOf(given, document);
    const judged = bench.judged(document);
    return backtest(judged, judged, { span, line: null });
  };

  test("that was written down after the handoff is not known before: the model finds none of the winners", () => {
    const { draft, happened, telling } = resultOf(pastOf(600));
    expect(happened.customer.reached).toBe(30);
    expect(draft.leads).toBe(0);
    expect(accuracyOf(draft, happened, "customer").recall!.value).toBe(0);
    expect(telling).toEqual([]);
  });

  test("that carries no time, so that it seems known from the start, is named", () => {
    const { draft, happened, telling } = resultOf(pastOf(0));
    expect(accuracyOf(draft, happened, "customer").recall!.value).toBe(1);
    expect(telling).toEqual(["contract"]);
  });
});

describe("the line that fills the capacity", () => {
  const curve = {
    line: { criterion: 0, part: "total" } as const,
    at: 2,
    low: 0,
    leads: [40, 20, 10, 4],
    both: [],
    handoffs: [],
    reached: [[], [8, 6, 5, 2], [], []],
    decided: [[], [20, 12, 8, 2], [], []],
    weeks: [],
  };

  test("is the lowest that brings no more a working day than sales can take; none when even the highest does", () => {
    expect(lineThatFills(curve, 2, 10)).toBe(1);
    expect(lineThatFills(curve, 100, 10)).toBe(0);
    expect(lineThatFills(curve, 0.1, 10)).toBeNull();
  });

  test("comes with the share that reached the outcome, of those of whom it is known, and its range", () => {
    expect(qualityAt(curve, 1, 10, "sql")).toMatchObject({ points: 1, perDay: 2, reached: 6, decided: 12 });
    const { share } = qualityAt(curve, 1, 10, "sql");
    expect(share!.value).toBe(0.5);
    expect(share!.low).toBeLessThan(0.3);
    expect(qualityAt({ ...curve, decided: [[], [0, 0, 0, 0], [], []] }, 1, 10, "sql").share).toBeNull();
  });
});

test("weeks begin on Mondays; what comes on a weekend is worked on the next working day", () => {
  // 2026-03-11 is a Wednesday: day 20,523.
  const span = spanOf(20_523, 20_531, [1, 2, 3, 4, 5]);
  expect(dayFromNumber(20_523)).toBe("2026-03-11");
  expect(span.weeks).toEqual(["2026-03-09", "2026-03-16"]);
  expect(span.workingDays.map(dayFromNumber)).toEqual([
    "2026-03-11",
    "2026-03-12",
    "2026-03-13",
    "2026-03-16",
    "2026-03-17",
    "2026-03-18",
    "2026-03-19",
  ]);
  expect([span.workdayOf(20_525), span.workdayOf(20_526), span.workdayOf(20_527)]).toEqual([2, 3, 3]);
});

test("nothing is known of who was never tried, nor yet of who is still in work", () => {
  expect(verdictOf(0, "sql")).toBe("untried");
  expect(verdictOf(FATE.tried, "sql")).toBe("missed");
  expect(verdictOf(FATE.tried | FATE.open, "sql")).toBe("open");
  expect(verdictOf(FATE.tried | FATE.open | FATE.sql, "sql")).toBe("reached");
});
