import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDb, db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { newId } from "@/lib/platform/ids";
import { closeQueue } from "@/lib/platform/jobs/enqueue";
import { ROOT } from "@/lib/platform/root";
import { changeRole, createUser } from "@/lib/team/commands/users";
import type { Caller } from "@/lib/team/viewer";
import { type RunningApp, startApp } from "../support/app";
import { createDatabase, dropDatabase } from "../support/database";
import { hasSystemPostgres, type SystemServer, startSystemPostgres } from "../support/system-postgres";
import { type Balancer, startBalancer } from "./balancer";
import { formOf, http, listen } from "./http";

// Two apps without a worker and one worker, on one PostgreSQL that is none of theirs, behind a plain TCP balancer.

const SECRET = "one secret for all instances of this installation";
const KEY = "test-api-key-of-several-instances";
const ADMIN = { email: "ada@example.org", password: "a rope and four knots" };
const ROSA = { email: "rosa@example.org", name: "Rosa", password: "seven quiet lanterns" };

let server: SystemServer | null = null;
let databaseUrl: string;
let balancer: Balancer;
let env: Record<string, string>;
let one: RunningApp;
let two: RunningApp;
let worker: RunningWorker;
let rosa: string;

const portOf = (app: RunningApp): number => Number(new URL(app.url).port);
const origin = (): string => `http://localhost:${balancer.port}`;

const system = (): Caller => ({
  viewer: { kind: "system", id: null, name: "test" },
  now: new Date(),
  correlationId: newId(),
});

type RunningWorker = { process: ChildProcess; output(): string };

async function startWorkerProcess(): Promise<RunningWorker> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", "lib/platform/launcher/worker.ts"],
    { cwd: ROOT, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const printed: string[] = [];
  child.stdout.on("data", (chunk) => printed.push(String(chunk)));
  child.stderr.on("data", (chunk) => printed.push(String(chunk)));
  await vi.waitFor(() => expect(printed.join("")).toContain("worker runs"), { timeout: 120_000 });
  return { process: child, output: () => printed.join("") };
}

/** Asks a process to stop and answers the code it ends with. */
async function terminate(child: ChildProcess): Promise<number | null> {
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  const [code] = (await exit) as [number | null];
  return code;
}

beforeAll(async () => {
  if (hasSystemPostgres()) {
    server = await startSystemPostgres();
    databaseUrl = server.url;
  } else {
    process.stdout.write("instances: PostgreSQL 15 is not installed here; they share the built-in one\n");
    databaseUrl = await createDatabase();
  }
  balancer = await startBalancer();
  env = {
    DATABASE_URL: databaseUrl,
    BATON_SECRET: SECRET,
    BATON_URL: origin(),
    BATON_WORKER: "off",
    BATON_API_KEY: KEY,
    BATON_ADMIN_EMAIL: ADMIN.email,
    BATON_ADMIN_PASSWORD: ADMIN.password,
    BATON_TIME_ZONE: "Europe/Berlin",
    LOG_LEVEL: "warn",
  };
  // All at once on an empty database: one of them migrates it and makes the workspace, the others wait or find it made.
  [one, two, worker] = await Promise.all([startApp(env), startApp(env), startWorkerProcess()]);
  balancer.route([portOf(one), portOf(two)]);
  process.env.DATABASE_URL = databaseUrl;
  const role = "rep" as const;
  ({ id: rosa } = await createUser(system(), { ...ROSA, role }));
}, 400_000);

afterAll(async () => {
  await closeQueue();
  await closeDb();
  await Promise.all([one?.stop(), two?.stop(), worker && terminate(worker.process)]);
  await balancer?.close();
  if (server) await server.stop();
  else if (databaseUrl) await dropDatabase(databaseUrl);
}, 120_000);

const asApi = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };

