import { afterAll, beforeEach, describe, expect, test } from "vitest";
import * as leadsRoute from "@/app/api/v1/scoring-models/draft/backtest/leads/route";
import * as backtestRoute from "@/app/api/v1/scoring-models/draft/backtest/route";
import { acceptHandoff } from "@/lib/handoffs/commands";
import { editLead } from "@/lib/leads/commands/save";
import { db } from "@/lib/platform/db/client";
import { openConnection } from "@/lib/platform/db/connection";
import { closeQueue } from "@/lib/platform/jobs/enqueue";
import { type Backtest, backtest, listOf } from "@/lib/scoring/backtest/backtest";
import { linesOf, withLine } from "@/lib/scoring/backtest/crossings";
import { spanOf } from "@/lib/scoring/backtest/span";
import type { Workbench } from "@/lib/scoring/backtest/workbench";
import { withNewRule, withPoints, withRule } from "@/lib/scoring/edit";
import type { Rule, ScoringModelDocument } from "@/lib/scoring/model";
import { bothNeeds, needsOf } from "@/lib/scoring/needs";
import { stopBacktests } from "@/lib/scoring/queries/backtest/ask";
import { loadGround } from "@/lib/scoring/queries/backtest/ground";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { logActivity } from "@/lib/tracking/commands";
import { apiClient } from "../../support/api";
import { useDatabase } from "../../support/database";
import {
  given,
  givenLead,
  givenWorkspace,
  handoffOf,
  later,
  passOf,
  stageOf,
  type TestWorkspace,
} from "../../support/workspace";

useDatabase({ each: true, examined: true });
afterAll(async () => {
  await stopBacktests();
  await closeQueue();
});

let house: TestWorkspace;
beforeEach(async () => {
  house = await givenWorkspace();
});

const LINE = { criterion: 0, part: "engagement" } as const;
const withEngagement = (points: number) => withLine(BALANCED, LINE, points);

async function benchFor(draft: ScoringModelDocument): Promise<Workbench> {
  const connection = await openConnection();
  try {
    const needs = bothNeeds(needsOf(BALANCED), needsOf(draft));
    return await loadGround(connection, { needs, now: house.now });
  } finally {
    await connection.close();
  }
}

type Tried = { result: Backtest; ids: (list: "entering" | "leaving" | "both" | "draft") => string[] };

async function tried(draft: ScoringModelDocument): Promise<Tried> {
  const bench = await benchFor(draft);
  const { fromDay, toDay } = bench.ground;
  const span = spanOf(fromDay, toDay, [1, 2, 3, 4, 5]);
  const [published, judged] = [bench.judged(BALANCED), bench.judged(draft)];
  const line = linesOf(draft)[0] ?? null;
  return {
    result: backtest(published, judged, { span, line }),
    ids: (list) =>
      listOf(published, judged, { list, week: null, span }).map(({ lead }) => bench.leadIds[lead]!),
  };
}

const several = async (leadId: string, type: string, times: number) => {
  for (let nth = 0; nth < times; nth++) {
    later(house, { minutes: 1 });
    await given(house, leadId, type);
  }
};

