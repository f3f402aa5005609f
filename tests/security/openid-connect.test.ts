import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { inviteUser } from "@/lib/team/commands/invitations";
import { deactivateUser } from "@/lib/team/commands/users";
import { type RunningApp, startApp } from "../support/app";
import { useDatabase } from "../support/database";
import { type OidcTestProvider, startOidcProvider } from "../support/oidc-provider";
import { send } from "../support/wire";
import { givenPerson, givenWorkspace, type TestWorkspace } from "../support/workspace";

// Signing in with an account people have elsewhere, against a provider of the test's own.

const database = useDatabase();

let app: RunningApp;
let provider: OidcTestProvider;
let house: TestWorkspace;

beforeAll(async () => {
  provider = await startOidcProvider();
  app = await startApp({
    DATABASE_URL: database.url,
    AUTH_HOUSE_ISSUER: provider.issuer,
    AUTH_HOUSE_ID: provider.clientId,
    AUTH_HOUSE_SECRET: provider.clientSecret,
    AUTH_HOUSE_NAME: "House account",
  });
  house = await givenWorkspace({ now: new Date() });
}, 1_000_000);

afterAll(async () => {
  await app?.stop();
  await provider?.stop();
});

/** A browser with its cookies; follows no redirect by itself. */
function browser() {
  const jar = new Map<string, string>();
  return async (address: string, body?: object) => {
    const url = new URL(address, app.url);
    const isOurs = url.origin === app.url;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await send(url.href, {
      as: isOurs && cookie ? { cookie } : {},
      ...(body && { method: "POST", body }),
    });
    for (const line of isOurs ? answer.headers.getSetCookie() : []) {
      const [pair = ""] = line.split(";");
      const [name = "", ...value] = pair.split("=");
      if (value.join("=") === "") jar.delete(name);
      else jar.set(name, value.join("="));
    }
    return { ...answer, location: answer.headers.get("location") };
  };
}

/** Where the button sends the browser: the provider's address with what binds its answer to us. */
async function leave(go: ReturnType<typeof browser>, callbackUrl: string): Promise<string> {
  const { csrfToken } = (await go("/api/auth/csrf")).json as { csrfToken: string };
  const { json } = await go("/api/auth/signin/house", { csrfToken, callbackUrl, json: "true" });
  return (json as { url: string }).url;
}

/** The whole way: our button, the provider, back to us. Answers where it ended and the browser. */
async function comeIn(callbackUrl = "/leads") {
  const go = browser();
  const away = await leave(go, callbackUrl);
  const back = await go(away);
  const told = await go(back.location!);
  // next-auth goes by an address of its own to the page that shows what went wrong.
  const ended = told.location?.startsWith("/api/auth/error") ? await go(told.location) : told;
  const { json } = await go("/api/auth/session");
  return { away, ended, session: json as { user?: { email: string } } };
}

const sessions = () => db().userSession.count();

test("an active person of a verified address comes in, with a session like any other", async () => {
  provider.present({ sub: "1", email: "SAM@relay.example", email_verified: true, name: "Somebody else" });
  const { away, ended, session } = await comeIn();
  const asked = new URL(away).searchParams;
  expect(asked.get("redirect_uri")).toBe(`${app.url}/api/auth/callback/house`);
  for (const bound of ["state", "nonce", "code_challenge"]) expect(asked.get(bound)).toBeTruthy();
  expect(ended.location).toBe("/leads");
  expect(session.user?.email).toBe(house.sam.email);
  expect(await db().user.findUniqueOrThrow({ where: { id: house.sam.id } })).toMatchObject({
    name: "Sam",
    role: "rep",
  });
  const opened = await db().auditEntry.findFirstOrThrow({
    where: { action: "session.opened", subjectId: house.sam.id },
  });
  expect(opened.data).toEqual({ provider: "house" });
});

test("an invited person becomes a user of the invited role, once", async () => {
  await inviteUser(house.as(house.admin), { email: "new@relay.example", role: "marketer" });
  provider.present({ sub: "2", email: "new@relay.example", email_verified: true, name: "Nia New" });
  expect((await comeIn()).session.user?.email).toBe("new@relay.example");
  expect(await db().user.findUniqueOrThrow({ where: { emailKey: "new@relay.example" } })).toMatchObject({
    name: "Nia New",
    role: "marketer",
    passwordHash: null,
  });
  expect((await comeIn()).session.user?.email).toBe("new@relay.example");
  expect(await db().invitation.count({ where: { acceptedAt: { not: null } } })).toBe(1);
});

test("nobody else comes in: unknown, inactive, unverified, without an address", async () => {
  const gone = await givenPerson("Gone", "admin", new Date());
  await deactivateUser(house.as(house.admin), gone.id);
  await inviteUser(house.as(house.admin), { email: "later@relay.example", role: "admin" });
  const [users, before] = [await db().user.count(), await sessions()];
  for (const claims of [
    { email: "stranger@evil.example", email_verified: true },
    { email: gone.email, email_verified: true },
    { email: house.admin.email, email_verified: false },
    { email: house.admin.email },
    { email: "later@relay.example" },
    {},
  ]) {
    provider.present({ sub: newId(), ...claims });
    const { ended, session } = await comeIn();
    expect(ended.location).toContain("/sign-in?error=AccessDenied");
    expect(session).toEqual({});
  }
  expect([await db().user.count(), await sessions()]).toEqual([users, before]);
});

test("what comes back to another browser, twice, or for another question counts for nothing", async () => {
  provider.present({ sub: "3", email: house.admin.email, email_verified: true });
  const before = await sessions();
  const own = browser();
  const back = await own(await leave(own, "/leads"));
  const stranger = browser();
  await stranger(back.location!);
  expect((await stranger("/api/auth/session")).json).toEqual({});
  expect(await sessions()).toBe(before);

  provider.forgeNonce("another");
  const second = browser();
  const there = await second(await leave(second, "/leads"));
  await second(there.location!);
  expect((await second("/api/auth/session")).json).toEqual({});
  expect(await sessions()).toBe(before);
});

test("afterwards it goes on to a path of ours, never elsewhere", async () => {
  provider.present({ sub: "1", email: house.sam.email, email_verified: true });
  for (const target of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
    const { ended } = await comeIn(target);
    expect(ended.location).toBe("/");
  }
});
