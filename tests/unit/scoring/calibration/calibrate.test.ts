import { describe, expect, test } from "vitest";
import {
  type Calibrated,
  calibrating,
  type ExampleRow,
  LEAST,
  type RuleFinding,
} from "@/lib/scoring/calibration/calibrate";
import { exampleOf, knownAt, type LeadCourse } from "@/lib/scoring/calibration/examples";
import { featureReader } from "@/lib/scoring/calibration/features";
import { proposalOf, surelyOther, withProposal } from "@/lib/scoring/calibration/proposal";
import { findingWords } from "@/lib/scoring/calibration/words";
import type { Rule, ScoringModelDocument } from "@/lib/scoring/model";
import { scoringModelDocument } from "@/lib/scoring/schema";
import type { ScoredActivity, ScoreSubject } from "@/lib/scoring/score";

const DAY = 86_400_000;
const START = new Date("2026-01-01T00:00:00Z");
const at = (days: number): Date => new Date(START.getTime() + days * DAY);

const fit = (id: string, points: number, more = {}): Rule => ({
  kind: "fit",
  id,
  label: id,
  group: "fit",
  when: { field: `custom.${id}`, op: "is", value: true },
  points,
  ...more,
});

const did = (id: string, points: number, more = {}): Rule => ({
  kind: "engagement",
  id,
  label: id,
  group: "engagement",
  activity: { types: [id] },
  points,
  decay: { kind: "none" },
  ...more,
});

const model = (...rules: Rule[]): ScoringModelDocument => ({
  name: "Test",
  range: { min: 0, max: 100 },
  lists: [],
  groups: [
    { id: "fit", label: "Fit", kind: "fit" },
    { id: "engagement", label: "Engagement", kind: "engagement" },
  ],
  rules,
  bands: { fit: { A: 30, B: 20, C: 10 }, engagement: { 1: 60, 2: 35, 3: 15 } },
  mql: [{ minTotal: 35 }],
  hot: [],
});

const course = (given: Partial<LeadCourse>): LeadCourse => ({
  leadId: "lead",
  capturedAt: at(0),
  mqlAt: null,
  mqlImputed: false,
  reached: false,
  open: false,
  ...given,
});

const judged = (given: Partial<LeadCourse>, now = at(400)) =>
  exampleOf(course(given), { horizonDays: 30 }, now);

describe("the moment at which a lead is judged", () => {
  test("is its MQL, and the horizon for a lead that never became one", () => {
    expect(judged({ mqlAt: at(3), reached: true })).toMatchObject({ ok: true, value: { moment: at(3) } });
    expect(judged({})).toMatchObject({ ok: true, value: { moment: at(30), converted: false } });
  });

  test("is never later than the horizon: nobody is looked at for longer than the others", () => {
    expect(judged({ mqlAt: at(200), reached: true })).toMatchObject({ ok: true, value: { moment: at(30) } });
  });

  test("leaves out the young, whatever became of them", () => {
    expect(judged({}, at(29))).toEqual({ ok: false, reason: "young" });
    expect(judged({ mqlAt: at(1), reached: true }, at(29))).toEqual({ ok: false, reason: "young" });
  });

  test("leaves out whom sales has not decided, and whose MQL time is that of a later stage", () => {
    expect(judged({ mqlAt: at(1), open: true })).toEqual({ ok: false, reason: "open" });
    expect(judged({ mqlAt: at(9), mqlImputed: true, reached: true })).toEqual({
      ok: false,
      reason: "unknown-moment",
    });
    expect(judged({ mqlAt: at(0), mqlImputed: true, reached: true }).ok).toBe(true);
  });
});

const activity = (id: string, type: string, day: number): ScoredActivity => ({
  id,
  type,
  occurredAt: at(day),
  trust: "human",
  channel: null,
  campaign: null,
  initiatedBy: null,
  properties: {},
});

const subject = (given: Partial<ScoreSubject>): ScoreSubject => ({
  leadId: "lead",
  createdAt: at(0),
  attributes: [],
  activities: [],
  adjustments: [],
  ...given,
});

