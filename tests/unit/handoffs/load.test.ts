import { describe, expect, test } from "vitest";
import { loadOf, median, startOfWeek } from "@/lib/handoffs/load";

describe("a week", () => {
  test("starts on Monday at midnight of the workspace's zone", () => {
    // 23:30 UTC of a Sunday is already Monday in Berlin.
    expect(startOfWeek(new Date("2026-03-15T23:30:00Z"), "Europe/Berlin")).toEqual(
      new Date("2026-03-15T23:00:00Z"),
    );
    expect(startOfWeek(new Date("2026-03-15T22:30:00Z"), "Europe/Berlin")).toEqual(
      new Date("2026-03-08T23:00:00Z"),
    );
  });

  test("keeps its midnight across a change of the clocks", () => {
    expect(startOfWeek(new Date("2026-03-29T12:00:00Z"), "Europe/Berlin")).toEqual(
      new Date("2026-03-22T23:00:00Z"),
    );
    expect(startOfWeek(new Date("2026-04-01T12:00:00Z"), "Europe/Berlin")).toEqual(
      new Date("2026-03-29T22:00:00Z"),
    );
  });

  test("before 1970 starts on Monday too", () => {
    expect(startOfWeek(new Date("1969-12-31T12:00:00Z"), "UTC")).toEqual(new Date("1969-12-29T00:00:00Z"));
  });
});

test("the median of an even number lies between the middle two, and nothing has none", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 6])).toBe(5.5);
  expect(median([])).toBe(0);
});

test("somebody who is not a rep has no load", () => {
  const rep = {
    id: "a",
    name: "Sam",
    open: 1,
    late: 0,
    acceptedThisWeek: 4,
    capacity: 20,
    absentUntil: null,
  };
  expect(loadOf([rep], "b")).toBeNull();
  expect(loadOf([rep, { ...rep, id: "c", acceptedThisWeek: 10 }], "a")).toEqual({
    open: 1,
    late: 0,
    acceptedThisWeek: 4,
    capacity: 20,
    medianAccepted: 7,
    reps: 2,
  });
});
