import { beforeEach, describe, expect, test } from "vitest";
import { openHandoff, returnHandoff } from "@/lib/handoffs/commands";
import { db } from "@/lib/platform/db/client";
import { salesCapacity } from "@/lib/scoring/queries/backtest/capacity";
import { dayToColumn } from "@/lib/shared/day";
import { changeStage } from "@/lib/stages/commands";
import { setWorkload } from "@/lib/team/commands/users";
import { users } from "@/lib/team/queries";
import { useDatabase } from "../../support/database";
import { givenLead, givenWorkspace, later, type Person, type TestWorkspace } from "../../support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const workload = { capacity: 20, dailyCapacity: null, absentUntil: null, team: null };

const capacity = () => salesCapacity(db(), house.sam, { now: house.now, zone: "Europe/Berlin" });

/** So many answers of a rep at the present. */
async function givenAnswers(rep: Person, answers: number): Promise<void> {
  for (let nth = 0; nth < answers; nth++) {
    const leadId = await givenLead(house);
    await changeStage(house.as(house.marta), leadId, { to: "mql", note: "they asked" });
    const { handoffId } = await openHandoff(house.as(house.marta), leadId, { assignee: rep.id });
    await returnHandoff(house.as(rep), handoffId, {});
  }
}

describe("a daily capacity that is set", () => {
  test("is kept, audited, listed with the people, and taken away again", async () => {
    const ada = house.as(house.admin);
    await setWorkload(ada, { ...workload, id: house.sam.id, dailyCapacity: 6 });
    const sam = (await users(db(), house.admin)).find(({ id }) => id === house.sam.id);
    expect(sam).toMatchObject({ dailyCapacity: 6, capacity: 20 });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "user.workload_set" } });
    expect(entry.data).toMatchObject({ dailyCapacity: 6 });
    expect((await capacity()).people).toMatchObject([
      { name: "Rosa", perDay: null, source: null },
      { name: "Sam", perDay: 6, source: "set" },
    ]);
    await setWorkload(ada, { ...workload, id: house.sam.id });
    expect((await capacity()).people[1]).toMatchObject({ perDay: null, source: null });
  });

  test("is set by admins alone, and the database refuses a number below none", async () => {
    await expect(
      setWorkload(house.as(house.milan), { ...workload, id: house.sam.id, dailyCapacity: 6 }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      db().user.update({ where: { id: house.sam.id }, data: { dailyCapacity: -1 } }),
    ).rejects.toThrow(/app_user_daily_capacity/);
  });
});

describe("a daily capacity that is shown", () => {
  test("is the upper quartile of the answers of the rep's own working days; weekends are none of them", async () => {
    // Two working weeks with 1, 2, 3, 1, 2, 3, … answers a day, and a busy Saturday.
    for (let day = 0, nth = 0; nth < 10; day++, later(house, { days: 1 })) {
      const weekday = house.now.getUTCDay();
      if (weekday === 6) await givenAnswers(house.sam, 9);
      if (weekday === 0 || weekday === 6) continue;
      await givenAnswers(house.sam, 1 + (nth++ % 3));
      expect(day).toBeLessThan(20);
    }
    const { people, perRep, repDays } = await capacity();
    expect(people).toMatchObject([
      { name: "Rosa", perDay: 3, source: "team" },
      { name: "Sam", perDay: 3, source: "shown", shown: 3 },
    ]);
    expect({ perRep, repDays }).toEqual({ perRep: 3, repDays: 10 });
  });

  test("nobody inactive counts, and whoever is away counts for the days left", async () => {
    await db().user.update({ where: { id: house.rosa.id }, data: { active: false } });
    await db().user.update({
      where: { id: house.sam.id },
      data: { dailyCapacity: 4, absentUntil: dayToColumn("2026-03-15") },
    });
    const { people, perDay } = await capacity();
    expect(people).toMatchObject([{ name: "Sam", workingDays: 17, absentUntil: "2026-03-15" }]);
    expect(perDay).toBeCloseTo((4 * 17) / 20);
  });
});
