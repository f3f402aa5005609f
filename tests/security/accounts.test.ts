import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "@/lib/platform/auth/password-hash";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { changePassword } from "@/lib/team/commands/passwords";
import { signOut } from "@/lib/team/commands/sessions";
import { changeRole, deactivateUser } from "@/lib/team/commands/users";
import { givenSession } from "../support/access";
import { type RunningApp, startApp } from "../support/app";
import { useDatabase } from "../support/database";
import { builtApp } from "../support/entry-points";
import { callAction, send } from "../support/wire";
import { givenPerson, givenWorkspace, type Person, type TestWorkspace } from "../support/workspace";

// Accounts and their sessions, over the wire of the real app.

const database = useDatabase();
const PASSWORD = "a rope and four knots";

let app: RunningApp;
let house: TestWorkspace;
let count = 0;

beforeAll(async () => {
  app = await startApp({ DATABASE_URL: database.url });
  house = await givenWorkspace({ now: new Date() });
}, 1_000_000);

afterAll(async () => {
  await app?.stop();
});

async function givenColleague(role: "rep" | "manager" = "manager"): Promise<Person> {
  const person = await givenPerson(`Kim${++count}`, role, new Date());
  const passwordHash = await hashPassword(PASSWORD);
  await db().user.update({ where: { id: person.id }, data: { passwordHash } });
  return person;
}

const actionId = (name: string) => builtApp().actions.find((action) => action.name === name)!.id;

const signIn = (input: object, headers: Record<string, string> = {}) =>
  callAction(`${app.url}/sign-in`, actionId("team.signIn"), input, { origin: app.url, ...headers });

describe("a session", () => {
  const ENDS: readonly (readonly [string, (person: Person, sessionId: string) => Promise<unknown>])[] = [
    ["signing out", (person, sessionId) => signOut(house.as(person), sessionId)],
    ["a new role", (person) => changeRole(house.as(house.admin), { id: person.id, role: "viewer" })],
    ["deactivation", (person) => deactivateUser(house.as(house.admin), person.id)],
    [
      "a new password set elsewhere",
      (person) =>
        changePassword(house.as(person), { current: PASSWORD, password: "seven quiet lanterns" }, newId()),
    ],
  ];

  test.each(ENDS)("ends what streams to it with %s, without waiting", async (_, end) => {
    const person = await givenColleague();
    const { sessionId, cookie } = await givenSession(person);
    const stream = await fetch(`${app.url}/api/events`, { headers: { cookie } });
    expect(stream.status).toBe(200);
    const reader = stream.body!.getReader();
    let heard = "";
    while (!heard.includes("live")) heard += new TextDecoder().decode((await reader.read()).value);
    await end(person, sessionId);
    // Far below the beat of the stream, at which it would look by itself.
    const ended = async () => {
      while (!(await reader.read()).done);
      return "ended";
    };
    const late = new Promise((resolve) => setTimeout(resolve, 15_000, "still open"));
    expect(await Promise.race([ended(), late])).toBe("ended");
  });

  test.each(ENDS.filter(([name]) => name !== "a new role"))(
    "is refused from the next request on after %s",
    async (_, end) => {
      const person = await givenColleague();
      const { sessionId, cookie } = await givenSession(person);
      const ask = () => send(`${app.url}/api/v1/leads`, { as: { cookie } });
      expect((await ask()).status).toBe(200);
      await end(person, sessionId);
      expect((await ask()).status).toBe(401);
      expect((await send(`${app.url}/leads`, { as: { cookie } })).headers.get("location")).toContain(
        "/sign-in",
      );
    },
  );

  test("cannot be made, changed or borrowed by whoever lacks the secret", async () => {
    const { sessionId } = await givenSession(house.admin);
    const claims = { sub: house.admin.id, sid: sessionId };
    const unsigned = [{ alg: "none", typ: "JWT" }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString("base64url"),
    );
    const forged = [
      `${unsigned.join(".")}.`,
      await encode({ token: claims, secret: "another secret of somebody else" }),
      await encode({ token: claims, secret: process.env.BATON_SECRET!, salt: "baton.device" }),
      await encode({ token: claims, secret: process.env.BATON_SECRET!, maxAge: -3600 }),
    ];
    for (const token of forged)
      expect(
        (await send(`${app.url}/api/v1/leads`, { as: { cookie: `baton.session=${token}` } })).status,
      ).toBe(401);
  });

  test("says nothing else when its client says that it is somebody else", async () => {
    const person = await givenColleague("rep");
    const { cookie } = await givenSession(person);
    const csrf = await send(`${app.url}/api/auth/csrf`, { as: { cookie } });
    const jar = [cookie, ...csrf.headers.getSetCookie().map((line) => line.split(";")[0])].join("; ");
    const { csrfToken } = csrf.json as { csrfToken: string };
    const { id, email, name } = house.admin;
    const data = {
      id,
      sub: id,
      email,
      name,
      role: "admin",
      sid: newId(),
      user: { id, email, name, role: "admin" },
    };
    const updated = await send(`${app.url}/api/auth/session`, {
      method: "POST",
      as: { cookie: jar, origin: app.url },
      body: { csrfToken, data },
    });
    expect(updated.status).toBe(200);
    expect(updated.json).toMatchObject({ user: { email: person.email } });
    const fresh = updated.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    for (const as of [
      { cookie: jar },
      { cookie: `${jar}; ${fresh}` },
      ...(fresh ? [{ cookie: fresh }] : []),
    ]) {
      const { json } = await send(`${app.url}/api/auth/session`, { as });
      expect(json).toMatchObject({ user: { email: person.email } });
      expect((await send(`${app.url}/settings/keys`, { as })).text).toContain("NEXT_HTTP_ERROR_FALLBACK;404");
    }
  });
});

