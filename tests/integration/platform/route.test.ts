import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { sessionCookie } from "@/lib/platform/auth/cookies";
import { hashToken, randomToken, sealSession } from "@/lib/platform/auth/token";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { defineRoute, type RouteHandler } from "@/lib/platform/web/route";
import { useDatabase } from "../../support/database";
import { givenPerson, type Person } from "../../support/workspace";

useDatabase();

const ORIGIN = "http://localhost:3000";
let runs = 0;

const create = defineRoute({
  method: "POST",
  path: "/api/v1/things",
  summary: "Make a thing",
  group: "Things",
  allow: "lead.create",
  query: z.object({ loud: z.enum(["yes", "no"]).optional() }),
  body: z.strictObject({ name: z.string().min(1).max(10), count: z.int().min(1).optional() }),
  answer: z.object({ id: z.int(), name: z.string() }),
  statuses: [201],
  idempotent: true,
  run: async (_caller, { body }) => {
    if (body.name === "clash") throw new AppError("conflict", "It changed.", { data: { version: 7 } });
    if (body.name === "broken") throw new Error("a detail nobody may see");
    runs += 1;
    return { status: 201, body: { id: runs, name: body.name } };
  },
});

const read = defineRoute({
  method: "GET",
  path: "/api/v1/things/{id}",
  summary: "Read a thing",
  group: "Things",
  allow: "lead.read",
  params: z.object({ id: z.uuid() }),
  answer: z.object({ id: z.string(), by: z.string() }),
  statuses: [200],
  run: async ({ viewer }, { params }) => ({ body: { id: params.id, by: viewer.name } }),
});

type Sent = { body?: BodyInit | null; headers?: Record<string, string>; url?: string; id?: string };

async function send(route: RouteHandler, { body, headers = {}, url, id }: Sent = {}) {
  const request = new Request(`${ORIGIN}${url ?? route.definition.path}`, {
    method: route.definition.method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body, duplex: "half" }),
  } as RequestInit);
  const response = await route(request, { params: Promise.resolve(id ? { id } : {}) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
}

const people: Record<string, Person> = {};
const keys: Record<string, string> = {};

async function givenKey(scope: string): Promise<string> {
  const key = `baton_${randomToken()}`;
  await db().apiKey.create({
    data: {
      id: newId(),
      name: scope,
      prefix: "baton_",
      keyHash: hashToken(key),
      scope,
      createdAt: new Date(),
    },
  });
  return key;
}

async function givenSession(person: Person, change: object = {}): Promise<{ cookie: string; id: string }> {
  const id = newId();
  const now = new Date();
  await db().userSession.create({
    data: {
      id,
      userId: person.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
      ...change,
    },
  });
  const sealed = await sealSession({ sub: person.id, sid: id }, 3600);
  return { cookie: `${sessionCookie().name}=${sealed}`, id };
}

const bearer = (scope: string) => ({ authorization: `Bearer ${keys[scope]}` });
const thing = JSON.stringify({ name: "rope" });

beforeAll(async () => {
  for (const role of ["admin", "marketer", "viewer"] as const)
    people[role] = await givenPerson(role, role, new Date());
  for (const scope of ["read", "write", "admin"]) keys[scope] = await givenKey(scope);
});

describe("who asks", () => {
  test("nobody gets a 401 problem that says how to sign in", async () => {
    const answer = await send(read, { id: newId() });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    expect(answer.body).toMatchObject({ code: "unauthenticated", status: 401 });
  });

  test("an unknown, malformed or revoked key is 401, also beside a good cookie", async () => {
    const { cookie } = await givenSession(people.admin!);
    const revoked = await givenKey("admin");
    await db().apiKey.update({ where: { keyHash: hashToken(revoked) }, data: { revokedAt: new Date() } });
    for (const authorization of ["Bearer nope", "Bearer", "Basic eDp5", `Bearer ${revoked}`]) {
      const answer = await send(read, { id: newId(), headers: { authorization, cookie } });
      expect(answer.status, authorization).toBe(401);
    }
  });

  test("a key works without any origin and notes when it was used", async () => {
    const answer = await send(create, { headers: bearer("write"), body: thing });
    expect(answer.status).toBe(201);
    const { lastUsedAt } = await db().apiKey.findUniqueOrThrow({
      where: { keyHash: hashToken(keys.write!) },
    });
    expect(lastUsedAt).not.toBeNull();
  });

  test("a session cookie reads; revoked, expired, idle, of an inactive user or under another user's id it does not", async () => {
    const id = newId();
    const good = await givenSession(people.marketer!);
    expect((await send(read, { id, headers: { cookie: good.cookie } })).body).toEqual({ id, by: "marketer" });
    const past = new Date(Date.now() - 1000);
    const longAgo = new Date(Date.now() - 8 * 86_400_000);
    const leaver = await givenPerson("Lea", "admin", new Date());
    await db().user.update({ where: { id: leaver.id }, data: { active: false } });
    const foreign = await sealSession({ sub: people.admin!.id, sid: good.id }, 3600);
    const cookies = [
      (await givenSession(people.marketer!, { revokedAt: past })).cookie,
      (await givenSession(people.marketer!, { expiresAt: past })).cookie,
      (await givenSession(people.marketer!, { lastSeenAt: longAgo })).cookie,
      (await givenSession(leaver)).cookie,
      `${sessionCookie().name}=${foreign}`,
      `${sessionCookie().name}=${good.cookie.slice(20)}x`,
    ];
    for (const cookie of cookies) expect((await send(read, { id, headers: { cookie } })).status).toBe(401);
  });

  test("a changed role counts from the next request on", async () => {
    const person = await givenPerson("Dora", "marketer", new Date());
    const { cookie } = await givenSession(person);
    const ask = () => send(create, { headers: { cookie, origin: ORIGIN }, body: thing });
    expect((await ask()).status).toBe(201);
    await db().user.update({ where: { id: person.id }, data: { role: "viewer" } });
    expect((await ask()).status).toBe(403);
  });
});

describe("origin of mutations by cookie", () => {
  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["the same host on another port", { origin: "http://localhost:3001" }],
    ["null", { origin: "null" }],
    ["a missing origin", {}],
    ["a foreign page by its own word", { origin: ORIGIN, "sec-fetch-site": "cross-site" }],
    [
      "a forged host",
      { origin: "https://evil.example", "x-forwarded-host": "evil.example", host: "evil.example" },
    ],
  ])("%s is 403 before the session is looked at", async (_case, headers) => {
    const before = runs;
    const answer = await send(create, {
      headers: { cookie: "baton.session=whatever", ...headers },
      body: thing,
    });
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe("forbidden");
    expect(runs).toBe(before);
  });

  test("both names of the loopback are own", async () => {
    const { cookie } = await givenSession(people.marketer!);
    for (const origin of [ORIGIN, "http://127.0.0.1:3000"]) {
      const answer = await send(create, {
        headers: { cookie, origin, "sec-fetch-site": "same-origin" },
        body: thing,
      });
      expect(answer.status, origin).toBe(201);
    }
  });
});

