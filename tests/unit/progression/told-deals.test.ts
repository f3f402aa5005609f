import { describe, expect, test } from "vitest";
import { advance } from "@/lib/progression/advance";
import type { LeadSnapshot } from "@/lib/progression/snapshot";
import type { Trigger } from "@/lib/progression/trigger";
import type { Stage } from "@/lib/stages/stages";
import { askFor, houseAt, leadAt, NOON, occasion, person, played } from "@/tests/support/snapshots";

/** As an import leaves it that told of a deal but not of its amount: a milestone without an opportunity. */
const withoutDeal = (stage: Stage): LeadSnapshot => ({ ...leadAt(stage), opportunity: null });

const byManager = (lead: LeadSnapshot, trigger: Trigger) => {
  const result = advance(lead, houseAt(NOON), trigger, occasion(person("manager"), NOON));
  if (!result.ok) throw new Error(JSON.stringify(result.reason));
  return result.value;
};

describe("a deal that was told without its amount", () => {
  test("can be won, and has no amount then either", () => {
    const { next } = byManager(withoutDeal("opportunity"), askFor("customer", { amount: null }));
    expect(next).toMatchObject({ stage: "customer", opportunity: null, pass: { closeKind: "customer" } });
  });

  test("becomes an opportunity when the amount is told at last, and an undo takes that back", () => {
    const lead = withoutDeal("opportunity");
    const ask = askFor("customer", { amount: 70_000n, expectedClose: null, actualClose: "2026-03-10" });
    const { next, facts } = byManager(lead, ask);
    expect(next.opportunity).toMatchObject({
      status: "won",
      amount: 70_000n,
      expectedClose: "2026-03-10",
      actualClose: "2026-03-10",
    });
    expect(next.pass?.amount).toBe(70_000n);
    expect(facts.filter(({ kind }) => kind === "opportunity.opened")).toHaveLength(1);
    expect(played(next, { kind: "undo" }, person("manager")).opportunity).toBeNull();
  });

  test.each(["recycled", "disqualified"] as const)("can be lost: %s", (to) => {
    expect(byManager(withoutDeal("opportunity"), askFor(to)).next).toMatchObject({
      stage: to,
      opportunity: null,
      pass: { closeKind: to, closedFrom: "opportunity" },
    });
  });

  test.each([
    ["customer", "opportunity"],
    ["opportunity", "sql"],
  ] as const)("can be put right from %s to %s", (from, to) => {
    expect(byManager(withoutDeal(from), askFor(to)).next).toMatchObject({ stage: to, opportunity: null });
  });
});
