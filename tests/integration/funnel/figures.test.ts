import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GROUPINGS, type Grouping } from "@/lib/funnel/dimensions";
import { KPI_NAMES, kpi, SPEED_LEGS, STAY_STAGES, VOLUME_STAGES } from "@/lib/funnel/kpis";
import { answer } from "@/lib/funnel/queries/figures";
import { rowsOf } from "@/lib/funnel/queries/rows";
import { ask, type Question } from "@/lib/funnel/question";
import type { RowSet } from "@/lib/funnel/rows";
import { db } from "@/lib/platform/db/client";
import { dayOf } from "@/lib/shared/day";
import { useDatabase } from "@/tests/support/database";
import { type Told, tell } from "./passes";
import { NOW, randomStories } from "./random-stories";
import { percentile, recount, type Verdict } from "./recount";

useDatabase();

const viewer = { kind: "system", id: null, name: "test" } as const;
// A zone whose days differ from UTC's, with a change of the clocks within the stories.
const frame = { timeZone: "America/New_York", now: NOW };
const period = { from: "2026-01-20", to: "2026-06-30" };

const everyQuestion: Question[] = KPI_NAMES.flatMap((name) =>
  kpi(name).bases.flatMap((basis) => {
    const asked = { ...frame, kpi: name, basis, period };
    switch (kpi(name).measure.kind) {
      case "volume":
        return VOLUME_STAGES.map((volumeStage) => ask({ ...asked, volumeStage }));
      case "stay":
        return STAY_STAGES.map((stayStage) => ask({ ...asked, stayStage }));
      case "speed":
        return SPEED_LEGS.map((speedLeg) => ask({ ...asked, speedLeg }));
      default:
        return [ask(asked)];
    }
  }),
);

const grouped = (groupBy: Grouping | null): Question[] =>
  everyQuestion.map((question) => ({ ...question, groupBy }));

function keyOf(verdict: Verdict, grouping: Grouping): string | null {
  const { pass } = verdict;
  const day = dayOf(verdict.at, frame.timeZone);
  switch (grouping) {
    case "month":
      return day.slice(0, 7);
    case "week":
      return isoWeek(day);
    case "trigger":
      return pass.trigger;
    case "owner":
      return verdict.owner;
    case "reason":
      return verdict.reason;
    case "left":
      return pass.closedFrom;
    case "pass":
      return pass.number === 1 ? "first" : "later";
    case "model":
      return String(pass.modelVersion);
    case "definition":
      return String(pass.definitionVersion);
    case "score": {
      const floor = Math.floor(pass.scoreAtMql / 10) * 10;
      return `${floor}–${floor + 9}`;
    }
    default:
      return pass[grouping] || null;
  }
}

/** The ISO week by its definition: the week belongs to the year of its Thursday. */
function isoWeek(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const thursday = new Date(Number(date) + (3 - ((date.getUTCDay() + 6) % 7)) * 86_400_000);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((Number(thursday) - Date.UTC(year, 0, 1)) / 604_800_000);
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** What a figure of these rows must say. */
function summary(verdicts: readonly Verdict[], unitOf: readonly Verdict[], name: Question["kpi"]) {
  const counted = verdicts.filter((verdict) => verdict.leftOut === null);
  const reached = counted.filter((verdict) => verdict.reached).length;
  const amount = Number(counted.reduce((sum, verdict) => sum + verdict.amount, 0n));
  const inDays = unitOf.some(({ duration }) => duration && duration.seconds === null);
  const lengths = verdicts.flatMap(({ duration }) =>
    duration ? [inDays ? duration.days : (duration.seconds ?? Number.NaN)] : [],
  );
  const leftOut: Record<string, number> = {};
  for (const { leftOut: why } of verdicts) if (why) leftOut[why] = (leftOut[why] ?? 0) + 1;
  return {
    numerator: kpi(name).unit === "money" ? amount : reached,
    denominator: counted.length,
    leftOut,
    measured: lengths.length,
    p50: percentile(lengths, 0.5),
    p90: percentile(lengths, 0.9),
    mean: lengths.length === 0 ? null : lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
  };
}

type Answered = Awaited<ReturnType<typeof answer>>[number]["whole"];

function said(figure: Answered, name: Question["kpi"]) {
  const isDuration = kpi(name).unit === "duration";
  const lengths = isDuration ? (typeof figure.value === "object" ? figure.value : null) : figure.time;
  return {
    numerator: figure.numerator,
    denominator: figure.denominator,
    leftOut: figure.leftOut,
    measured: isDuration ? figure.n : (figure.time?.n ?? 0),
    p50: lengths?.p50 ?? null,
    p90: lengths?.p90 ?? null,
    mean: lengths?.mean ?? null,
  };
}

const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 4));