describe("permission", () => {
  test("a key of scope read and a viewer may read but not create", async () => {
    const { cookie } = await givenSession(people.viewer!);
    for (const headers of [bearer("read"), { cookie, origin: ORIGIN }]) {
      expect((await send(read, { id: newId(), headers })).status).toBe(200);
      const refused = await send(create, { headers, body: thing });
      expect(refused.status).toBe(403);
      expect(refused.body.code).toBe("forbidden");
    }
  });
});

describe("what comes in", () => {
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    send(create, { headers: { ...bearer("write"), ...headers }, body });

  test("a path that is no id is simply not found", async () => {
    expect((await send(read, { id: "1 or 1=1", headers: bearer("read") })).status).toBe(404);
  });

  test("every broken rule is named with path, rule and message", async () => {
    const { status, body } = await post(JSON.stringify({ name: "", count: 0, role: "admin" }));
    expect(status).toBe(400);
    expect(body.code).toBe("invalid");
    expect(body.errors).toEqual([
      { path: "name", rule: "too_small", message: "This is required." },
      { path: "count", rule: "too_small", message: "Must be at least 1." },
      { path: "role", rule: "unknown", message: "There is no such field." },
    ]);
  });

  test.each([
    ["broken JSON", '{"name":'],
    ["a scalar", "5"],
    ["an operator where a text belongs", '{"name":{"not":""}}'],
    ["a repeated key", '{"name":"a","name":"b"}'],
    ["a key repeated in another spelling", '{"name":"a","n\\u0061me":"b"}'],
    ["a number too large", '{"name":"a","count":1e400}'],
    ["U+0000", '{"name":"a\\u0000"}'],
    ["half a surrogate pair", '{"name":"\\ud800"}'],
    ["a prototype key", '{"name":"a","__proto__":{"x":1}}'],
    ["33 levels", `{"name":${"[".repeat(32)}1${"]".repeat(32)}}`],
    ["a hundred thousand levels", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["bytes that are not UTF-8", new Uint8Array([0x7b, 0x22, 0x6e, 0xff, 0x22, 0x7d])],
    ["an overlong encoding", new Uint8Array([0x7b, 0xc0, 0xaf, 0x7d])],
  ])("%s is 400", async (_case, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe("invalid");
  });

  test("text is taken in Unicode NFC", async () => {
    expect((await post(JSON.stringify({ name: "Zoe\u0308" }))).body.name).toBe("Zo\u00eb");
  });

  test("another media type, charset or encoding is 415", async () => {
    for (const headers of [
      { "content-type": "text/plain" },
      { "content-type": "application/json; charset=utf-16" },
      { "content-encoding": "gzip" },
    ])
      expect((await post(thing, headers)).status).toBe(415);
  });

  test("a body that never ends is 413 once it is too large", async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(100_000).fill(32));
      },
    });
    const answer = await post(endless);
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(15);
  });

  test("a body that says it is too large is not read", async () => {
    expect((await post(thing, { "content-length": "1000001" })).status).toBe(413);
  });

  test("an unknown or repeated query parameter is 400", async () => {
    for (const url of [
      "/api/v1/things?x=1",
      "/api/v1/things?loud=yes&loud=no",
      "/api/v1/things?loud[]=yes",
    ]) {
      const answer = await send(create, { url, headers: bearer("write"), body: thing });
      expect(answer.status, url).toBe(400);
    }
  });
});

