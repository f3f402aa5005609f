import { beforeEach, describe, expect, test } from "vitest";
import * as accept from "@/app/api/v1/handoffs/[id]/accept/route";
import * as reassign from "@/app/api/v1/handoffs/[id]/reassign/route";
import * as reject from "@/app/api/v1/handoffs/[id]/reject/route";
import * as handoffs from "@/app/api/v1/handoffs/route";
import * as activities from "@/app/api/v1/leads/[id]/activities/route";
import * as handoff from "@/app/api/v1/leads/[id]/handoff/route";
import * as lead from "@/app/api/v1/leads/[id]/route";
import * as score from "@/app/api/v1/leads/[id]/score/route";
import * as timeline from "@/app/api/v1/leads/[id]/timeline/route";
import * as transitions from "@/app/api/v1/leads/[id]/transitions/route";
import * as leads from "@/app/api/v1/leads/route";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { type ApiClient, apiClient } from "@/tests/support/api";
import { useDatabase } from "@/tests/support/database";
import { givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase({ each: true, examined: true });

let house: TestWorkspace;
let call: ApiClient;
beforeEach(async () => {
  house = await givenWorkspace({ now: new Date() });
  call = await apiClient(house.as(house.admin));
});

const INES = {
  email: "Ines.Roth@harbour-works.com",
  firstName: "Ines",
  lastName: "Roth",
  title: "Head of Operations",
  country: "Germany",
  company: { name: "Harbour Works", industry: "Manufacturing", employees: 400 },
  channel: "organic_search",
};

async function created(more: object = {}): Promise<string> {
  const answer = await call(leads.POST, { body: { ...INES, ...more } });
  return answer.body.id as string;
}

const log = (id: string, type: string, more: object = {}) =>
  call(activities.POST, {
    params: { id },
    body: { type, occurredAt: new Date().toISOString(), messageId: crypto.randomUUID(), ...more },
  });

describe("leads", () => {
  test("what one lead brings to light about its company counts for its colleagues, and promotes none of them", async () => {
    const company = { name: "Harbour Works", domain: "harbour-works.com" };
    const first = await created({ email: "one@harbour-works.com", company });
    const second = await created({ email: "two@harbour-works.com", company });
    const scoreOf = async (id: string) => {
      const stored = (await call(lead.GET, { params: { id } })).body;
      return [stored.score, stored.stage];
    };
    const before = (await scoreOf(second))[0] as number;
    await call(lead.PATCH, {
      params: { id: first },
      body: { company: { ...company, industry: "Manufacturing", employees: 400 } },
    });
    const told = (await call(score.GET, { params: { id: second } })).body.total as number;
    expect(told).toBeGreaterThan(before);
    expect(await scoreOf(second)).toEqual([told, "lead"]);
    expect(await examine()).toEqual([]);
  });

  test("an edit clears what is known of a company, and its leads are scored again; a lead that comes in clears nothing", async () => {
    const company = { name: "Harbour Works", domain: "harbour-works.com" };
    const first = await created({ email: "one@harbour-works.com", company });
    const second = await created({ email: "two@harbour-works.com", company });
    const totalOf = async (id: string) => (await call(lead.GET, { params: { id } })).body.score as number;
    const before = await totalOf(second);
    const patch = (body: object) => call(lead.PATCH, { params: { id: first }, body });
    // Whose company it is need not be said again.
    await patch({ company: { industry: "Manufacturing", employees: 400, revenue: 5_000_000 } });
    expect(await totalOf(second)).toBeGreaterThan(before);
    await created({
      email: "three@harbour-works.com",
      company: { ...company, industry: "", employees: null },
    });
    expect(await db().company.findFirst()).toMatchObject({ industry: "Manufacturing", employees: 400 });
    await patch({ company: { ...company, industry: null, employees: null, revenue: null } });
    expect(await db().company.findFirst()).toMatchObject({ industry: null, employees: null, revenue: null });
    expect(await totalOf(second)).toBe(before);
    const log = await db().companyAttributeChange.findMany({
      where: { field: "industry" },
      orderBy: { id: "asc" },
    });
    expect(log.map(({ value }) => value)).toEqual(["Manufacturing", null]);
    expect(await examine()).toEqual([]);
  });

  test("a list takes several stages and grades, and people by id or e-mail; what is none is named", async () => {
    const id = await created();
    await log(id, "demo_requested");
    await call(leads.POST, { body: { email: "other@elsewhere.example" } });
    const ids = async (query: string) => {
      const { body } = await call(leads.GET, { query: `?${query}` });
      return (body.data as { id: string }[] | undefined)?.map((row) => row.id) ?? body.errors;
    };
    expect(await ids("stage=mql,sal")).toEqual([id]);
    expect(await ids("stage=lead,mql")).toHaveLength(2);
    expect(await ids("grade=A,B1")).toEqual([id]);
    expect(await ids(`owner=${house.admin.email}`)).toEqual([]);
    expect(await ids("stage=mql,none")).toMatchObject([{ path: "stage.1" }]);
    const pending = await call(handoffs.GET, { query: "?status=pending,accepted" });
    const [offer] = pending.body.data as { id: string; assignee: string }[];
    const rep = offer?.assignee === house.sam.id ? house.rosa : house.sam;
    const moved = await call(reassign.POST, { params: { id: offer!.id }, body: { assignee: rep.email } });
    expect(moved.body).toMatchObject({ assignee: rep.id });
    expect((await call(handoffs.GET, { query: `?assignee=${rep.email}` })).body.data).toHaveLength(1);
    const nobody = await call(reassign.POST, {
      params: { id: offer!.id },
      body: { assignee: "no@body.example" },
    });
    expect(nobody).toMatchObject({ status: 400, body: { errors: [{ path: "assignee" }] } });
  });

  test("201 when made, 200 when the e-mail was there in another spelling, and what is not told stays", async () => {
    const first = await call(leads.POST, { body: INES });
    const second = await call(leads.POST, { body: { email: "ines.roth@HARBOUR-works.com", title: "COO" } });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toMatchObject({
      id: first.body.id,
      title: "COO",
      country: "Germany",
      stage: "lead",
      name: "Ines Roth",
    });
    expect(second.body.company).toMatchObject({ name: "Harbour Works", industry: "Manufacturing" });
  });

  test("twenty requests for one new person at once make one lead", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(leads.POST, { body: INES })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(await db().lead.count()).toBe(1);
    expect(await db().stageTransition.count()).toBe(1);
  });

  test("a bad e-mail names path, rule and message, and stores nothing", async () => {
    const answer = await call(leads.POST, { body: { ...INES, email: "ines@@x" } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.body).toMatchObject({ code: "invalid", errors: [{ path: "email" }] });
    expect(await db().lead.count()).toBe(0);
    expect(await db().company.count()).toBe(0);
  });

  test("an old version is refused with 409 and the current one; without a version the change is made", async () => {
    const id = await created();
    const params = { id };
    const first = await call(lead.PATCH, { params, body: { title: "CTO", version: 1 } });
    const stale = await call(lead.PATCH, { params, body: { title: "CFO", version: 1 } });
    const free = await call(lead.PATCH, { params, body: { title: null } });
    expect(first.body).toMatchObject({ title: "CTO", version: 2 });
    expect(stale).toMatchObject({ status: 409, body: { code: "conflict", version: 2 } });
    expect(free.body).toMatchObject({ title: null, version: 3 });
  });

  test("the list filters, sorts by score and pages without losing or repeating a lead", async () => {
    for (let index = 0; index < 7; index++) {
      const id = await created({ email: `p${index}@harbour-works.com` });
      for (let views = 0; views < index; views++) await log(id, "page_viewed");
    }
    const seen: { id: string; score: number }[] = [];
    for (let query = "?limit=3"; query; ) {
      const page = await call(leads.GET, { query });
      seen.push(...(page.body.data as { id: string; score: number }[]));
      query = page.body.nextCursor ? `?limit=3&cursor=${page.body.nextCursor}` : "";
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
    expect(seen.map(({ score }) => score)).toEqual(seen.map(({ score }) => score).sort((a, b) => b - a));
    expect((await call(leads.GET, { query: "?q=p3@harb" })).body.data).toHaveLength(1);
    expect((await call(leads.GET, { query: "?stage=mql" })).body.data).toHaveLength(0);
    expect((await call(leads.GET, { query: "?stage=nonsense" })).status).toBe(400);
  });

  test("the bin hides a lead and erasing leaves nothing of it", async () => {
    const id = await created();
    await log(id, "demo_requested");
    expect((await call(lead.DELETE, { params: { id } })).status).toBe(204);
    expect((await call(leads.GET)).body.data).toHaveLength(0);
    expect((await call(lead.DELETE, { params: { id }, query: "?erase=true" })).status).toBe(204);
    expect((await call(lead.GET, { params: { id } })).status).toBe(404);
    for (const count of [
      db().activity.count(),
      db().pass.count(),
      db().handoff.count(),
      db().leadAttributeChange.count(),
    ])
      expect(await count).toBe(0);
  });

  test("the same Idempotency-Key makes one lead, and with another body it is 422", async () => {
    const headers = { "idempotency-key": "k-1" };
    const body = { firstName: "Nils", lastName: "Aal" };
    const first = await call(leads.POST, { body, headers });
    const again = await call(leads.POST, { body, headers });
    const other = await call(leads.POST, { body: { firstName: "Ole" }, headers });
    expect([first.status, again.status, other.status]).toEqual([201, 201, 422]);
    expect(again.body).toEqual(first.body);
    expect(await db().lead.count()).toBe(1);
  });

  test("a key that may only read cannot write", async () => {
    const reader = await apiClient(house.as(house.admin), "read");
    expect((await reader(leads.GET)).status).toBe(200);
    expect((await reader(leads.POST, { body: INES })).status).toBe(403);
  });
});

describe("the pass over HTTP", () => {
  test("an activity is 201, its repeat 200; a demo request opens a handoff", async () => {
    const id = await created();
    const body = { type: "demo_requested", occurredAt: new Date().toISOString(), messageId: "m-1" };
    const first = await call(activities.POST, { params: { id }, body });
    const repeat = await call(activities.POST, { params: { id }, body });
    expect([first.status, repeat.status]).toEqual([201, 200]);
    expect(first.body.lead).toMatchObject({ stage: "mql", pass: { number: 1, salAt: null } });
    const waiting = await call(handoffs.GET, { query: "?status=pending" });
    expect(waiting.body.data).toMatchObject([{ leadId: id, status: "pending", reason: null, version: 1 }]);
  });

  test("a handoff is accepted once: the second answer is 409 already_answered", async () => {
    const id = await created();
    await log(id, "demo_requested");
    const [pending] = (await call(handoffs.GET)).body.data as { id: string }[];
    const params = { id: pending!.id };
    const other = await call(reassign.POST, { params, body: { assignee: house.rosa.id } });
    expect(other.body).toMatchObject({ assignee: house.rosa.id, status: "pending" });
    expect(await call(accept.POST, { params })).toMatchObject({ status: 200, body: { status: "accepted" } });
    expect(await call(accept.POST, { params })).toMatchObject({
      status: 409,
      body: { code: "already_answered" },
    });
    expect(await call(reject.POST, { params, body: { reason: "no-need" } })).toMatchObject({ status: 409 });
    expect((await call(lead.GET, { params: { id } })).body).toMatchObject({
      stage: "sal",
      owner: house.rosa.id,
    });
  });

  test("an illegal move is 409, a missing need 422 with what is missing, and both change nothing", async () => {
    const id = await created();
    const params = { id };
    expect(await call(transitions.POST, { params, body: { to: "customer" } })).toMatchObject({
      status: 409,
      body: { code: "illegal_transition" },
    });
    const missing = await call(transitions.POST, { params, body: { to: "recycled" } });
    expect(missing).toMatchObject({
      status: 422,
      body: { code: "requirements_missing", missing: ["reason"] },
    });
    expect((await call(transitions.GET, { params })).body.data).toHaveLength(1);
  });

  test("a lead goes from MQL to customer over HTTP and its history says so", async () => {
    const id = await created();
    const params = { id };
    const to = (body: object) => call(transitions.POST, { params, body });
    expect((await to({ to: "mql", note: "Met at the fair" })).status).toBe(200);
    expect((await call(handoff.POST, { params, body: { assignee: house.sam.id } })).status).toBe(201);
    expect((await to({ to: "sal" })).body).toMatchObject({ stage: "sal" });
    expect((await to({ to: "sql", qualification: { need: "Less loss", timeline: "Q3" } })).status).toBe(200);
    expect((await to({ to: "opportunity", amount: 500_000, expectedClose: "2027-01-31" })).status).toBe(200);
    const today = new Date().toISOString().slice(0, 10);
    expect((await to({ to: "customer", actualClose: today })).body).toMatchObject({
      stage: "customer",
      lead: { pass: { closedAt: expect.any(String) } },
    });
    const history = (await call(transitions.GET, { params })).body.data as { to: string }[];
    expect(history.map((row) => row.to)).toEqual(["lead", "mql", "sal", "sql", "opportunity", "customer"]);
    const kinds = ((await call(timeline.GET, { params })).body.data as { kind: string }[]).map(
      ({ kind }) => kind,
    );
    expect(new Set(kinds)).toEqual(new Set(["transition", "handoff", "answer"]));
  });
});