function expectSame(
  figure: Answered,
  verdicts: readonly Verdict[],
  whole: readonly Verdict[],
  question: Question,
) {
  const expected = summary(verdicts, whole, question.kpi);
  expect(said(figure, question.kpi), `${question.kpi} by ${question.basis}, ${question.groupBy}`).toEqual({
    ...expected,
    p50: near(expected.p50),
    p90: near(expected.p90),
    mean: near(expected.mean),
  });
}

async function allRows(question: Question, set: RowSet) {
  const rows = [];
  let cursor: string | null = null;
  do {
    const page = await rowsOf(db(), viewer, question, { set, limit: 7, cursor });
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}

const run = (check: (told: Told) => Promise<void>, numRuns: number) =>
  fc.assert(
    fc.asyncProperty(randomStories, async (stories) => check(await tell(db(), stories))),
    { numRuns },
  );

describe("over any passes", () => {
  test("every number equals an independent recount, in every basis, stage and leg", async () => {
    await run(async (told) => {
      for (const { question, whole } of await answer(db(), viewer, grouped(null))) {
        const verdicts = recount(told, question);
        expectSame(whole, verdicts, verdicts, question);
      }
    }, 40);
  }, 240_000);

  test.each(GROUPINGS)(
    "the parts by %s are exact and add up to the whole",
    async (grouping) => {
      await run(async (told) => {
        for (const { question, whole, parts } of await answer(db(), viewer, grouped(grouping))) {
          const verdicts = recount(told, question);
          const byKey = Map.groupBy(verdicts, (verdict) => keyOf(verdict, grouping));
          expect(new Set(parts.map((part) => part.key))).toEqual(new Set(byKey.keys()));
          for (const part of parts) expectSame(part, byKey.get(part.key) ?? [], verdicts, question);
          const sum = (field: "numerator" | "denominator" | "pending" | "imputed") =>
            parts.reduce((total, part) => total + part[field], 0);
          for (const field of ["numerator", "denominator", "pending", "imputed"] as const)
            expect(sum(field), `${question.kpi} ${field}`).toBe(whole[field]);
        }
      }, 4);
    },
    240_000,
  );

  test("the rows behind a number are its denominator, and those marked are its numerator", async () => {
    await run(async (told) => {
      for (const { question, whole } of await answer(db(), viewer, grouped(null))) {
        const verdicts = recount(told, question);
        const counted = verdicts.filter((verdict) => verdict.leftOut === null);
        const rows = await allRows(question, "denominator");
        expect(rows.map((row) => row.id).sort()).toEqual(counted.map((verdict) => verdict.id).sort());
        expect(rows.length).toBe(whole.denominator);
        if (kpi(question.kpi).unit !== "money")
          expect(rows.filter((row) => row.inNumerator).length).toBe(whole.numerator);
        const outside = await allRows(question, "left-out");
        expect(outside.length).toBe(Object.values(whole.leftOut).reduce((sum, n) => sum + n, 0));
      }
    }, 4);
  }, 240_000);

  test("the rows behind a part are the rows of that part", async () => {
    await run(async () => {
      for (const { question, parts } of await answer(db(), viewer, grouped("channel"))) {
        const part = parts.at(-1);
        if (!part) continue;
        const rows = await allRows(
          { ...question, groupBy: null, part: { channel: part.key } },
          "denominator",
        );
        expect(rows.length).toBe(part.denominator);
        expect(new Set(rows.map((row) => row.pass.channel || null))).toEqual(
          new Set(part.denominator > 0 ? [part.key] : []),
        );
      }
    }, 6);
  }, 240_000);

  test("no rate exceeds one", async () => {
    await run(async () => {
      for (const { question, whole } of await answer(db(), viewer, grouped(null)))
        if (kpi(question.kpi).unit === "rate" && whole.value !== null) {
          expect(whole.value).toBeLessThanOrEqual(1);
          expect(whole.value).toBeGreaterThanOrEqual(0);
        }
    }, 10);
  }, 240_000);
});