describe("Idempotency-Key", () => {
  const post = (key: string, body: object, who = "write") =>
    send(create, { headers: { ...bearer(who), "idempotency-key": key }, body: JSON.stringify(body) });

  test("a repeat gets the first answer and nothing runs again, whatever the order of the keys", async () => {
    const before = runs;
    const first = await post("k1", { name: "once", count: 2 });
    const again = await post("k1", { count: 2, name: "once" });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(runs).toBe(before + 1);
  });

  test("the same key with another body is 422", async () => {
    await post("k2", { name: "a" });
    const other = await post("k2", { name: "b" });
    expect(other.status).toBe(422);
    expect(other.body.code).toBe("idempotency_mismatch");
  });

  test("ten at once run once and all get the same answer", async () => {
    const before = runs;
    const answers = await Promise.all(Array.from({ length: 10 }, () => post("k3", { name: "race" })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(answers.every((answer) => answer.status === 201)).toBe(true);
    expect(runs).toBe(before + 1);
  });

  test("keys of different callers do not meet", async () => {
    const before = runs;
    await post("k4", { name: "mine" });
    await post("k4", { name: "yours" }, "admin");
    expect(runs).toBe(before + 2);
  });

  test("a refusal of the command is kept too; an unexpected failure is not", async () => {
    const first = await post("k5", { name: "clash" });
    const again = await post("k5", { name: "clash" });
    expect([first.status, again.status]).toEqual([409, 409]);
    expect(again.headers.get("content-type")).toBe("application/problem+json");
    expect((await post("k6", { name: "broken" })).status).toBe(500);
    expect(await db().idempotencyKey.count({ where: { key: "k6" } })).toBe(0);
  });

  test("the claim of a process that died is taken over after a minute", async () => {
    await post("k7", { name: "gone" });
    await db().idempotencyKey.updateMany({
      where: { key: "k7" },
      data: { status: null, createdAt: new Date(Date.now() - 61_000) },
    });
    const before = runs;
    expect((await post("k7", { name: "gone" })).status).toBe(201);
    expect(runs).toBe(before + 1);
  });

  test("a key that is too long or not visible ASCII is 400", async () => {
    for (const key of ["x".repeat(256), "a b"]) expect((await post(key, { name: "a" })).status).toBe(400);
  });
});

describe("what goes out", () => {
  test("a refusal carries what a program can act on", async () => {
    const { status, body } = await send(create, {
      headers: bearer("write"),
      body: JSON.stringify({ name: "clash" }),
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: "conflict", detail: "It changed.", version: 7 });
  });

  test("an unexpected failure tells only its reference", async () => {
    const { status, body, headers } = await send(create, {
      headers: bearer("write"),
      body: JSON.stringify({ name: "broken" }),
    });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain("nobody may see");
    expect(body.reference).toBe(headers.get("x-request-id"));
  });

  test("every answer is private, not stored, not sniffed and not framed", async () => {
    for (const answer of [
      await send(read, { id: newId(), headers: bearer("read") }),
      await send(read, { id: "x" }),
    ]) {
      expect(answer.headers.get("cache-control")).toBe("private, no-store");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