describe("what a rule finds in a lead", () => {
  const document = model(
    fit("target", 10, { otherwise: -2, unknown: -1 }),
    did("page", 2, { limit: { activities: 3 }, decay: { kind: "half-life", days: 1 } }),
    did("meeting", 20),
    did("visits", 15, { frequency: { atLeast: 2, days: 7 }, activity: { types: ["page"] } }),
    did("nothing", 0, { activity: { types: ["page"] } }),
  );
  const read = featureReader(document, "UTC");
  const history = subject({
    attributes: [{ field: "custom.target", value: true, at: at(0) }],
    activities: ["a", "b", "c", "d"].map((id, index) => activity(id, "page", index + 0.5)),
  });

  test("counts activities within the limit and before decay, a frequency once", () => {
    const { columns, values, rest } = read(history, at(5));
    expect(
      Object.fromEntries(columns.map((column, index) => [document.rules[column]!.id, values[index]])),
    ).toEqual({
      target: 1,
      page: 3,
      visits: 1,
      nothing: 4,
    });
    expect(rest).toBe(0);
  });

  test("keeps the points of rules that do not match apart", () => {
    expect(read(subject({}), at(5))).toEqual({ columns: [], values: [], rest: -1 });
  });

  test("does not change by anything that came after the moment, the same day or told later", () => {
    const moment = at(3.6);
    const before = read(knownAt(history, moment, new Set()), moment);
    const leaked = subject({
      ...history,
      attributes: [...history.attributes, { field: "custom.target", value: false, at: at(3.61) }],
      activities: [
        activity("told later", "meeting", 2),
        ...history.activities,
        activity("an hour later", "meeting", 3.64),
        activity("days later", "page", 9),
      ].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime()),
      adjustments: [{ id: "x", points: 50, reason: "won", startsOn: "2026-01-01", expiresOn: null }],
    });
    expect(read(knownAt(leaked, moment, new Set(["told later"])), moment)).toEqual(before);
    // Without the cut the leak would have shown.
    expect(read(leaked, moment)).not.toEqual(before);
  });
});

/** Leads one an hour; `matches` says which columns a lead matches, `converts` whether it did. */
function rows(
  count: number,
  lead: (index: number) => { matches: number[]; converts: boolean },
): ExampleRow[] {
  return Array.from({ length: count }, (_, index) => {
    const { matches, converts } = lead(index);
    return {
      columns: matches,
      values: matches.map(() => 1),
      rest: 0,
      capturedAt: at(index / 24),
      converted: converts,
    };
  });
}

