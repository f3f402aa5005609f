import { describe, expect, test } from "vitest";
import type { KpiName } from "@/lib/funnel/kpis";
import { answer } from "@/lib/funnel/queries/figures";
import { horizonsOf } from "@/lib/funnel/queries/periods";
import { rowsOf } from "@/lib/funnel/queries/rows";
import { ask, type Question } from "@/lib/funnel/question";
import { db } from "@/lib/platform/db/client";
import { useDatabase } from "@/tests/support/database";
import { type LeadStory, type PassStory, tell } from "./passes";

useDatabase();

const viewer = { kind: "system", id: null, name: "test" } as const;
const now = new Date("2026-06-30T12:00:00Z");
const frame = { timeZone: "Europe/Berlin", now };
const may = { from: "2026-05-01", to: "2026-05-31" };

const at = (text: string) => new Date(`${text}${text.length === 10 ? "T10:00:00Z" : "Z"}`);
const lead = (...passes: PassStory[]): LeadStory => ({ passes });

async function figure(kpi: KpiName, more: Partial<Question> = {}) {
  const question = ask({ ...frame, kpi, basis: "cohort", period: may, ...more });
  return (await answer(db(), viewer, [question]))[0]!.whole;
}

describe("days and periods", () => {
  test("both days of a period count, from their first instant in the workspace's zone to their last", async () => {
    await tell(db(), [
      lead({ mqlAt: at("2026-04-30T21:59:59.999") }),
      lead({ mqlAt: at("2026-04-30T22:00:00.000") }),
      lead({ mqlAt: at("2026-05-31T21:59:59.999") }),
      lead({ mqlAt: at("2026-05-31T22:00:00.000") }),
    ]);
    expect((await figure("volume")).value).toBe(2);
  });

  test("months and weeks are those of the workspace's zone", async () => {
    await tell(db(), [lead({ mqlAt: at("2026-04-30T22:30:00") })]);
    const parts = async (groupBy: "month" | "week") =>
      (
        await answer(db(), viewer, [ask({ ...frame, kpi: "volume", basis: "cohort", period: may, groupBy })])
      )[0]!.parts;
    expect((await parts("month")).map((part) => part.key)).toEqual(["2026-05"]);
    expect((await parts("week")).map((part) => part.key)).toEqual(["2026-W18"]);
  });
});

describe("bases", () => {
  const story = lead({
    mqlAt: at("2026-04-20"),
    handedAt: at("2026-04-20"),
    salAt: at("2026-05-04"),
    sqlAt: at("2026-06-02"),
  });

  test("a cohort counts what its passes reached later, in whatever month", async () => {
    await tell(db(), [story]);
    const april = { from: "2026-04-01", to: "2026-04-30" };
    expect(await figure("sal-to-sql", { period: april })).toMatchObject({ numerator: 1, denominator: 1 });
    expect(await figure("sal-to-sql")).toMatchObject({ value: null, denominator: 0 });
  });

  test("the stage basis dates a rate by its own starting milestone", async () => {
    await tell(db(), [story]);
    expect(await figure("sal-to-sql", { basis: "stage" })).toMatchObject({ value: 1, denominator: 1 });
    expect(await figure("mql-to-sal", { basis: "stage" })).toMatchObject({ value: null });
  });
});

describe("imputed milestones", () => {
  test("count in overall rates, are left out of steps that start or end at them, and have no duration", async () => {
    await tell(db(), [
      lead({
        mqlAt: at("2026-05-04"),
        salAt: at("2026-05-20"),
        sqlAt: at("2026-05-20"),
        imputed: ["sal"],
        clocks: false,
      }),
      lead({ mqlAt: at("2026-05-04"), handedAt: at("2026-05-04"), salAt: at("2026-05-05") }),
    ]);
    expect(await figure("mql-to-sql")).toMatchObject({ numerator: 1, denominator: 2, imputed: 0 });
    expect(await figure("mql-to-sal")).toMatchObject({
      numerator: 1,
      denominator: 1,
      leftOut: { imputed: 1 },
    });
    expect(await figure("sal-to-sql")).toMatchObject({
      numerator: 0,
      denominator: 1,
      leftOut: { imputed: 1 },
    });
    expect((await figure("mql-to-sal")).time).toMatchObject({ n: 1, p50: 86_400, unit: "seconds" });
  });
});

describe("young cohorts", () => {
  const won = (day: string, after: number) => {
    const mqlAt = at(day);
    const end = new Date(mqlAt.getTime() + after * 86_400_000);
    return lead({
      mqlAt,
      salAt: end,
      sqlAt: end,
      opportunityAt: end,
      customerAt: end,
      closedAt: end,
      closeKind: "customer",
      closedFrom: "opportunity",
    });
  };

  test("an open pass younger than nine in ten past conversions took may still convert; an older one not", async () => {
    await tell(db(), [
      won("2026-01-10", 10),
      won("2026-01-12", 50),
      lead({ mqlAt: at("2026-05-02") }),
      lead({ mqlAt: at("2026-05-30") }),
      lead({
        mqlAt: at("2026-05-30"),
        closedAt: at("2026-05-31"),
        closeKind: "disqualified",
        closeReason: "wrong-fit",
        closedFrom: "mql",
      }),
    ]);
    const horizons = await horizonsOf(db(), frame, ["mql-to-customer"]);
    expect(horizons["mql-to-customer"]).toBeCloseTo(46);
    const young = await figure("mql-to-customer", { horizonDays: 46 });
    expect(young).toMatchObject({ denominator: 3, numerator: 0, pending: 1 });
  });

  test("without any conversion in the past no pass is called young", async () => {
    await tell(db(), [lead({ mqlAt: at("2026-05-30") })]);
    expect(await horizonsOf(db(), frame, ["mql-to-customer"])).toEqual({ "mql-to-customer": null });
    expect(await figure("mql-to-customer")).toMatchObject({ denominator: 1, pending: 0 });
  });
});

