import { describe, expect, test } from "vitest";
import { historyOf, type PastOffer } from "@/lib/handoffs/history";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));

const offer = (passId: string, status: PastOffer["status"], day: number): PastOffer => ({
  passId,
  status,
  at: at(day),
  who: "Sam",
  reason: null,
  note: null,
});

const closed = (id: string, number: number, day: number, kind: string) => ({
  id,
  number,
  closedAt: at(day),
  closeKind: kind,
  closeReason: "Bad timing",
});

const open = (id: string, number: number) => ({
  id,
  number,
  closedAt: null,
  closeKind: null,
  closeReason: null,
});

describe("what happened to a lead before", () => {
  test("is told newest first, each offer of each pass once", () => {
    const lines = historyOf(
      [closed("p1", 1, 9, "recycled"), open("p2", 2)],
      [offer("p1", "returned", 2), offer("p1", "rejected", 9), offer("p2", "expired", 20)],
    );
    expect(lines.map(({ pass, status, current }) => [pass, status, current])).toEqual([
      [2, "expired", true],
      [1, "rejected", false],
      [1, "returned", false],
    ]);
  });

  test("says how a pass ended after it was accepted, and does not repeat what a rejection says itself", () => {
    const [accepted] = historyOf([closed("p1", 1, 9, "recycled")], [offer("p1", "accepted", 3)]);
    expect(accepted!.ended).toEqual({ kind: "recycled", reason: "Bad timing" });
    const [rejected] = historyOf([closed("p1", 1, 9, "recycled")], [offer("p1", "rejected", 9)]);
    expect(rejected!.ended).toBeNull();
  });

  test("keeps a pass that ended without ever being offered", () => {
    expect(historyOf([closed("p1", 1, 9, "recycled")], [])).toMatchObject([
      { pass: 1, status: null, at: at(9), ended: { kind: "recycled" } },
    ]);
  });

  test("has nothing to say of a first pass", () => {
    expect(historyOf([open("p1", 1)], [])).toEqual([]);
  });
});