/** Signs in by a form that one instance rendered and another one receives, without any script. Answers the cookie. */
async function signIn(rendered: RunningApp, received: RunningApp, person: typeof ROSA): Promise<string> {
  const { email, password } = person;
  balancer.route([portOf(rendered)]);
  const page = await http(`${origin()}/sign-in`);
  balancer.route([portOf(received)]);
  const response = await fetch(`${origin()}/sign-in`, {
    method: "POST",
    headers: { origin: origin(), connection: "close" },
    body: formOf(page.text, { email, password }),
    redirect: "manual",
  });
  balancer.route([portOf(one), portOf(two)]);
  expect(response.status, `${await response.text()}\n${received.output()}`).toBe(303);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function newLead(app: RunningApp): Promise<string> {
  const lead = {
    email: `${randomUUID()}@harbour-works.com`,
    firstName: "Ines",
    lastName: "Roth",
    title: "Head of Operations",
    country: "Germany",
    company: {
      name: "Harbour Works",
      domain: "harbour-works.com",
      industry: "Manufacturing",
      employees: 400,
    },
  };
  const { status, text } = await http(`${app.url}/api/v1/leads`, {
    method: "POST",
    headers: asApi,
    body: JSON.stringify(lead),
  });
  expect(status, text).toBe(201);
  return JSON.parse(text).id;
}

const log = (app: RunningApp, leadId: string, type: string, messageId: string = randomUUID()) =>
  http(`${app.url}/api/v1/leads/${leadId}/activities`, {
    method: "POST",
    headers: asApi,
    body: JSON.stringify({ type, messageId }),
  });

test("started at once on an empty database, both are well and know of the worker beside them", async () => {
  for (const app of [one, two]) {
    const { status, text } = await http(`${app.url}/api/health`);
    expect(status, app.output()).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ status: "ok", database: "ok", worker: "ok" });
  }
  expect(one.output()).toContain(`PostgreSQL ${server ? "15" : "18"}.`);
  expect(await db().workspace.count()).toBe(1);
});

test("a form of one is understood by the other, and the session counts on both until it ends on one", async () => {
  const cookie = await signIn(one, two, ROSA);
  const inbox = (app: RunningApp) => http(`${app.url}/inbox`, { headers: { cookie } });
  expect([(await inbox(one)).status, (await inbox(two)).status]).toEqual([200, 200]);

  await changeRole(system(), { id: rosa, role: "viewer" });
  const team = (app: RunningApp) =>
    http(`${app.url}/api/v1/leads`, {
      method: "POST",
      headers: { cookie, origin: origin(), ...JSON_BODY },
      body: "{}",
    });
  expect([(await team(one)).status, (await team(two)).status]).toEqual([403, 403]);
  await changeRole(system(), { id: rosa, role: "rep" });

  await db().userSession.updateMany({ where: { userId: rosa }, data: { revokedAt: new Date() } });
  expect([(await inbox(one)).headers.location, (await inbox(two)).headers.location]).toEqual([
    expect.stringContaining("/sign-in"),
    expect.stringContaining("/sign-in"),
  ]);
});

const JSON_BODY = { "content-type": "application/json" };

test("what happens on one is news on the other at once, and each alert is delivered once", async () => {
  const cookie = await signIn(two, one, ROSA);
  const news = await listen(`${one.url}/api/events`, { cookie });
  await expect.poll(news.heard, { timeout: 20_000 }).toContain("live");

  const leads = await Promise.all(Array.from({ length: 10 }, () => newLead(two)));
  // The same message at the same moment to both.
  for (const lead of leads) {
    const messageId = randomUUID();
    const answers = await Promise.all([one, two].map((app) => log(app, lead, "demo_requested", messageId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
  }
  await expect.poll(news.heard, { timeout: 20_000 }).toContain("handoff");
  await expect
    .poll(
      () => db().outboxMessage.count({ where: { kind: "alert", deliveredAt: null, cancelledAt: null } }),
      {
        timeout: 60_000,
        interval: 500,
      },
    )
    .toBe(0);
  await expect.poll(news.heard).toContain("alert");
  expect(await db().alert.count({ where: { userId: rosa, kind: "handoff.opened" } })).toBe(10);
  await news.close();
}, 120_000);

test("of sixteen who accept one handoff on both exactly one does", async () => {
  const lead = await newLead(one);
  await log(two, lead, "demo_requested");
  const { id } = await db().handoff.findFirstOrThrow({ where: { leadId: lead } });
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, index) =>
      http(`${[one, two][index % 2]!.url}/api/v1/handoffs/${id}/${index % 3 === 0 ? "reject" : "accept"}`, {
        method: "POST",
        headers: asApi,
        body: JSON.stringify(index % 3 === 0 ? { reason: "not-ready" } : {}),
      }),
    ),
  );
  const [winner, ...more] = answers.filter(({ status }) => status === 200);
  expect(more).toEqual([]);
  const { status } = JSON.parse(winner!.text);
  for (const { status: code, text } of answers.filter((answer) => answer !== winner))
    expect({ code, ...JSON.parse(text) }).toMatchObject({ status: 409, handoff: { id, status } });
});

