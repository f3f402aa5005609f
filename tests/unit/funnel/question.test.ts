import { describe, expect, test } from "vitest";
import { partOf, rowsUrl } from "@/lib/funnel/address";
import { ask, choosePeriod, previousPeriod } from "@/lib/funnel/question";
import { filtersIn, metricQuery, partIn } from "@/lib/funnel/schema";

const frame = { timeZone: "Europe/Berlin", now: new Date("2026-11-22T12:00:00Z") };
const period = { from: "2026-10-01", to: "2026-10-31" };

describe("the period of a page", () => {
  const today = "2026-11-22";
  const data = { first: "2017-06-14", last: "2018-11-14" };

  test("is the asked one", () => {
    expect(choosePeriod({ from: "2026-01-01", to: "2026-01-31" }, today, null)).toEqual({
      period: { from: "2026-01-01", to: "2026-01-31" },
      origin: "asked",
    });
  });

  test("has an open end today and an open start ninety days before its end", () => {
    expect(choosePeriod({ from: "2026-11-01" }, today, null).period.to).toBe("2026-11-22");
    expect(choosePeriod({ to: "2026-03-31" }, today, null).period).toEqual({
      from: "2026-01-01",
      to: "2026-03-31",
    });
  });

  test("is the last 90 days, today included, when nothing is asked", () => {
    expect(choosePeriod({}, today, { ...data, recent: true })).toEqual({
      period: { from: "2026-08-25", to: "2026-11-22" },
      origin: "last-90-days",
    });
    expect(choosePeriod({}, today, null).origin).toBe("last-90-days");
  });

  test("is the range of the data when the last 90 days hold none, and says so", () => {
    expect(choosePeriod({}, today, { ...data, recent: false })).toEqual({
      period: { from: "2017-06-14", to: "2018-11-14" },
      origin: "all-data",
    });
  });

  test("is compared with as many days right before it", () => {
    expect(previousPeriod(period)).toEqual({ from: "2026-08-31", to: "2026-09-30" });
    expect(previousPeriod({ from: "2026-03-01", to: "2026-03-01" })).toEqual({
      from: "2026-02-28",
      to: "2026-02-28",
    });
  });
});

describe("the address of rows", () => {
  test("says the whole question, so that it can be asked again", () => {
    const question = ask({
      ...frame,
      kpi: "volume",
      basis: "stage",
      period,
      filters: { channel: "paid search & more" },
      groupBy: "month",
      volumeStage: "sal",
    });
    const url = new URL(rowsUrl(partOf(question, "2026-10"), "numerator"), "https://baton.example");
    expect(url.pathname).toBe("/api/v1/metrics/volume/rows");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      from: "2026-10-01",
      to: "2026-10-31",
      basis: "stage",
      channel: "paid search & more",
      stage: "sal",
      "part.month": "2026-10",
      set: "numerator",
    });
  });

  test("names a missing value by an empty key, which no filter can be mistaken for", () => {
    const question = ask({ ...frame, kpi: "mql-to-sal", basis: "cohort", period, groupBy: "channel" });
    const parameters = Object.fromEntries(
      new URL(rowsUrl(partOf(question, null)), "https://baton.example").searchParams,
    );
    expect(parameters["part.channel"]).toBe("");
    expect(partIn(parameters)).toEqual({ channel: null });
    expect(filtersIn(parameters)).toEqual({});
  });
});

describe("what a request may ask", () => {
  const refused = (query: Record<string, string>) => {
    const parsed = metricQuery.strict().safeParse(query);
    return parsed.success ? null : parsed.error.issues[0]?.path.join(".");
  };

  test("an empty filter lets everything through", () => {
    expect(filtersIn(metricQuery.parse({ channel: "", source: "web" }))).toEqual({ source: "web" });
  });

  test("days that do not exist, an end before the start and unknown names are refused by name", () => {
    expect(refused({ from: "2026-02-30" })).toBe("from");
    expect(refused({ from: "0001-01-01" })).toBe("from");
    expect(refused({ from: "2026-03-01", to: "2026-02-01" })).toBe("from");
    expect(refused({ groupBy: "phase of the moon" })).toBe("groupBy");
    expect(refused({ basis: "activity" })).toBe("basis");
    expect(refused({ chanel: "x" })).toBe("");
    expect(refused({ from: "2026-02-01", to: "2026-03-01", basis: "stage", groupBy: "week" })).toBeNull();
  });
});
