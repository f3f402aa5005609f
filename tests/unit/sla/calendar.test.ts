import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addWorkingMinutes, businessCalendar, endOfWorkingDay } from "@/lib/sla/calendar";
import { answerDue } from "@/lib/sla/policy";

const berlin = businessCalendar("Europe/Berlin");

describe("working time", () => {
  test.each([
    ["within a day", "2026-03-11T10:00:00Z", 240, "2026-03-11T14:00:00.000Z"],
    ["over an evening", "2026-03-11T15:00:00Z", 240, "2026-03-12T11:00:00.000Z"],
    ["over a weekend", "2026-03-13T15:30:00Z", 60, "2026-03-16T08:30:00.000Z"],
    ["from a Sunday", "2026-03-15T12:00:00Z", 1, "2026-03-16T08:01:00.000Z"],
    ["over the start of summer time", "2026-03-27T15:00:00Z", 120, "2026-03-30T08:00:00.000Z"],
    ["over its end", "2026-10-23T14:00:00Z", 120, "2026-10-26T09:00:00.000Z"],
  ])("%s", (_, from, minutes, due) => {
    expect(addWorkingMinutes(new Date(from), minutes, berlin).toISOString()).toBe(due);
  });

  test("equals a walk minute by minute, in any zone and over any change of the clock", () => {
    const zones = [
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "America/Sao_Paulo",
      "Pacific/Apia",
    ];
    const start = Date.UTC(2026, 0, 1) / 60_000;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: start, max: start + 366 * 1440 }),
        fc.integer({ min: 1, max: 900 }),
        (zone, minute, allowance) => {
          const from = new Date(minute * 60_000);
          expect(addWorkingMinutes(from, allowance, businessCalendar(zone))).toEqual(
            walked(from, allowance, zone),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test("the end of the working day is today's while it lasts, else the next one's", () => {
    expect(endOfWorkingDay(new Date("2026-03-11T10:00:00Z"), berlin).toISOString()).toBe(
      "2026-03-11T16:00:00.000Z",
    );
    expect(endOfWorkingDay(new Date("2026-03-13T16:00:00Z"), berlin).toISOString()).toBe(
      "2026-03-16T16:00:00.000Z",
    );
  });
});

/** The second opinion: one minute after the other, asking the zone's clock each time. */
function walked(from: Date, minutes: number, zone: string): Date {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    weekday: "short",
    hour: "numeric",
    hourCycle: "h23",
  });
  let at = from.getTime();
  for (let left = minutes; left > 0; at += 60_000) {
    const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    const hour = Number(parts.hour);
    if (!["Sat", "Sun"].includes(parts.weekday!) && hour >= 9 && hour < 17) left -= 1;
  }
  return new Date(at);
}

test("a hand-raise is due in five minutes of the wall clock, a lead passed by hand in four working hours", () => {
  const saturday = new Date("2026-03-14T10:00:00Z");
  expect(answerDue("hand_raise", saturday, "Europe/Berlin").toISOString()).toBe("2026-03-14T10:05:00.000Z");
  expect(answerDue("manual", saturday, "Europe/Berlin").toISOString()).toBe("2026-03-16T12:00:00.000Z");
});
