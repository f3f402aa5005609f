import { expect, test } from "vitest";
import { STAGES } from "@/lib/stages/stages";
import { isLegal, MOVES } from "@/lib/stages/transitions";

test("every stage but customer has a way on, and every stage can be reached", () => {
  const reached = new Set(["lead", ...Object.values(MOVES).flat()]);
  expect([...reached].sort()).toEqual([...STAGES].sort());
  for (const stage of STAGES) expect(MOVES[stage].length === 0).toBe(stage === "customer");
});

test("a lead begins as lead and in no other way", () => {
  for (const stage of STAGES) expect(isLegal(null, stage, "create")).toBe(stage === "lead");
  for (const from of STAGES) for (const to of STAGES) expect(isLegal(from, to, "create")).toBe(false);
});

test("an undo goes exactly the moves backwards", () => {
  for (const from of STAGES)
    for (const to of STAGES) expect(isLegal(from, to, "undo")).toBe(isLegal(to, from, "move"));
});