describe("a backtest of what the doors stored", () => {
  test("finds under the version in force exactly the leads that it made MQL, and nobody enters or leaves", async () => {
    const warm = await givenLead(house);
    const cold = await givenLead(house);
    const asked = await givenLead(house);
    await several(warm, "pricing_viewed", 4);
    await several(cold, "pricing_viewed", 1);
    await several(asked, "demo_requested", 1);
    expect([await stageOf(warm), await stageOf(cold), await stageOf(asked)]).toEqual(["mql", "lead", "mql"]);
    const { result, ids } = await tried(BALANCED);
    expect(ids("draft").sort()).toEqual([warm, asked].sort());
    expect(result.confusion).toMatchObject({
      both: { leads: 2 },
      entering: { leads: 0 },
      leaving: { leads: 0 },
      neither: { leads: 1 },
    });
    expect(result.draft).toMatchObject({ leads: 2, byRequest: 1, handoffs: 1 });
    expect(result.draft.weeks.reduce((sum, leads) => sum + leads, 0)).toBe(2);
  });

  test("crosses at the moment of the real pass", async () => {
    const lead = await givenLead(house);
    await several(lead, "pricing_viewed", 6);
    const bench = await benchFor(BALANCED);
    const judged = bench.judged(BALANCED);
    const span = spanOf(bench.ground.fromDay, bench.ground.toDay, [1, 2, 3, 4, 5]);
    const [found] = listOf(judged, judged, { list: "both", week: null, span });
    expect(new Date(judged.moments.at[found!.row]!)).toEqual((await passOf(lead)).mqlAt);
  });

  test("a higher line lets the weaker go, a lower one lets more in, and says who they are", async () => {
    const warm = await givenLead(house);
    const cool = await givenLead(house);
    await several(warm, "pricing_viewed", 3);
    await several(cool, "pricing_viewed", 2);
    const higher = await tried(withEngagement(60));
    expect(higher.ids("leaving")).toEqual([warm]);
    const lower = await tried(withEngagement(25));
    expect(lower.ids("entering")).toEqual([cool]);
    expect(lower.result.confusion.entering.outcomes.sql.untried).toBe(1);
    const { curve } = lower.result;
    expect([curve!.leads[25], curve!.leads[35], curve!.leads[60]]).toEqual([2, 1, 0]);
  });

  test("what sales did with a lead is no evidence for it: nothing counts from its handoff on", async () => {
    const lead = await givenLead(house);
    await several(lead, "demo_requested", 1);
    const handoff = await handoffOf(lead);
    await acceptHandoff(house.as(house.admin), handoff.id, {});
    await several(lead, "webinar_attended", 5);
    // Without requests, and with a line that only the webinars reach.
    const draft = withRule(
      withEngagement(70),
      withPoints(BALANCED.rules.find(({ id }) => id === "hand-raise")!, 0),
    );
    const { result } = await tried({ ...draft, rules: draft.rules.filter(({ id }) => id !== "hand-raise") });
    // The catalogue still has it that a demo is a request, so it is an MQL; at the request, not at a webinar.
    expect(result.draft).toMatchObject({ leads: 1, byRequest: 1 });
    expect(result.considered).toBe(1);
    expect(result.happened.accepted).toEqual({ reached: 1, missed: 0, open: 0, untried: 0 });
  });

  test("a field that is filled in at the win tells nothing of the time before", async () => {
    const contract: Rule = {
      kind: "fit",
      id: "contract",
      label: "Has a contract",
      group: "company",
      when: { field: "custom.contract", op: "is", value: "signed" },
      points: 100,
    };
    const draft = withLine(withNewRule(withEngagement(0), contract), { criterion: 0, part: "total" }, 90);
    const won = await givenLead(house);
    await several(won, "demo_requested", 1);
    await acceptHandoff(house.as(house.admin), (await handoffOf(won)).id, {});
    later(house, { days: 3 });
    await editLead(house.as(house.admin), won, { custom: { contract: "signed" } });
    const known = await givenLead(house, { custom: { contract: "signed" } });
    const { ids, result } = await tried({
      ...draft,
      rules: draft.rules.filter(({ id }) => id !== "hand-raise"),
    });
    // Who had it from the start crosses by it; the other crossed by its request, days before the field was there.
    expect(ids("entering")).toEqual([known]);
    expect(ids("both")).toEqual([won]);
    expect(result.draft.byRequest).toBe(1);
  });

  test("an activity counts from when it arrived, and is told as late", async () => {
    const lead = await givenLead(house);
    const then = house.now;
    later(house, { days: 5 });
    for (let nth = 0; nth < 3; nth++)
      await logActivity(house.as(house.marta), lead, {
        type: "pricing_viewed",
        occurredAt: new Date(then.getTime() + nth * 60_000).toISOString(),
      });
    const bench = await benchFor(BALANCED);
    const judged = bench.judged(BALANCED);
    const { fromDay, toDay } = bench.ground;
    const span = spanOf(fromDay, toDay, [1, 2, 3, 4, 5]);
    const { toldLate, draft } = backtest(judged, judged, { span, line: null });
    expect(toldLate).toBe(3);
    expect(draft.leads).toBe((await stageOf(lead)) === "mql" ? 1 : 0);
    const first = judged.moments.at.findLast(() => true)!;
    expect(new Date(first)).toEqual(house.now);
  });
});

describe("the API", () => {
  test("reads in a process of its own, answers with both sides, and lists who is behind a number", async () => {
    house = await givenWorkspaceNow();
    await db().user.update({ where: { id: house.sam.id }, data: { dailyCapacity: 4 } });
    const lead = await givenLead(house);
    for (let nth = 0; nth < 3; nth++) await given(house, lead, "pricing_viewed");
    const call = await apiClient(house.as(house.admin), "read");
    const ask = async (route: typeof backtestRoute.POST, body: object) => {
      for (;;) {
        const answer = await call(route, { body });
        if (answer.status !== 202) return answer;
        expect(answer.body).toMatchObject({ status: "running" });
      }
    };
    const document = withEngagement(90);
    const { status, body } = await ask(backtestRoute.POST, { document, perRep: 5 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "done",
      model: 1,
      considered: 1,
      published: { leads: 1, accuracy: { precision: null, decided: 0 } },
      draft: { leads: 0 },
      confusion: { leaving: { leads: 1 } },
      lines: [{ line: LINE, at: 90 }, { line: { criterion: 0, part: "fit" } }],
      capacity: {
        reps: 2,
        perRep: null,
        perDay: null,
        people: [
          { name: "Rosa", perDay: null, source: null },
          { name: "Sam", perDay: 4, source: "set" },
        ],
      },
      proposal: { points: 0, perDay: expect.any(Number) },
    });
    const { body: untold } = await ask(backtestRoute.POST, { document });
    expect(untold).toMatchObject({ status: "done", proposal: null });
    const list = await ask(leadsRoute.POST, { document, list: "leaving" });
    expect(list.body).toMatchObject({
      total: 1,
      data: [{ id: lead, engagement: 45, outcomes: { sql: "open" } }],
      nextCursor: null,
    });
  });

  test("names what is wrong with a question", async () => {
    const call = await apiClient(house.as(house.admin), "read");
    const line = { criterion: 7, part: "total" };
    expect((await call(backtestRoute.POST, { body: { line } })).body).toMatchObject({
      code: "invalid",
      errors: [{ path: "line", rule: "line" }],
    });
    expect((await call(leadsRoute.POST, { body: { list: "draft", cursor: "x" } })).body).toMatchObject({
      code: "invalid",
      errors: [{ path: "cursor", rule: "cursor" }],
    });
  });
});

async function givenWorkspaceNow(): Promise<TestWorkspace> {
  house.now = new Date();
  return house;
}
