import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/metrics/route";
import { exposition } from "@/lib/platform/metrics/exposition";
import { countRequest } from "@/lib/platform/metrics/meter";
import { createApiKey } from "@/lib/team/commands/keys";
import { useDatabase } from "@/tests/support/database";
import { given, givenLead, givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase();

let house: TestWorkspace;

beforeAll(async () => {
  house = await givenWorkspace({ now: new Date() });
  await given(house, await givenLead(house), "demo_requested");
});

async function scrape(scope: "read" | "write" | "admin" | null): Promise<Response> {
  const headers = new Headers();
  if (scope) {
    const { key } = await createApiKey(house.as(house.admin), { name: scope, scope });
    headers.set("authorization", `Bearer ${key}`);
  }
  const request = new Request("http://localhost:3000/api/metrics", { headers });
  return GET(request, { params: Promise.resolve({}) });
}

const SAMPLE =
  /^[a-z_]+(?:\{[a-z_]+="(?:[^"\\\n]|\\.)*"(?:,[a-z_]+="(?:[^"\\\n]|\\.)*")*\})? (?:-?\d+(?:\.\d+)?(?:e-?\d+)?)$/;

describe("the metrics", () => {
  test("are for keys of scope admin only", async () => {
    expect((await scrape(null)).status).toBe(401);
    expect((await scrape("read")).status).toBe(403);
    expect((await scrape("write")).status).toBe(403);
    expect((await scrape("admin")).status).toBe(200);
  });

  test("are Prometheus' text format, each metric with its help and type before its samples", async () => {
    const response = await scrape("admin");
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const declared = new Set<string>();
    for (const line of (await response.text()).trimEnd().split("\n")) {
      const type = /^# TYPE ([a-z_]+) (?:counter|gauge|histogram)$/.exec(line);
      if (type) declared.add(type[1]!);
      if (line.startsWith("#")) continue;
      expect(line).toMatch(SAMPLE);
      const name = /^[a-z_]+/.exec(line)![0].replace(/_(?:bucket|sum|count)$/, "");
      expect(declared, line).toContain(name);
    }
  });

  test("tell what waits: the handoff, the alert, and that no worker is at work", async () => {
    const lines = (await (await scrape("admin")).text()).split("\n");
    expect(lines).toContain('baton_handoffs_pending{due="later"} 1');
    expect(lines).toContain('baton_handoffs_answered_last_day{outcome="accepted"} 0');
    expect(lines).toContain("baton_dead_letters 0");
    expect(lines).toContain("baton_worker_up 0");
    expect(lines).toContain("baton_doctor_broken_promises -1");
    expect(lines.find((line) => line.startsWith('baton_outbox_waiting{kind="alert"}'))).not.toMatch(/ 0$/);
  });

  test("count requests into every bucket they fit, by route and status", async () => {
    for (const seconds of [0.004, 0.2, 60])
      countRequest({ method: "GET", route: "/leads/[id]", status: "200" }, seconds);
    const lines = (await (await scrape("admin")).text()).split("\n");
    const of = 'method="GET",route="/leads/[id]",status="200"';
    expect(lines).toContain(`baton_http_request_duration_seconds_bucket{${of},le="0.01"} 1`);
    expect(lines).toContain(`baton_http_request_duration_seconds_bucket{${of},le="0.25"} 2`);
    expect(lines).toContain(`baton_http_request_duration_seconds_bucket{${of},le="+Inf"} 3`);
    expect(lines).toContain(`baton_http_request_duration_seconds_count{${of}} 3`);
  });

  test("write hostile labels as data", () => {
    const samples = [{ labels: { queue: 'a"b\\c\nd' }, value: 1 }];
    expect(exposition([{ name: "m", help: "h", type: "gauge", samples }])).toContain(
      'm{queue="a\\"b\\\\c\\nd"} 1\n',
    );
  });
});