test("one after the other is restarted under load, and no request fails", async () => {
  const leads = await Promise.all(Array.from({ length: 8 }, () => newLead(one)));
  const failures: string[] = [];
  let answered = 0;
  let over = false;
  const agents = leads.map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  const load = Promise.all(
    leads.map(async (lead, index) => {
      const agent = agents[index]!;
      for (let count = 0; !over; count += 1) {
        const call =
          count % 2 === 0
            ? { path: `/api/v1/leads/${lead}`, method: "GET", headers: asApi }
            : {
                path: `/api/v1/leads/${lead}/activities`,
                method: "POST",
                headers: asApi,
                body: JSON.stringify({ type: "page_viewed", messageId: `load-${index}-${count}` }),
              };
        try {
          const { status, text } = await http(`${origin()}${call.path}`, { ...call, agent });
          if (status >= 400) failures.push(`${call.method} ${status} ${text.slice(0, 200)}`);
          else answered += 1;
        } catch (error) {
          failures.push(`${call.method} ${error}`);
        }
        await wait(20);
      }
    }),
  );
  await wait(1_000);
  for (const turn of ["one", "two"] as const) {
    const leaving = turn === "one" ? one : two;
    const staying = turn === "one" ? two : one;
    // Out of the balancer first: a connection that TCP took and nobody accepted yet would be cut.
    balancer.route([portOf(staying)]);
    await wait(250);
    const code = await terminate(leaving.process);
    expect(code, leaving.output()).toBe(0);
    const fresh = await startApp(env);
    if (turn === "one") one = fresh;
    else two = fresh;
    balancer.route([portOf(one), portOf(two)]);
    await wait(1_000);
  }
  over = true;
  await load;
  for (const agent of agents) agent.destroy();
  process.stdout.write(`instances: ${answered} requests answered during two restarts\n`);
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(100);
}, 300_000);

test("a worker that is killed leaves its jobs to the next one; one that is asked to stop ends in order", async () => {
  worker.process.kill("SIGKILL");
  const lead = await newLead(two);
  await log(two, lead, "demo_requested");
  worker = await startWorkerProcess();
  await expect
    .poll(
      () => db().outboxMessage.count({ where: { kind: "alert", deliveredAt: null, cancelledAt: null } }),
      {
        timeout: 60_000,
        interval: 500,
      },
    )
    .toBe(0);
  expect(await terminate(worker.process), worker.output()).toBe(0);
  worker = await startWorkerProcess();
}, 180_000);

/** Keeps a request to this lead waiting until released. */
async function holdUp(lead: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("begin");
  await client.query("select from lead_score where lead_id = $1 for update", [lead]);
  return async () => {
    await client.query("rollback");
    await client.end();
  };
}

test("asked to stop, an app answers what it has begun and ends with 0; asked twice, it ends at once", async () => {
  const lead = await newLead(one);
  const app = await startApp(env);
  // Nobody reads any more what it prints, as when the terminal was closed.
  app.process.stdout?.destroy();
  app.process.stderr?.destroy();
  const release = await holdUp(lead);
  const begun = log(app, lead, "page_viewed");
  await wait(500);
  const ended = terminate(app.process);
  await wait(700);
  expect(app.process.exitCode).toBeNull();
  await expect(http(`${app.url}/api/health`)).rejects.toThrow("ECONNREFUSED");
  await release();
  expect((await begun).status).toBe(201);
  expect(await ended).toBe(0);

  const impatient = await startApp(env);
  const releaseAgain = await holdUp(lead);
  const lost = log(impatient, lead, "page_viewed").then(
    () => "answered",
    () => "cut off",
  );
  await wait(500);
  impatient.process.kill("SIGTERM");
  await wait(1_200);
  expect(await terminate(impatient.process)).toBe(1);
  expect(await lost).toBe("cut off");
  await releaseAgain();
}, 120_000);

test("after all of it the doctor finds nothing", async () => {
  expect(await examine()).toEqual([]);
});
