import { beforeAll, describe, expect, test } from "vitest";
import { KPI_NAMES, kpi, SPEED_LEGS, STAY_STAGES, VOLUME_STAGES } from "@/lib/funnel/kpis";
import { answer } from "@/lib/funnel/queries/figures";
import { ask } from "@/lib/funnel/question";
import { DEFAULT_REASONS } from "@/lib/handoffs/reasons";
import { NO_FILTER } from "@/lib/leads/filter";
import { countViews } from "@/lib/leads/queries/list";
import { VIEWS, type ViewKey } from "@/lib/leads/views";
import { verifyPassword } from "@/lib/platform/auth/password-hash";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { addDays, dayOf } from "@/lib/shared/day";
import { STAGES } from "@/lib/stages/stages";
import { type LoadedSample, loadSampleWorkspace } from "@/prisma/seed";
import { CAST } from "@/prisma/seed/cast";
import { useDatabase } from "@/tests/support/database";
import { givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase();

let house: TestWorkspace;
let sample: LoadedSample;

beforeAll(async () => {
  house = await givenWorkspace();
  sample = await loadSampleWorkspace(house.as(house.admin));
}, 180_000);

describe("the sample workspace", () => {
  test("has about 400 leads at about 180 companies, all of them marked, and keeps every promise of the doctor", async () => {
    expect(sample.leads).toBeGreaterThan(380);
    expect(sample.companies).toBeGreaterThan(160);
    for (const count of [
      await db().lead.count({ where: { sample: false } }),
      await db().company.count({ where: { sample: false } }),
      await db().pass.count({ where: { sample: false } }),
    ])
      expect(count).toBe(0);
    expect(await examine()).toEqual([]);
  });

  test("lets its people sign in with the password that was shown", async () => {
    const people = await db().user.findMany({ where: { sample: true } });
    expect(people.map(({ name, role }) => `${role} ${name}`).sort()).toEqual(
      CAST.map(({ name, role }) => `${role} ${name}`).sort(),
    );
    expect(await verifyPassword(people[0]!.passwordHash, sample.password)).toBe(true);
  });

  test("has leads in every stage, and something in every view of every role", async () => {
    const stages = await db().leadScore.groupBy({ by: ["stage"], _count: true });
    expect(stages.map(({ stage }) => stage).sort()).toEqual([...STAGES].sort());
    const rep = await viewerOf("rep");
    const counts = await countViews(db(), rep, Object.keys(VIEWS) as ViewKey[], NO_FILTER);
    expect([...counts].filter(([, count]) => count === 0)).toEqual([]);
  });

  test("has handoffs of every kind: waiting in time and late with every rep's inbox in use, and each answer there is", async () => {
    const handoffs = await db().handoff.findMany();
    const statuses = new Set(handoffs.map(({ status }) => status));
    expect([...statuses].sort()).toEqual(
      ["accepted", "expired", "pending", "rejected", "returned", "withdrawn"].sort(),
    );
    expect(new Set(handoffs.map(({ cause }) => cause)).size).toBe(4);
    expect(new Set(handoffs.flatMap(({ reasonCode }) => reasonCode ?? []))).toEqual(
      new Set(DEFAULT_REASONS.map(({ code }) => code)),
    );
    const pending = handoffs.filter(({ status }) => status === "pending");
    expect(new Set(pending.map(({ assigneeId }) => assigneeId)).size).toBe(4);
    expect(pending.filter(({ dueAt }) => dueAt! > house.now).length).toBeGreaterThan(3);
    const late = pending.filter(({ dueAt }) => dueAt! <= house.now);
    expect(late.length).toBeGreaterThan(2);
    // None of them is so late that the next run of the job would take it away at once.
    for (const { dueAt } of late) expect(house.now.getTime() - dueAt!.getTime()).toBeLessThan(24 * 3_600_000);
  });

  test("has the turns a pass can take: returned passes, wake dates, undo, correction, deals won and lost and open", async () => {
    const kinds = await db().stageTransition.groupBy({ by: ["kind"], _count: true });
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(["correction", "create", "move", "undo"]);
    const deals = await db().opportunity.groupBy({ by: ["status"], _count: true });
    expect(deals.map(({ status }) => status).sort()).toEqual(["lost", "open", "won"]);
    for (const count of [
      await db().pass.count({ where: { number: { gt: 1 }, salAt: { not: null } } }),
      await db().pass.count({ where: { trigger: "wake" } }),
      await db().stageTransition.count({ where: { trigger: "cooled" } }),
      await db().qualificationAnswer.count(),
      await db().scoreAdjustment.count(),
      await db().handoffEvent.count({ where: { kind: "reassigned" } }),
      await db().activity.count({ where: { type: "note_added" } }),
      await db().activity.count({ where: { trust: "suspect" } }),
    ])
      expect(count).toBeGreaterThan(0);
  });

  test("has alerts under the bell of each of its people, the newest unread, and nothing left to deliver", async () => {
    for (const { id } of await db().user.findMany({ where: { sample: true } })) {
      const [all, unread] = await Promise.all([
        db().alert.count({ where: { userId: id } }),
        db().alert.count({ where: { userId: id, readAt: null } }),
      ]);
      expect(all).toBeGreaterThan(unread);
    }
    expect(await db().alert.count({ where: { readAt: null } })).toBeGreaterThan(10);
    expect(await db().outboxMessage.count({ where: { deliveredAt: null, cancelledAt: null } })).toBe(0);
  });

  test("gives the scoring editor three pinned leads and a draft to look at", async () => {
    expect(await db().pinnedLead.count({ where: { userId: house.admin.id } })).toBe(3);
    expect(await db().scoringModel.count({ where: { status: "draft" } })).toBe(1);
  });
});

describe("the numbers of the sample", () => {
  test("none is empty over the last 90 days, on any basis", async () => {
    const today = dayOf(house.now, "Europe/Berlin");
    const period = { from: addDays(today, -89), to: today };
    const frame = { timeZone: "Europe/Berlin", now: house.now, period };
    const questions = KPI_NAMES.flatMap((name) =>
      kpi(name).bases.flatMap((basis) => {
        const asked = { ...frame, kpi: name, basis };
        switch (kpi(name).measure.kind) {
          case "volume":
            return VOLUME_STAGES.map((volumeStage) => ask({ ...asked, volumeStage }));
          case "stay":
            return STAY_STAGES.map((stayStage) => ask({ ...asked, stayStage }));
          case "speed":
            return SPEED_LEGS.map((speedLeg) => ask({ ...asked, speedLeg }));
          default:
            return [ask(asked)];
        }
      }),
    );
    for (const [index, { whole }] of (await answer(db(), house.admin, questions)).entries()) {
      const { kpi: name, basis } = questions[index]!;
      expect(whole.numerator, `${name} by ${basis}`).toBeGreaterThan(0);
    }
  });

  test("conversions are realistic, and the channels tell the story: webinars convert, paid social is rejected for fit", async () => {
    const passes = await db().pass.findMany();
    const rate = (channel: string | null, from: "mqlAt" | "salAt", to: "salAt" | "sqlAt") => {
      const started = passes.filter((pass) => (channel === null || pass.channel === channel) && pass[from]);
      return started.filter((pass) => pass[to]).length / started.length;
    };
    expect(rate(null, "mqlAt", "salAt")).toBeCloseTo(0.55, 0);
    expect(rate(null, "mqlAt", "salAt")).toBeGreaterThan(0.45);
    expect(rate(null, "salAt", "sqlAt")).toBeGreaterThan(0.42);
    expect(rate("webinar", "mqlAt", "sqlAt" as "salAt")).toBeGreaterThan(
      2 * rate("paid_social", "mqlAt", "sqlAt" as "salAt"),
    );
    const rejected = await db().handoff.groupBy({
      by: ["reasonCode"],
      where: { status: "rejected", pass: { channel: "paid_social" } },
      _count: { _all: true },
      orderBy: { _count: { reasonCode: "desc" } },
    });
    expect(rejected[0]?.reasonCode).toBe("wrong-fit");
  });

  test("answers come in time and late, and who is slow can be seen", async () => {
    const answered = await db().handoff.findMany({
      where: { answeredAt: { not: null }, status: { in: ["accepted", "rejected", "returned"] } },
    });
    const reps = await db().user.findMany({ where: { sample: true, role: "rep" } });
    const inTime = (name: string) => {
      const mine = answered.filter(
        ({ assigneeId }) => assigneeId === reps.find((rep) => rep.name === name)!.id,
      );
      return mine.filter(({ answeredAt, dueAt }) => answeredAt! <= dueAt!).length / mine.length;
    };
    expect(inTime("Clara Weiss")).toBeGreaterThan(inTime("Jonas Petit") + 0.2);
    expect(inTime("Jonas Petit")).toBeGreaterThan(0);
  });
});

describe("loading", () => {
  test("is refused when it is there already, and to everybody but admins", async () => {
    await expect(loadSampleWorkspace(house.as(house.admin))).rejects.toMatchObject({ code: "conflict" });
    for (const person of [house.marta, house.sam, house.milan, house.vera])
      await expect(loadSampleWorkspace(house.as(person))).rejects.toMatchObject({ code: "forbidden" });
  });
});

async function viewerOf(role: "rep") {
  const { id, name, email } = await db().user.findFirstOrThrow({
    where: { sample: true, role, name: "Clara Weiss" },
  });
  return { kind: "user", id, name, email, role } as const;
}
