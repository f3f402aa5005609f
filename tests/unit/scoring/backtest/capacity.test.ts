import { describe, expect, test } from "vitest";
import { capacityOf, type RepRecord, volumeOf } from "@/lib/scoring/backtest/capacity";
import { addDays } from "@/lib/shared/day";
import { businessCalendar, isWorkingDay } from "@/lib/sla/calendar";

// A Wednesday: the four weeks from it on have 20 working days.
const today = "2026-03-11";
const calendar = businessCalendar("Europe/Berlin");
const ahead = Array.from({ length: 28 }, (_, day) => addDays(today, day)).filter((day) =>
  isWorkingDay(calendar, day),
);
const at = { today, ahead };

const rep = (change: Partial<RepRecord> = {}): RepRecord => ({
  id: "a",
  name: "Ann",
  dailyCapacity: null,
  shown: null,
  absentUntil: null,
  ...change,
});

describe("what a rep takes on a working day", () => {
  test.each([
    ["what was set, whatever was shown", { dailyCapacity: 3, shown: { perDay: 7, days: 40 } }, 3, "set"],
    ["also when that is none", { dailyCapacity: 0, shown: { perDay: 7, days: 40 } }, 0, "set"],
    ["else what the own answers have shown, rounded up", { shown: { perDay: 6.25, days: 10 } }, 7, "shown"],
    ["else, when they are too few, what all reps have shown", { shown: { perDay: 9, days: 9 } }, 5, "team"],
    ["also without any answer", {}, 5, "team"],
  ] as const)("is %s", (_, known, perDay, source) => {
    const { people } = capacityOf([rep(known)], { perDay: 4.5, days: 30 }, at);
    expect(people).toMatchObject([{ perDay, source }]);
  });

  test("is unknown while nobody set it and all answers are too few, and so is what sales takes", () => {
    const capacity = capacityOf([rep({ dailyCapacity: 4 }), rep({ id: "b" })], { perDay: 3, days: 9 }, at);
    expect(capacity.people.map(({ source }) => source)).toEqual(["set", null]);
    expect(capacity.perDay).toBeNull();
    expect(volumeOf(capacity, null)).toBeNull();
    expect(volumeOf(capacity, 3)).toBe(6);
  });

  test("keeps what was shown beside what was set", () => {
    const { people } = capacityOf([rep({ dailyCapacity: 3, shown: { perDay: 7, days: 40 } })], null, at);
    expect(people[0]!.shown).toBe(7);
  });
});

describe("what sales takes on a working day", () => {
  test("is the sum of its reps", () => {
    const capacity = capacityOf([rep({ dailyCapacity: 4 }), rep({ dailyCapacity: 6 })], null, at);
    expect(capacity).toMatchObject({ perDay: 10, reps: 2, repsPerDay: 2, workingDays: 20 });
  });

  test("leaves out the working days of an absence, its last day among them; weekends were none", () => {
    // Away Wednesday to Sunday: three working days of twenty.
    const away = rep({ dailyCapacity: 4, absentUntil: "2026-03-15" });
    const capacity = capacityOf([away, rep({ dailyCapacity: 6 })], null, at);
    expect(capacity.people[0]).toMatchObject({ workingDays: 17, absentUntil: "2026-03-15" });
    expect(capacity.perDay).toBeCloseTo((4 * 17 + 6 * 20) / 20);
    expect(capacity.repsPerDay).toBeCloseTo(37 / 20);
  });

  test("an absence that is over takes nothing away", () => {
    const { people } = capacityOf([rep({ dailyCapacity: 4, absentUntil: "2026-03-10" })], null, at);
    expect(people[0]).toMatchObject({ workingDays: 20, absentUntil: null });
  });

  test("does not wait for the number of somebody who is away for all of the weeks", () => {
    const gone = rep({ absentUntil: "2027-01-01" });
    const capacity = capacityOf([gone, rep({ dailyCapacity: 6 })], null, at);
    expect(capacity).toMatchObject({ perDay: 6, reps: 1, repsPerDay: 1 });
  });

  test("is nothing without reps", () => {
    expect(capacityOf([], null, at)).toMatchObject({ perDay: 0, reps: 0 });
  });
});
