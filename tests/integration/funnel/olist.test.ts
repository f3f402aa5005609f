import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { partOf } from "@/lib/funnel/address";
import type { Grouping } from "@/lib/funnel/dimensions";
import type { KpiName } from "@/lib/funnel/kpis";
import { answer } from "@/lib/funnel/queries/figures";
import { periodFor } from "@/lib/funnel/queries/periods";
import { rowsOf } from "@/lib/funnel/queries/rows";
import { ask } from "@/lib/funnel/question";
import { db } from "@/lib/platform/db/client";
import { startOfDay } from "@/lib/shared/day";
import { useDatabase } from "@/tests/support/database";
import { sharedData } from "@/tests/support/shared-data";
import { type LeadStory, tell } from "./passes";

const folder = sharedData("olist");
const figures = sharedData("expected_figures.json");

const viewer = { kind: "system", id: null, name: "test" } as const;
const frame = { timeZone: "America/Sao_Paulo", now: new Date("2026-11-22T12:00:00Z") };
const period = { from: "2017-06-01", to: "2018-11-30" };

type Expected = {
  olist: {
    by_origin: Record<
      string,
      { n: number; won: number; rate_pct: number; mean_days: number; median_days: number }
    >;
    cohort_by_first_contact_month: Record<string, { n: number; won: number }>;
    won_by_won_month: Record<string, number>;
  };
};

/** First contact is known to the day; what happened before the win was told by nobody. */
function storiesOf(folderPath: string): LeadStory[] {
  const read = (name: string) =>
    parse(readFileSync(`${folderPath}/${name}`), { columns: true }) as Record<string, string>[];
  const wonOn = new Map(
    read("olist_closed_deals_dataset.csv").map((deal) => [deal.mql_id, deal.won_date!.slice(0, 10)]),
  );
  return read("olist_marketing_qualified_leads_dataset.csv").map((row) => {
    const day = wonOn.get(row.mql_id);
    const won = day ? startOfDay(day, frame.timeZone) : null;
    return {
      passes: [
        {
          mqlAt: startOfDay(row.first_contact_date!, frame.timeZone),
          channel: row.origin || null,
          trigger: "import",
          clocks: false,
          salAt: won,
          sqlAt: won,
          opportunityAt: won,
          customerAt: won,
          closedAt: won,
          closeKind: won ? ("customer" as const) : null,
          closedFrom: won ? "opportunity" : null,
          imputed: won ? ["sal", "sql", "opportunity"] : [],
          dateOnly: won ? ["mql", "customer"] : ["mql"],
        },
      ],
    };
  });
}

describe.skipIf(!folder || !figures)("the Olist funnel (skipped where the shared data is absent)", () => {
  useDatabase();
  let expected: Expected["olist"];

  beforeAll(async () => {
    expected = (JSON.parse(readFileSync(figures!, "utf8")) as Expected).olist;
    await tell(db(), storiesOf(folder!));
  }, 240_000);

  const figure = async (kpi: KpiName, groupBy: Grouping | null = null) => {
    const question = ask({ ...frame, kpi, basis: "cohort", period, groupBy });
    return (await answer(db(), viewer, [question]))[0]!;
  };

  test("842 of 8,000 became customers: 10.525 %", async () => {
    const { whole } = await figure("mql-to-customer");
    expect(whole).toMatchObject({ value: 0.10525, numerator: 842, denominator: 8000, n: 8000 });
  });

  test("they took 14 days in the median and 48.441 on average, in days and never in pretended seconds", async () => {
    const { whole } = await figure("velocity");
    expect(whole).toMatchObject({
      unit: "days",
      n: 842,
      value: { p50: 14, mean: expect.closeTo(48.441, 3) },
    });
  });

  test("every channel has its own figures, and those without an origin stand apart from the unknown", async () => {
    const { parts } = await figure("mql-to-customer", "channel");
    const byChannel = Object.fromEntries(
      parts.map(({ key, denominator, numerator, time }) => [
        key ?? "(blank)",
        {
          n: denominator,
          won: numerator,
          median: time?.p50,
          mean: time?.mean,
        },
      ]),
    );
    expect(byChannel).toEqual(
      Object.fromEntries(
        Object.entries(expected.by_origin).map(([origin, { n, won, median_days, mean_days }]) => [
          origin,
          { n, won, median: median_days, mean: expect.closeTo(mean_days, 2) },
        ]),
      ),
    );
    expect(parts.find((part) => part.key === null)).toMatchObject({ denominator: 60, numerator: 14 });
  });

  test("every month of first contact has its own figures", async () => {
    const { parts } = await figure("mql-to-customer", "month");
    const byMonth = Object.fromEntries(
      parts.map(({ key, denominator, numerator }) => [key, { n: denominator, won: numerator }]),
    );
    expect(byMonth).toEqual(
      Object.fromEntries(
        Object.entries(expected.cohort_by_first_contact_month).map(([month, { n, won }]) => [
          month,
          { n, won },
        ]),
      ),
    );
  });

  test("wins are dated by their own month when the stage is asked for", async () => {
    const question = ask({
      ...frame,
      kpi: "volume",
      basis: "stage",
      volumeStage: "customer",
      period,
      groupBy: "month",
    });
    const [answered] = await answer(db(), viewer, [question]);
    expect(Object.fromEntries(answered!.parts.map((part) => [part.key, part.value]))).toEqual(
      expected.won_by_won_month,
    );
  });

  test("imputed steps are left out of the step rates, and their number is said", async () => {
    expect((await figure("sal-to-sql")).whole).toMatchObject({
      value: null,
      denominator: 0,
      leftOut: { imputed: 842 },
    });
    expect((await figure("mql-to-sal")).whole).toMatchObject({
      denominator: 7158,
      leftOut: { imputed: 842 },
    });
    expect((await figure("mql-to-sql")).whole).toMatchObject({ numerator: 842, imputed: 842 });
  });

  test("imported passes without clocks stay outside speed, and their number is said", async () => {
    expect((await figure("speed-to-lead")).whole).toMatchObject({
      value: null,
      denominator: 0,
      leftOut: { "no-clock": 8000 },
    });
  });

  test("the rows behind the blank channel are its 60 passes, 14 of them won", async () => {
    const { question } = await figure("mql-to-customer", "channel");
    const { data, nextCursor } = await rowsOf(db(), viewer, partOf(question, null), {
      set: "denominator",
      limit: 100,
      cursor: null,
    });
    expect(nextCursor).toBeNull();
    expect(data.length).toBe(60);
    expect(data.filter((row) => row.inNumerator).length).toBe(14);
  });

  test("with nothing in the last 90 days the range of the data is shown, and said", async () => {
    expect(await periodFor(db(), frame, {})).toEqual({
      period: { from: "2017-06-14", to: "2018-11-14" },
      origin: "all-data",
    });
  });
});
