import { describe, expect, test } from "vitest";
import { advance } from "@/lib/progression/advance";
import { STAGES, type Stage } from "@/lib/stages/stages";
import { ROLES, type Role } from "@/lib/team/roles";
import { askFor, houseAt, leadAt, NOON, occasion, person } from "@/tests/support/snapshots";

/** Who may ask for each legal move, written out by hand: the other half of the table in lib/stages/transitions.ts. */
const WHO: Partial<Record<`${Stage} → ${Stage}`, readonly Role[]>> = {
  "lead → mql": ["admin", "marketer", "manager"],
  "lead → recycled": ["admin", "marketer", "manager"],
  "lead → disqualified": ["admin", "marketer", "manager"],
  "mql → sal": ["admin", "rep", "manager"],
  "mql → recycled": ["admin", "marketer", "rep", "manager"],
  "mql → disqualified": ["admin", "marketer", "rep", "manager"],
  "sal → sql": ["admin", "rep", "manager"],
  "sal → recycled": ["admin", "rep", "manager"],
  "sal → disqualified": ["admin", "rep", "manager"],
  "sql → opportunity": ["admin", "rep", "manager"],
  "sql → recycled": ["admin", "rep", "manager"],
  "sql → disqualified": ["admin", "rep", "manager"],
  "opportunity → customer": ["admin", "rep", "manager"],
  "opportunity → recycled": ["admin", "rep", "manager"],
  "opportunity → disqualified": ["admin", "rep", "manager"],
  "opportunity → sql": ["admin", "manager"],
  "customer → opportunity": ["admin", "manager"],
  "recycled → mql": ["admin", "marketer", "manager"],
  "recycled → lead": ["admin", "marketer", "manager"],
  "recycled → disqualified": ["admin", "marketer", "manager"],
  "disqualified → lead": ["admin", "manager"],
};

const ask = (from: Stage, to: Stage, role: Role) =>
  advance(leadAt(from), houseAt(NOON), askFor(to), occasion(person(role), NOON));

describe.each(STAGES)("from %s", (from) => {
  test.each(STAGES)("to %s, asked by each role", (to) => {
    const allowed = WHO[`${from} → ${to}`];
    for (const role of ROLES) {
      const result = ask(from, to, role);
      if (allowed === undefined)
        expect(result).toMatchObject({ ok: false, reason: { code: "illegal_transition", from, to } });
      else if (allowed.includes(role)) {
        expect(result, `${role}: ${JSON.stringify(result.ok || result.reason)}`).toMatchObject({ ok: true });
        if (result.ok) expect(result.value.next.stage).toBe(to);
      } else
        expect(result).toMatchObject({
          ok: false,
          reason: { code: expect.stringMatching(/forbidden|not_found/) },
        });
    }
  });
});

test("a rep may not work on a lead that somebody else holds", () => {
  const lead = { ...leadAt("sal"), ownerId: "rosa" };
  const result = advance(lead, houseAt(NOON), askFor("sql"), occasion(person("rep"), NOON));
  expect(result).toMatchObject({ ok: false, reason: { code: "forbidden" } });
});
