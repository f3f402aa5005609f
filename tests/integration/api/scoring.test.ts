import { afterAll, beforeEach, describe, expect, test } from "vitest";
import * as leadActivities from "@/app/api/v1/leads/[id]/activities/route";
import * as leadScore from "@/app/api/v1/leads/[id]/score/route";
import * as model from "@/app/api/v1/scoring-models/[n]/route";
import * as preview from "@/app/api/v1/scoring-models/draft/preview/route";
import * as publish from "@/app/api/v1/scoring-models/draft/publish/route";
import * as draft from "@/app/api/v1/scoring-models/draft/route";
import * as models from "@/app/api/v1/scoring-models/route";
import * as schema from "@/app/api/v1/scoring-models/schema.json/route";
import { closeQueue } from "@/lib/platform/jobs/enqueue";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { type ApiClient, apiClient } from "@/tests/support/api";
import { useDatabase } from "@/tests/support/database";
import { givenLead, givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase({ each: true, examined: true });
afterAll(closeQueue);

let house: TestWorkspace;
let call: ApiClient;
beforeEach(async () => {
  house = await givenWorkspace({ now: new Date() });
  call = await apiClient(house.as(house.admin));
});

const withPoints = (id: string, points: number) => ({
  ...BALANCED,
  rules: BALANCED.rules.map((rule) => (rule.id === id ? { ...rule, points } : rule)),
});

describe("the score of a lead", () => {
  test("comes with rows that sum to its total, each naming its activities", async () => {
    const id = await givenLead(house);
    for (const type of ["pricing_viewed", "pricing_viewed", "email_opened"])
      await call(leadActivities.POST, {
        params: { id },
        body: { type, occurredAt: new Date().toISOString(), messageId: crypto.randomUUID() },
      });
    const { status, body } = await call(leadScore.GET, { params: { id } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ leadId: id, model: 1, total: 87, fit: 55, engagement: 32, grade: "A3" });
    const rows = body.rows as { kind: string; ruleId?: string; points: number; evidence?: object[] }[];
    expect(rows.reduce((sum, row) => sum + Math.round(row.points * 100), 0)).toBe(8700);
    expect(rows.find(({ ruleId }) => ruleId === "high-intent-page")?.evidence).toHaveLength(2);
  });

  test("of an earlier day, an unknown version and a day that is none", async () => {
    const id = await givenLead(house);
    const ask = (query: string) => call(leadScore.GET, { params: { id }, query });
    expect((await ask("?on=2020-01-01")).body).toMatchObject({ on: "2020-01-01", total: 0 });
    expect((await ask("?model=7")).status).toBe(404);
    expect((await ask("?on=2026-02-31")).body).toMatchObject({
      status: 400,
      code: "invalid",
      errors: [{ path: "on", rule: "day" }],
    });
  });
});

describe("the model", () => {
  test("goes from draft through preview to publish, and each version stays readable", async () => {
    const id = await givenLead(house);
    const start = await call(draft.GET, {});
    expect(start.body).toMatchObject({ revision: 0, basedOn: 1, document: { name: "Balanced" } });
    const document = withPoints("target-industry", 12);
    const saved = await call(draft.PUT, { body: { document, revision: 0 } });
    expect(saved).toMatchObject({ status: 200, body: { revision: 1 } });
    const seen = await call(preview.POST, { body: { leads: [id] } });
    expect(seen.body).toMatchObject({
      model: 1,
      leads: [{ id, draft: { fit: 57 }, published: { fit: 55 } }],
      sample: { size: 1, of: 1 },
    });
    const published = await call(publish.POST, { body: { note: "Industry matters more" } });
    expect(published).toMatchObject({ status: 201, body: { version: 2, inForce: true, document } });
    const list = await call(models.GET, {});
    expect((list.body.data as { version: number }[]).map(({ version }) => version)).toEqual([2, 1]);
    expect((await call(model.GET, { params: { n: "1" } })).body).toMatchObject({
      document: BALANCED,
      inForce: false,
    });
    expect((await call(model.GET, { params: { n: "9" } })).status).toBe(404);
  });

  test("tells a second editor what is there now", async () => {
    await call(draft.PUT, { body: { document: withPoints("webinar", 16), revision: 0 } });
    const late = await call(draft.PUT, { body: { document: withPoints("webinar", 17), revision: 0 } });
    expect(late).toMatchObject({ status: 409, body: { code: "conflict", current: { revision: 1 } } });
  });

  test("is refused with path, rule and message where it is wrong", async () => {
    const document = {
      ...BALANCED,
      rules: [
        ...BALANCED.rules,
        {
          kind: "engagement",
          id: "webinar",
          label: "Again",
          group: "nowhere",
          points: 1.234,
          activity: { types: [], where: { field: "path", op: "regex", value: "(a+)+" } },
        },
      ],
    };
    const { status, body } = await call(draft.PUT, { body: { document } });
    expect(status).toBe(400);
    const last = `document.rules.${BALANCED.rules.length}`;
    expect(body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          path: `${last}.points`,
          rule: "hundredths",
          message: "Points have at most two decimals: write 1.23.",
        }),
        expect.objectContaining({
          path: `${last}.activity.types`,
          message: 'Name at least one activity type, such as "page_viewed".',
        }),
        expect.objectContaining({
          path: `${last}.decay`,
          message: expect.stringContaining('{ "kind": "none" }'),
        }),
        expect.objectContaining({
          path: `${last}.activity.where`,
          message: expect.stringContaining("Write a test"),
        }),
      ]),
    );
  });

  test("that names what does not exist is refused at the place", async () => {
    const document = {
      ...BALANCED,
      rules: [...BALANCED.rules, { ...BALANCED.rules[0], id: "webinar", group: "nowhere" }],
    };
    const { body } = await call(draft.PUT, { body: { document } });
    const last = `document.rules.${BALANCED.rules.length}`;
    expect(body.errors).toEqual([
      {
        path: `${last}.id`,
        rule: "reference",
        message: "There is another one called webinar: give it an id of its own.",
      },
      {
        path: `${last}.group`,
        rule: "reference",
        message: "There is no group nowhere: write one of company, person.",
      },
    ]);
  });

  test("needs a note to be published", async () => {
    await call(draft.PUT, { body: { document: withPoints("webinar", 16) } });
    expect(await call(publish.POST, { body: {} })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "note" }] },
    });
  });

  test("has its JSON Schema at a fixed place, without a key", async () => {
    const answer = schema.GET();
    expect(answer.headers.get("content-type")).toContain("json");
    const { $schema, properties } = (await answer.json()) as { $schema: string; properties: object };
    expect($schema).toContain("2020-12");
    const parts = ["name", "range", "lists", "groups", "rules", "bands", "mql", "hot"];
    expect(Object.keys(properties)).toEqual(parts);
  });
});
