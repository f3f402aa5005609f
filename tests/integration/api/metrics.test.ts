import { beforeAll, describe, expect, test } from "vitest";
import { GET as getMetric } from "@/app/api/v1/metrics/[kpi]/route";
import { GET as getRows } from "@/app/api/v1/metrics/[kpi]/rows/route";
import { GET as getRegistry } from "@/app/api/v1/metrics/route";
import { GROUPINGS } from "@/lib/funnel/dimensions";
import { KPI_NAMES, kpi } from "@/lib/funnel/kpis";
import { kpiEntry, metricAnswer, rowAnswer } from "@/lib/funnel/schema";
import { db } from "@/lib/platform/db/client";
import { type ApiClient, apiClient } from "../../support/api";
import { useDatabase } from "../../support/database";
import { givenWorkspace } from "../../support/workspace";
import { tell } from "../funnel/passes";

useDatabase();

let call: ApiClient;

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);

beforeAll(async () => {
  const workspace = await givenWorkspace();
  call = await apiClient(workspace.as(workspace.admin), "read");
  await tell(db(), [
    { passes: [{ mqlAt: ago(20), handedAt: ago(20), salAt: ago(19), channel: "social" }] },
    { passes: [{ mqlAt: ago(15), handedAt: ago(15), channel: "social" }] },
    { passes: [{ mqlAt: ago(10), handedAt: ago(10), salAt: ago(9), channel: null }] },
  ]);
});

type Group = { key: string | null; numerator: number; denominator: number; rows: string };
type RowBody = { leadId: string; inNumerator: boolean };

/** Follows an address that an answer gave, as a program would. */
async function follow(rows: string) {
  const { pathname, search } = new URL(rows, "https://baton.example");
  const [, name] = /^\/api\/v1\/metrics\/([^/]+)\/rows$/.exec(pathname) ?? [];
  return call(getRows, { params: { kpi: name ?? "" }, query: search });
}

describe("the metrics of the API", () => {
  test("the registry names every number with its definition and formula", async () => {
    const { status, body } = await call(getRegistry);
    expect(status).toBe(200);
    const entries = kpiEntry.array().parse(body.data);
    expect(entries.map((entry) => entry.kpi)).toEqual([...KPI_NAMES]);
    for (const entry of entries) expect(entry.formula).not.toBe("");
  });

  test.each(KPI_NAMES)("%s answers in the shape of the contract, and so do its rows", async (name) => {
    const { status, body } = await call(getMetric, { params: { kpi: name } });
    expect(status).toBe(200);
    const answer = metricAnswer.parse(body);
    expect(answer).toMatchObject({ kpi: name, timeZone: "Europe/Berlin", period: "last-90-days" });
    if (kpi(name).unit === "rate" && answer.denominator === 0) expect(answer.value).toBeNull();
    const rows = await follow(answer.rows);
    expect(rows.status).toBe(200);
    expect(rowAnswer.array().parse(rows.body.data)).toHaveLength(answer.denominator);
    expect(rows.body.nextCursor).toBeNull();
  });

  test.each(GROUPINGS)("groups by %s add up, and each opens its own rows", async (groupBy) => {
    const { body } = await call(getMetric, { params: { kpi: "mql-to-sal" }, query: `?groupBy=${groupBy}` });
    expect(body).toMatchObject({ value: 2 / 3, numerator: 2, denominator: 3, n: 3, unit: "fraction" });
    const groups = body.groups as Group[];
    expect(groups.reduce((sum, group) => sum + group.denominator, 0)).toBe(3);
    for (const group of groups) {
      const { body: page } = await follow(group.rows);
      const rows = page.data as RowBody[];
      expect(rows).toHaveLength(group.denominator);
      expect(rows.filter((row) => row.inNumerator)).toHaveLength(group.numerator);
    }
  });

  test("a missing group has the key null", async () => {
    const { body } = await call(getMetric, { params: { kpi: "mql-to-sal" }, query: "?groupBy=channel" });
    expect((body.groups as Group[]).map((group) => group.key)).toEqual(["social", null]);
  });

  test("rows are paged by cursor, without a row twice or lost", async () => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await call(getRows, { params: { kpi: "volume" }, query: `?limit=1${cursor}` });
      seen.push(...(body.data as RowBody[]).map((row) => row.leadId));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : "";
    } while (cursor);
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(3);
  });

  test.each([
    ["a day that does not exist", "?from=2026-02-30", "from"],
    ["an end before its start", "?from=2026-03-01&to=2026-02-01", "from"],
    ["an unknown grouping", "?groupBy=segment", "groupBy"],
    ["an unknown parameter", "?chanel=social", "chanel"],
  ])("%s is refused by its name", async (_, query, path) => {
    const { status, body } = await call(getMetric, { params: { kpi: "mql-to-sal" }, query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "invalid", errors: [{ path }] });
  });

  test("a number that is not in the registry is not found", async () => {
    const { status, body } = await call(getMetric, { params: { kpi: "cac" } });
    expect(status).toBe(404);
    expect(body.code).toBe("not_found");
  });
});