function calibrated(examples: readonly ExampleRow[], document: ScoringModelDocument) {
  const steps = calibrating(examples, document);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function expectDone(result: ReturnType<typeof calibrated>): Calibrated {
  if (!result.ok) throw new Error(JSON.stringify(result.reason));
  return result.value;
}

/** 40 % convert with the first rule, 10 % without; the second rule says nothing; of the third there are few. */
const TELLING_FIRST = rows(1_000, (index) => {
  const matches = [
    ...(index % 2 === 0 ? [0] : []),
    ...(index % 3 === 0 ? [1] : []),
    ...(index % 97 === 0 ? [2] : []),
  ];
  return { matches, converts: Math.floor(index / 2) % 10 < (index % 2 === 0 ? 4 : 1) };
});
const THREE = model(fit("good", 5), fit("idle", 20), did("rare", 10));

describe("a calibration", () => {
  test("moves points to what the outcomes say, and leaves a rule alone that few leads match", () => {
    const { rules, train, test: tried } = expectDone(calibrated(TELLING_FIRST, THREE));
    const [good, idle, rare] = rules;
    expect(train.n + tried.n).toBe(1_000);
    expect(train.to <= tried.from).toBe(true);
    expect(good).toMatchObject({ verdict: "change", matched: { n: 350, converted: 140 } });
    expect(good!.points!.value).toBeGreaterThan(5);
    expect(idle).toMatchObject({ verdict: "change" });
    expect(Math.abs(idle!.points!.value)).toBeLessThan(5);
    expect(rare).toMatchObject({ verdict: "few", points: null });
  });

  test("ranks the leads it has not seen better than the points in force", () => {
    const { auc } = expectDone(calibrated(TELLING_FIRST, THREE));
    expect(auc.proposed.value).toBeGreaterThan(auc.current.value + 0.05);
    expect(auc.proposed.low).toBeLessThan(auc.proposed.value);
  });

  test("learns only from the older leads: what the newer ones did changes no points", () => {
    const told = expectDone(calibrated(TELLING_FIRST, THREE)).rules;
    const otherwise = TELLING_FIRST.map((row, index) =>
      index < 700 ? row : { ...row, converted: index % 5 === 0 },
    );
    expect(expectDone(calibrated(otherwise, THREE)).rules).toEqual(told);
  });

  test("says the same whatever the order of the rows", () => {
    expect(calibrated(TELLING_FIRST.toReversed(), THREE)).toEqual(calibrated(TELLING_FIRST, THREE));
  });

  test("does not learn from a rule that knows the outcome", () => {
    const planted = TELLING_FIRST.map((row, index) =>
      row.converted || index % 50 === 1
        ? { ...row, columns: [...row.columns, 3], values: [...row.values, 1] }
        : row,
    );
    const result = expectDone(calibrated(planted, model(...THREE.rules, did("won", 10))));
    expect(result.rules[3]).toMatchObject({ ruleId: "won", verdict: "telling", points: null });
    expect(result.rules.slice(0, 3)).toEqual(expectDone(calibrated(TELLING_FIRST, THREE)).rules);
  });

  test("does not learn from a rule whose matches all convert, either", () => {
    const planted = TELLING_FIRST.map((row, index) =>
      row.converted && index % 4 === 0
        ? { ...row, columns: [...row.columns, 3], values: [...row.values, 1] }
        : row,
    );
    const result = expectDone(calibrated(planted, model(...THREE.rules, did("contract", 10))));
    expect(result.rules[3]).toMatchObject({ verdict: "telling" });
  });

  test("is refused when either outcome is too rare, with the numbers", () => {
    const rare = rows(1_000, (index) => ({ matches: [0], converts: index % 15 === 0 }));
    expect(calibrated(rare, THREE)).toEqual({
      ok: false,
      reason: { kind: "few-outcomes", train: { n: 700, converted: 47 }, test: { n: 300, converted: 20 } },
    });
    expect(LEAST.train).toBe(50);
    expect(calibrated([], THREE).ok).toBe(false);
  });

  test("is refused when no rule can be judged", () => {
    const blank = rows(1_000, (index) => ({ matches: [], converts: index % 2 === 0 }));
    expect(calibrated(blank, THREE)).toMatchObject({ ok: false, reason: { kind: "no-rules" } });
  });
});

describe("a proposal in the draft", () => {
  test("changes the points of the rules that were chosen and nothing else", () => {
    const { rules } = expectDone(calibrated(TELLING_FIRST, THREE));
    const proposed = withProposal(THREE, proposalOf(rules, new Set(["good"])));
    expect(proposed).toEqual({
      ...THREE,
      rules: [{ ...THREE.rules[0], points: rules[0]!.points!.value }, THREE.rules[1], THREE.rules[2]],
    });
    expect(scoringModelDocument.safeParse(proposed).success).toBe(true);
  });

  test("moves a limit in points along, so that as many activities count", () => {
    const document = model(did("opened", 2, { limit: { points: 10 } }));
    expect(withProposal(document, [{ ruleId: "opened", points: 5 }]).rules[0]).toMatchObject({
      points: 5,
      limit: { points: 25 },
    });
  });

  test("passes over a rule that is gone", () => {
    expect(withProposal(THREE, [{ ruleId: "gone", points: 5 }])).toEqual(THREE);
  });
});

test("a rule whose range holds no effect is proposed, but not ticked", () => {
  const finding = (low: number, high: number, without = 0): RuleFinding => ({
    ruleId: `${low} to ${high}`,
    now: 10,
    verdict: "change",
    points: { value: (low + high) / 2, low, high },
    without,
    matched: { n: 50, converted: 10 },
    others: { n: 50, converted: 10 },
  });
  const findings = [
    finding(1, 6),
    finding(-2, 6),
    finding(-6, -1),
    finding(-8, 1, -5),
    { ...finding(1, 2), verdict: "agrees" as const },
  ];
  expect(surelyOther(findings)).toEqual(["1 to 6", "-6 to -1"]);
  expect(findingWords(findings[1]!)).toContain("not ticked");
  expect(findingWords(findings[0]!)).not.toContain("not ticked");
});