describe("signing in", () => {
  const attempts = () => db().attemptWindow.findMany({ where: { key: { startsWith: "sign-in.address" } } });

  test("counts a stranger by the address of the connection, whatever X-Forwarded-For says", async () => {
    await db().attemptWindow.deleteMany();
    for (const forwarded of ["1.1.1.1", "2.2.2.2, 3.3.3.3", "::1", "unknown"])
      await signIn(
        { email: "nobody@relay.example", password: "wrong" },
        { "x-forwarded-for": forwarded, "x-baton-peer": forwarded, forwarded: `for=${forwarded}` },
      );
    expect((await attempts()).map((row) => row.attempts)).toEqual([4]);
  });

  test("answers the same words, shape and headers for a wrong password and an unknown address", async () => {
    const person = await givenColleague();
    const answers = [];
    for (const email of [person.email, "nobody@relay.example"]) {
      const { answer } = await signIn({ email, password: "wrong" });
      const { date: _, "content-security-policy": __, ...headers } = Object.fromEntries(answer.headers);
      answers.push({
        status: answer.status,
        text: answer.text.replaceAll(email, ""),
        headers: Object.keys(headers).sort(),
      });
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test("refuses a password of a megabyte and an address that is none before it hashes or counts", async () => {
    await db().attemptWindow.deleteMany();
    const long = "x".repeat(900_000);
    expect((await signIn({ email: house.admin.email, password: long })).outcome).toBe("invalid");
    expect((await signIn({ email: house.admin.email, password: `${long}${long}` })).outcome).toBe(
      "status 413",
    );
    expect((await signIn({ email: "a\u0000b@relay.example", password: "wrong" })).outcome).toBe("invalid");
    const csrf = await send(`${app.url}/api/auth/csrf`);
    const cookie = csrf.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const { csrfToken } = csrf.json as { csrfToken: string };
    for (const given of [
      { email: "a\u0000b", password: "wrong" },
      { email: house.admin.email, password: "x".repeat(10_000) },
      { email: house.admin.email, password: long },
    ]) {
      const answer = await send(`${app.url}/api/auth/callback/credentials`, {
        method: "POST",
        as: { cookie, origin: app.url },
        body: { csrfToken, json: "true", ...given },
      });
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers.getSetCookie().join()).not.toContain("baton.session");
    }
    expect(await attempts()).toEqual([]);
  });

  test("of somebody who is signed in already makes a session of its own", async () => {
    const person = await givenColleague();
    const { cookie, sessionId } = await givenSession(person);
    const { answer } = await signIn({ email: person.email, password: PASSWORD }, { cookie });
    const fresh = answer.headers.getSetCookie().find((line) => line.startsWith("baton.session="))!;
    expect(fresh).toMatch(/HttpOnly/i);
    expect(fresh).toMatch(/SameSite=lax/i);
    expect(fresh.split(";")[0]).not.toBe(cookie);
    expect(await db().userSession.count({ where: { userId: person.id, id: { not: sessionId } } })).toBe(1);
  });
});
