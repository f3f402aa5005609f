import fc from "fast-check";
import { expect, test } from "vitest";
import { assign, type Candidate } from "@/lib/routing/assign";

const TODAY = "2026-03-11";

const candidate: fc.Arbitrary<Omit<Candidate, "id" | "name">> = fc.record({
  active: fc.boolean(),
  absentUntil: fc.constantFrom(null, "2026-03-10", TODAY, "2026-03-12"),
  capacity: fc.integer({ min: 0, max: 5 }),
  open: fc.integer({ min: 0, max: 5 }),
  lastAssignedAt: fc.constantFrom(null, new Date(1000), new Date(2000)),
});

const team = fc
  .array(candidate, { maxLength: 6 })
  .map((members) =>
    members.map((member, index): Candidate => ({ ...member, id: `rep-${index}`, name: `Rep ${index}` })),
  );

const able = (member: Candidate) =>
  member.active &&
  member.open < member.capacity &&
  (member.absentUntil === null || member.absentUntil < TODAY);

test("nobody inactive, absent or at capacity receives; somebody able always does", () => {
  fc.assert(
    fc.property(team, (members) => {
      const { assigneeId } = assign(members, TODAY);
      const chosen = members.find(({ id }) => id === assigneeId);
      expect(assigneeId === null).toBe(!members.some(able));
      if (chosen) expect(able(chosen)).toBe(true);
    }),
  );
});

test("the chosen one has the fewest open ones of those able", () => {
  fc.assert(
    fc.property(team, (members) => {
      const chosen = members.find(({ id }) => id === assign(members, TODAY).assigneeId);
      if (chosen) expect(chosen.open).toBe(Math.min(...members.filter(able).map(({ open }) => open)));
    }),
  );
});

test("a lead never returns to the rep who sent it back unless no one else is left", () => {
  fc.assert(
    fc.property(team, fc.nat({ max: 5 }), (members, index) => {
      const declined = `rep-${index}`;
      const { assigneeId } = assign(members, TODAY, [declined]);
      if (assigneeId === declined) expect(members.filter(able).map(({ id }) => id)).toEqual([declined]);
    }),
  );
});

test("every candidate is considered, with one reason each", () => {
  fc.assert(
    fc.property(team, (members) => {
      const { considered, assigneeId } = assign(members, TODAY);
      expect(considered.map(({ capacity }) => capacity)).toEqual(members.map(({ capacity }) => capacity));
      expect(considered.map(({ id }) => id)).toEqual(members.map(({ id }) => id));
      expect(considered.filter(({ verdict }) => verdict === "chosen").map(({ id }) => id)).toEqual(
        assigneeId ? [assigneeId] : [],
      );
    }),
  );
});

test("after N leads over k equal reps, the largest and smallest share differ by at most one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 60 }), (reps, leads) => {
      const members = Array.from(
        { length: reps },
        (_, index): Candidate => ({
          id: `rep-${index}`,
          name: `Rep ${index}`,
          active: true,
          absentUntil: null,
          capacity: 1000,
          open: 0,
          lastAssignedAt: null,
        }),
      );
      for (let at = 0; at < leads; at++) {
        const chosen = members.find(({ id }) => id === assign(members, TODAY).assigneeId)!;
        chosen.open += 1;
        chosen.lastAssignedAt = new Date(at);
      }
      const shares = members.map(({ open }) => open);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});
