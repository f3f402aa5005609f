import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "@/lib/platform/auth/password-hash";
import { db } from "@/lib/platform/db/client";
import { browserOf, type Credentials, programWith } from "../support/access";
import { type RunningApp, startApp } from "../support/app";
import { useDatabase } from "../support/database";
import { builtApp } from "../support/entry-points";
import { callAction, postForm, send } from "../support/wire";
import { givenLead, givenWorkspace, type TestWorkspace } from "../support/workspace";

// The real app with the log at its most talkative, while people, programs, files and mistakes bring in personal data and
// secrets: none of it may be written, whatever fails.

const database = useDatabase();

/** Part of everything personal or secret that is sent; it stands nowhere else. */
const CANARY = "zqcanary";
const canary = (what: string) => `${CANARY}-${what}`;
const PASSWORD = `${canary("password")} four knots`;

let app: RunningApp;
let house: TestWorkspace;
let admin: Credentials;
let key: Credentials;
let marketer: Credentials;
const answers: number[] = [];

beforeAll(async () => {
  app = await startApp({ DATABASE_URL: database.url, LOG_LEVEL: "trace" });
  house = await givenWorkspace({ now: new Date() });
  admin = await browserOf(house.admin, app.url);
  marketer = await browserOf(house.marta, app.url);
  key = await programWith("admin");
}, 1_000_000);

afterAll(async () => {
  await app?.stop();
});

const actionOf = (name: string) => builtApp().actions.find((action) => action.name === name)!;

const person = (n: number) => ({
  email: `${canary(`mail${n}`)}@${CANARY}.example`,
  externalId: canary(`external${n}`),
  firstName: canary("first"),
  lastName: canary("last"),
  title: canary("title"),
  phone: `+49 170 ${canary("phone")}`,
  country: canary("country"),
  company: { name: canary("company"), domain: `${CANARY}.example`, industry: canary("industry") },
  campaign: canary("campaign"),
  asset: canary("asset"),
  custom: { note: canary("custom") },
});

async function ask(
  method: string,
  path: string,
  body?: object,
  as: Credentials = key,
): Promise<{ status: number; json: unknown }> {
  const answer = await send(app.url + path, { method, as, ...(body ? { body } : {}) });
  answers.push(answer.status);
  return answer;
}

async function say(name: string, input: object, as: Credentials): Promise<void> {
  const { id, pages } = actionOf(name);
  const page = app.url + pages[0]!.replace(/\[\w+\]/g, "a");
  answers.push((await callAction(page, id, input, as)).answer.status);
  const fields = Object.fromEntries(Object.entries(input).map(([field, value]) => [field, String(value)]));
  answers.push((await postForm(page, id, fields, as)).status);
}

/** Everything that programs ask, well and badly. */
async function byPrograms(n: number): Promise<void> {
  const { json } = await ask("POST", "/api/v1/leads", person(n));
  const id = (json as { id?: string } | null)?.id ?? (await givenLead(house));
  await ask("PATCH", `/api/v1/leads/${id}`, { title: canary("new-title"), email: person(n).email });
  await ask("PATCH", `/api/v1/leads/${id}`, { title: 7, [canary("field")]: canary("value") });
  await ask("POST", `/api/v1/leads/${id}/activities`, {
    type: "page_viewed",
    properties: { url: `https://${CANARY}.example/?q=${canary("query")}`, name: canary("name") },
  });
  await ask("POST", `/api/v1/leads/${id}/activities`, { type: canary("type") });
  await ask("POST", `/api/v1/leads/${id}/transitions`, {
    to: "disqualified",
    reason: "no-need",
    note: canary("note"),
  });
  await ask("GET", `/api/v1/leads?q=${canary("search")}&cursor=${canary("cursor")}`);
  await ask("GET", `/api/v1/leads?q=${canary("search")}`);
  await ask("GET", `/api/v1/${canary("path")}?email=${canary("mail")}`);
  await ask("GET", `/${canary("page")}?token=${canary("token")}`);
  await ask("GET", "/api/v1/leads", undefined, { authorization: `Bearer baton_${canary("key")}` });
  await ask("GET", "/api/v1/leads", undefined, { cookie: `baton.session=${canary("cookie")}` });
}