describe("handoffs", () => {
  const answered = (status: "accepted" | "rejected" | "returned" | "expired" | "withdrawn", more = {}) => ({
    status,
    openedAt: at("2026-05-10T10:00:00"),
    dueAt: at("2026-05-10T10:15:00"),
    answeredAt: at("2026-05-10T10:10:00"),
    reasonCode: status === "rejected" ? "not-ready" : null,
    ...more,
  });
  const pass = { mqlAt: at("2026-05-10") };

  test("acceptance is of the decided; expired, returned and withdrawn are shown apart", async () => {
    await tell(db(), [
      lead({ ...pass, handoffs: [answered("accepted")] }),
      lead({ ...pass, handoffs: [answered("rejected")] }),
      lead({ ...pass, handoffs: [answered("returned")] }),
      lead({ ...pass, handoffs: [answered("expired")] }),
      lead({ ...pass, handoffs: [answered("withdrawn")] }),
      lead({ ...pass, handoffs: [answered("accepted", { status: "pending", answeredAt: null })] }),
    ]);
    expect(await figure("acceptance")).toMatchObject({
      value: 0.5,
      denominator: 2,
      leftOut: { returned: 1, expired: 1, withdrawn: 1 },
    });
    expect(await figure("coverage")).toMatchObject({ numerator: 2, denominator: 6, pending: 1 });
  });

  test("a decision counts on its day, whenever the handoff was opened", async () => {
    await tell(db(), [lead({ ...pass, handoffs: [answered("accepted", { answeredAt: at("2026-06-01") })] })]);
    expect((await figure("acceptance")).denominator).toBe(0);
    expect(await figure("coverage")).toMatchObject({ numerator: 1, denominator: 1 });
  });

  test("silence is late, an answer that is not due yet is not judged", async () => {
    await tell(db(), [
      lead({ ...pass, handoffs: [answered("rejected")] }),
      lead({ ...pass, handoffs: [answered("returned", { answeredAt: at("2026-05-10T10:20:00") })] }),
      lead({ ...pass, handoffs: [answered("expired", { answeredAt: at("2026-05-11T10:20:00") })] }),
      lead({ ...pass, handoffs: [answered("accepted", { status: "pending", answeredAt: null })] }),
      lead({
        ...pass,
        handoffs: [
          answered("accepted", {
            status: "pending",
            answeredAt: null,
            dueAt: new Date(now.getTime() + 60_000),
          }),
        ],
      }),
    ]);
    const toJune = { from: "2026-05-01", to: "2026-06-30" };
    expect(await figure("sla-answer", { period: toJune })).toMatchObject({
      numerator: 1,
      denominator: 4,
      leftOut: { "not-due": 1 },
    });
  });
});

describe("speed to lead", () => {
  const clock = {
    mqlAt: at("2026-05-10T10:00:00"),
    clockStartedAt: at("2026-05-10T10:00:00"),
    contactDueAt: at("2026-05-10T11:00:00"),
  };

  test("untouched leads that are due count as late; those closed before they were due do not", async () => {
    await tell(db(), [
      lead({ ...clock, firstContactAt: at("2026-05-10T10:30:00") }),
      lead({ ...clock, firstContactAt: at("2026-05-10T12:00:00") }),
      lead(clock),
      lead({
        ...clock,
        closedAt: at("2026-05-10T10:05:00"),
        closeKind: "disqualified",
        closeReason: "wrong-fit",
        closedFrom: "mql",
      }),
    ]);
    expect(await figure("speed-to-lead")).toMatchObject({
      numerator: 1,
      denominator: 3,
      n: 2,
      unit: "seconds",
      value: { p50: 4500, withinSla: 1 / 3 },
      leftOut: { "not-due": 1 },
    });
  });
});

describe("what counts at all", () => {
  test("a lead in the bin is in no number and in no list of rows", async () => {
    await tell(db(), [
      lead({ mqlAt: at("2026-05-10") }),
      { ...lead({ mqlAt: at("2026-05-10") }), binnedAt: now },
    ]);
    expect((await figure("volume")).value).toBe(1);
    const question = ask({ ...frame, kpi: "volume", basis: "cohort", period: may });
    const { data } = await rowsOf(db(), viewer, question, { set: "denominator", limit: 10, cursor: null });
    expect(data.length).toBe(1);
  });

  test("a recycled lead that qualifies again is a second pass, and the yield of the first", async () => {
    await tell(db(), [
      lead(
        {
          number: 1,
          mqlAt: at("2026-05-04"),
          closedAt: at("2026-05-06"),
          closeKind: "recycled",
          closeReason: "not-ready",
          closedFrom: "mql",
        },
        { number: 2, mqlAt: at("2026-05-20"), salAt: at("2026-05-21"), sqlAt: at("2026-05-22") },
      ),
    ]);
    expect((await figure("volume")).value).toBe(2);
    expect((await figure("volume", { filters: { pass: "later" } })).value).toBe(1);
    expect(await figure("recycled-yield")).toMatchObject({ value: 1, denominator: 1 });
  });

  test("a cursor of another list is refused", async () => {
    const question = ask({ ...frame, kpi: "volume", basis: "cohort", period: may });
    const page = { set: "denominator", limit: 1, cursor: "bm90IG91cnM" } as const;
    await expect(rowsOf(db(), viewer, question, page)).rejects.toMatchObject({ code: "invalid" });
  });
});
