import { describe, expect, test } from "vitest";
import { Agenda } from "@/prisma/seed/agenda";
import { chanceOf } from "@/prisma/seed/chance";
import { timesOf } from "@/prisma/seed/times";

// A Wednesday, 10:30 in Berlin.
const times = timesOf(new Date("2026-11-25T09:30:00Z"), "Europe/Berlin");

describe("the times of the story", () => {
  test("working days are counted back over weekends", () => {
    expect([1, 2, 3, 4].map(times.workday)).toEqual(["2026-11-24", "2026-11-23", "2026-11-20", "2026-11-19"]);
  });

  test("office hours are counted back over closed time", () => {
    const since = (minutes: number) => times.officeAgo(minutes).toISOString().slice(0, 16);
    expect(since(60)).toBe("2026-11-25T08:29");
    expect(since(120)).toBe("2026-11-24T15:29");
  });

  test("what somebody does later is later, and mostly on a working day", () => {
    const chance = chanceOf("later");
    const from = times.at("2026-11-20", "17:00");
    const later = Array.from({ length: 200 }, () => times.later(from, chance.between(0, 3), chance));
    expect(later.every((time) => time > from)).toBe(true);
    expect(later.filter((time) => [0, 6].includes(time.getUTCDay())).length).toBeLessThan(40);
  });
});

describe("chance", () => {
  test("falls the same way for the same seed, and another way for another", () => {
    const draws = (seed: string) => {
      const chance = chanceOf(seed);
      return Array.from({ length: 20 }, () => chance.whole(1, 1_000));
    };
    expect(draws("a")).toEqual(draws("a"));
    expect(draws("a")).not.toEqual(draws("b"));
  });

  test("weights are kept", () => {
    const chance = chanceOf("weights");
    const rare = Array.from({ length: 4_000 }, () => chance.weighted({ often: 9, rare: 1, never: 0 }));
    expect(rare.filter((key) => key === "rare").length / 4_000).toBeCloseTo(0.1, 1);
    expect(rare).not.toContain("never");
  });
});

describe("the agenda", () => {
  test("gives deeds by time, those of one time in the order in which they were planned", () => {
    const chance = chanceOf("agenda");
    const agenda = new Agenda();
    const planned = Array.from({ length: 500 }, (_, turn) => ({ at: chance.whole(0, 40), turn }));
    const done: { at: number; turn: number }[] = [];
    for (const deed of planned) agenda.add(new Date(deed.at), () => done.push(deed));
    for (let next = agenda.take(); next; next = agenda.take()) next.deed();
    expect(done).toEqual([...planned].sort((a, b) => a.at - b.at || a.turn - b.turn));
  });
});