/** Everything that people fill in, also those who are not let in. */
async function byPeople(n: number): Promise<void> {
  const nobody = { origin: app.url };
  const credentials = { email: person(n).email, password: PASSWORD };
  await say("team.signIn", credentials, nobody);
  await say("team.signIn", { email: house.sam.email, password: PASSWORD }, nobody);
  await say("team.signIn", { email: house.sam.email, password: `${PASSWORD} wrong` }, nobody);
  await say("team.requestPasswordReset", { email: person(n).email }, nobody);
  await say("team.requestPasswordReset", { email: house.rosa.email }, nobody);
  await say("team.inviteUser", { email: `${canary(`guest${n}`)}@${CANARY}.example`, role: "rep" }, admin);
  await say("leads.addLead", { ...person(n + 100), company: undefined, custom: undefined }, marketer);
  await say("leads.addLead", { email: canary("no-address") }, marketer);
  await send(`${app.url}/api/auth/callback/credentials`, { method: "POST", as: nobody, body: credentials });
}

async function byFiles(): Promise<void> {
  const text = `Email,First Name,Phone,Job Title\n${canary("row")}@${CANARY}.example,${canary("first")},${canary("phone")},${canary("row-title")}\n${canary("broken")},x,y,z\n`;
  const form = new FormData();
  form.set("file", new Blob([text], { type: "text/csv" }), `${canary("file")}.csv`);
  const answer = await send(`${app.url}/api/v1/imports`, { method: "POST", as: key, body: form });
  answers.push(answer.status);
  const { id } = answer.json as { id: string };
  await expect
    .poll(async () => (await db().import.findUniqueOrThrow({ where: { id } })).status, { timeout: 60_000 })
    .toMatch(/done|failed/);
}

/** What the app wrote since it was ready. */
function lines(): string[] {
  const written = app.output();
  return written
    .slice(written.indexOf("is ready:"))
    .split("\n")
    .slice(1)
    .filter((line) => line !== "");
}

describe("the log", () => {
  test("holds neither personal data nor secrets of what is asked, filled in and imported, well or badly", async () => {
    await db().user.update({
      where: { id: house.sam.id },
      data: { passwordHash: await hashPassword(PASSWORD) },
    });
    await byPrograms(1);
    await byPeople(1);
    await byFiles();
    for (const status of [201, 400, 401, 404]) expect(answers).toContain(status);
    expect(answers.filter((status) => status >= 500)).toEqual([]);
  });

  test("nor when the database refuses what it was given and tells it back", async () => {
    // Its message then names the row with all its values.
    await db()
      .$executeRaw`alter table lead add constraint no_canary check (title is null or title not like 'zqcanary%') not valid`;
    await db()
      .$executeRaw`alter table activity add constraint no_canary check (properties::text not like '%zqcanary%') not valid`;
    const before = answers.length;
    try {
      await byPrograms(2);
      await byPeople(2);
      await byFiles();
    } finally {
      await db().$executeRaw`alter table lead drop constraint no_canary`;
      await db().$executeRaw`alter table activity drop constraint no_canary`;
    }
    expect(answers.slice(before)).toContain(500);
  });

  test("is one JSON object a line, each with its request or its job", () => {
    const told = lines().map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told.length).toBeGreaterThan(5);
    for (const line of told) {
      expect(line).toMatchObject({
        level: expect.any(String),
        time: expect.any(String),
        msg: expect.any(String),
      });
      expect(line.requestId ?? line.job ?? line.importId ?? line.promise, JSON.stringify(line)).toBeDefined();
    }
    expect(told.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(["sign-in refused", "unexpected error", "an import is through"]),
    );
  });

  test("nowhere in all of it stands a canary, a key, a cookie or a token", () => {
    const secrets = [
      CANARY,
      key.authorization!.slice("Bearer ".length),
      admin.cookie!.split("=")[1]!,
      marketer.cookie!.split("=")[1]!,
      process.env.BATON_SECRET!,
      new URL(database.url).password || "no password of the database",
    ];
    const telling = app
      .output()
      .split("\n")
      .filter((line) => secrets.some((secret) => line.includes(secret)));
    expect(telling).toEqual([]);
  });
});
