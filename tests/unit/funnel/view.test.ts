import { describe, expect, test } from "vitest";
import { ask } from "@/lib/funnel/question";
import {
  type FunnelView,
  readRows,
  readView,
  rowsHref,
  viewHref,
  viewParameters,
  withFilter,
} from "@/lib/funnel/view";

const plain: FunnelView = {
  from: null,
  to: null,
  basis: "cohort",
  filters: {},
  cohorts: null,
  compare: "channel",
};
const narrowed: FunnelView = {
  from: "2026-01-01",
  to: "2026-03-31",
  basis: "stage",
  filters: { channel: "paid & social", pass: "later" },
  cohorts: "week",
  compare: "owner",
};
const parametersOf = (href: string) =>
  Object.fromEntries(new URL(href, "https://baton.example").searchParams);

describe("the address of the funnel", () => {
  test("holds the whole view, and nothing that is the default anyway", () => {
    expect(viewHref(plain)).toBe("/funnel");
    expect(readView({})).toEqual(plain);
    expect(readView(parametersOf(viewHref(narrowed)))).toEqual(narrowed);
  });

  test("wrong values fall back instead of failing; swapped days are put in order", () => {
    expect(
      readView({
        basis: "activity",
        from: "2026-02-31",
        cohorts: "years",
        compare: "month",
        channel: ["a", "b"],
      }),
    ).toEqual(plain);
    expect(readView({ from: "2026-03-31", to: "2026-01-01" })).toMatchObject({
      from: "2026-01-01",
      to: "2026-03-31",
    });
  });

  test("an empty field of the filter form is no filter", () => {
    expect(readView({ channel: "", source: "web" }).filters).toEqual({ source: "web" });
    expect(viewParameters(withFilter(narrowed, "channel", null))).not.toHaveProperty("channel");
  });
});

describe("the address of rows", () => {
  const question = ask({
    timeZone: "Europe/Berlin",
    now: new Date("2026-04-01T00:00:00Z"),
    kpi: "volume",
    basis: "stage",
    period: { from: "2026-01-01", to: "2026-03-31" },
    volumeStage: "recycled",
    part: { left: "sal", reason: "not-ready", channel: null },
  });

  test.each(["beside", "page"] as const)("asks for the same rows again (%s)", (place) => {
    const href = rowsHref(narrowed, question, { set: "numerator", cursor: "abc", place });
    expect(new URL(href, "https://baton.example").pathname).toBe(
      place === "page" ? "/funnel/rows" : "/funnel",
    );
    const parameters = parametersOf(href);
    expect(readView(parameters)).toEqual(narrowed);
    expect(readRows(parameters, place)).toEqual({
      kpi: "volume",
      basis: "stage",
      part: { left: "sal", reason: "not-ready", channel: null },
      set: "numerator",
      volumeStage: "recycled",
      stayStage: "mql",
      speedLeg: "contact",
      cursor: "abc",
    });
  });

  test("keeps the basis of a number that has its own", () => {
    const acceptance = ask({ ...question, kpi: "acceptance", basis: "cohort" });
    expect(acceptance.basis).toBe("stage");
    expect(readRows(parametersOf(rowsHref(plain, acceptance)), "beside")?.basis).toBe("stage");
  });

  test("without a known number there are no rows to show", () => {
    expect(readRows({}, "beside")).toBeNull();
    expect(readRows({ rows: "constructor" }, "beside")).toBeNull();
    expect(readRows({ rows: "volume" }, "page")).toBeNull();
  });
});
