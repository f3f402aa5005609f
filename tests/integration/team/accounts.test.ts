import { beforeEach, describe, expect, test } from "vitest";
import { sessionOf } from "@/lib/platform/auth/session";
import { sealDevice, sealSession } from "@/lib/platform/auth/token";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { acceptInvitation, inviteUser, revokeInvitation } from "@/lib/team/commands/invitations";
import {
  changePassword,
  createResetLink,
  requestPasswordReset,
  resetPassword,
} from "@/lib/team/commands/passwords";
import { type OpenedSession, signIn, signOut } from "@/lib/team/commands/sessions";
import { setUpWorkspace } from "@/lib/team/commands/set-up";
import { changeRole, createUser, deactivateUser, reactivateUser } from "@/lib/team/commands/users";
import { invitationByToken, openInvitations, users } from "@/lib/team/queries";
import type { Role } from "@/lib/team/roles";
import type { Caller, Viewer } from "@/lib/team/viewer";
import type { Visit } from "@/lib/team/visit";
import { useDatabase } from "../../support/database";

useDatabase({ each: true, examined: true });

const PASSWORD = "a rope and four knots";
const FIRST = {
  name: "Ada",
  email: "ada@relay.example",
  password: PASSWORD,
  workspace: "Relay",
  timeZone: "Europe/Berlin",
  currency: "EUR",
  template: "balanced",
} as const;

let now: Date;
let address = 0;

const visit = (change: Partial<Visit> = {}): Visit => ({
  now,
  correlationId: newId(),
  address: `10.0.0.${++address % 250}`,
  userAgent: "test",
  device: undefined,
  ...change,
});

const as = (viewer: Viewer): Caller => ({ viewer, now, correlationId: newId() });

async function person(email: string): Promise<Extract<Viewer, { kind: "user" }>> {
  const { id, name, role } = await db().user.findUniqueOrThrow({ where: { emailKey: email } });
  return { kind: "user", id, name, email, role: role as Role };
}

const tokenOf = ({ path }: { path: string }) => path.split("/").at(-1)!;

const isOpen = async ({ userId, sessionId }: OpenedSession) =>
  (await sessionOf(await sealSession({ sub: userId, sid: sessionId }, 3600), now)) !== null;

/** What is refused: its code and words; "done" when it was not. */
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );

const atOnce = (times: number, work: (nth: number) => Promise<string>) =>
  Promise.all(Array.from({ length: times }, (_, nth) => work(nth)));

let first: OpenedSession;
let ada: Caller;

beforeEach(async () => {
  now = new Date();
  first = await setUpWorkspace(visit(), FIRST);
  ada = as(await person(FIRST.email));
});

describe("set-up", () => {
  test("makes the admin, model 1, definition 1, catalogue and reasons, and signs in", async () => {
    expect(await isOpen(first)).toBe(true);
    expect(ada.viewer).toMatchObject({ role: "admin" });
    expect(await db().scoringModel.count({ where: { version: 1, status: "published" } })).toBe(1);
    expect(await db().definition.count({ where: { version: 1 } })).toBe(1);
    expect(await db().activityType.count()).toBeGreaterThan(30);
    expect(await db().reason.count()).toBe(11);
    expect(await db().auditEntry.count({ where: { action: "workspace.set_up" } })).toBe(1);
  });

  test("is refused once there is a workspace, and changes nothing", async () => {
    const late = { ...FIRST, email: "eve@evil.example", workspace: "Evil" };
    expect(await outcome(setUpWorkspace(visit(), late))).toMatch(/^conflict/);
    expect(await db().user.count()).toBe(1);
  });
});

describe("sign-in", () => {
  test("opens a session of its own each time, until it is signed out", async () => {
    const session = await signIn(visit(), FIRST);
    expect(session.sessionId).not.toBe(first.sessionId);
    await signOut(ada, session.sessionId);
    expect(await isOpen(session)).toBe(false);
    expect(await isOpen(first)).toBe(true);
  });

  test("takes the address in any case", async () => {
    expect(await outcome(signIn(visit(), { ...FIRST, email: " ADA@Relay.example" }))).toBe("done");
  });

  test("answers the same for a wrong password, an unknown address, somebody inactive and somebody without a password", async () => {
    await createUser(ada, { email: "leo@relay.example", name: "Leo", role: "rep", password: PASSWORD });
    await deactivateUser(ada, (await person("leo@relay.example")).id);
    await createUser(ada, { email: "kim@relay.example", name: "Kim", role: "rep" });
    const answers = new Set<string>();
    for (const email of [
      FIRST.email,
      "nobody@relay.example",
      "no address",
      "leo@relay.example",
      "kim@relay.example",
    ])
      answers.add(await outcome(signIn(visit(), { email, password: "wrong, sadly" })));
    answers.add(await outcome(signIn(visit(), { email: "leo@relay.example", password: PASSWORD })));
    expect([...answers]).toEqual(["unauthenticated: That e-mail and password do not belong together."]);
  });

  test("pauses an account after ten failures, also an unknown one, and tells how long", async () => {
    for (const email of [FIRST.email, "nobody@relay.example"]) {
      for (let attempt = 0; attempt < 10; attempt++)
        expect(await outcome(signIn(visit(), { email, password: "wrong" }))).toMatch(/^unauthenticated/);
      expect(await outcome(signIn(visit(), { email, password: PASSWORD }))).toMatch(
        /^too_many_attempts: .*minute/,
      );
    }
    now = new Date(now.getTime() + 15 * 60_000);
    expect(await outcome(signIn(visit(), FIRST))).toBe("done");
  });

  test("does not lock the owner out of the browser they signed in with before", async () => {
    for (let attempt = 0; attempt < 10; attempt++)
      await outcome(signIn(visit(), { ...FIRST, password: "wrong" }));
    const device = await sealDevice(ada.viewer.id!, newId(), 3600);
    expect(await outcome(signIn(visit({ device }), FIRST))).toBe("done");
    const strangers = await sealDevice(newId(), newId(), 3600);
    expect(await outcome(signIn(visit({ device: strangers }), FIRST))).toMatch(/^too_many/);
  });

  test("pauses an address after a hundred failures, whatever accounts it tries", async () => {
    const from = { address: "203.0.113.9" };
    const guesses = Array.from({ length: 100 }, (_, n) => ({
      email: `user${n}@relay.example`,
      password: "wrong",
    }));
    await Promise.all(guesses.map((guess) => outcome(signIn(visit(from), guess))));
    expect(await outcome(signIn(visit(from), FIRST))).toMatch(/^too_many/);
    expect(await outcome(signIn(visit(), FIRST))).toBe("done");
  });

  test("fifty at once with the right password all come in", async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcome(signIn(visit(), FIRST))));
    expect(new Set(outcomes)).toEqual(new Set(["done"]));
  });

  test("guesses sent side by side pass the limit by no more than the hashing slots", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, () => outcome(signIn(visit(), { ...FIRST, password: "wrong" }))),
    );
    expect(outcomes.filter((text) => text.startsWith("unauthenticated")).length).toBeLessThanOrEqual(13);
  });
});

describe("invitations", () => {
  const invite = (email = "rosa@relay.example", role: Role = "rep") => inviteUser(ada, { email, role });
  const accept = (token: string, name = "Rosa") =>
    acceptInvitation(visit(), { token, name, password: PASSWORD });

  test("work once, for the invited address and role, and sign in", async () => {
    const token = tokenOf(await invite());
    expect(await invitationByToken(db(), token, now)).toMatchObject({
      email: "rosa@relay.example",
      role: "rep",
    });
    expect(await isOpen(await accept(token))).toBe(true);
    expect(await person("rosa@relay.example")).toMatchObject({ name: "Rosa", role: "rep" });
    expect(await outcome(accept(token, "Rosa again"))).toMatch(/^not_found/);
    expect(await invitationByToken(db(), token, now)).toBeNull();
  });

  test("of fifty acceptances at once exactly one makes the user", async () => {
    const token = tokenOf(await invite());
    const outcomes = await atOnce(50, (nth) => outcome(accept(token, `Rosa ${nth}`)));
    expect(outcomes.filter((text) => text === "done")).toHaveLength(1);
    for (const other of outcomes.filter((text) => text !== "done")) expect(other).toMatch(/^not_found/);
    expect(await db().user.count({ where: { emailKey: "rosa@relay.example" } })).toBe(1);
  });

  test("end after seven days, when taken back, and when a newer one is sent", async () => {
    const old = tokenOf(await invite());
    const newer = await invite();
    expect(await outcome(accept(old))).toMatch(/^not_found/);
    await revokeInvitation(ada, newer.id);
    expect(await outcome(accept(tokenOf(newer)))).toMatch(/^not_found/);
    const last = tokenOf(await invite());
    now = new Date(now.getTime() + 7 * 86_400_000);
    expect(await outcome(accept(last))).toMatch(/^not_found/);
  });

  test("never touch a user who is there already", async () => {
    expect(await outcome(invite("ADA@relay.example", "viewer"))).toMatch(/^conflict/);
    const token = tokenOf(await invite());
    await createUser(ada, { email: "rosa@relay.example", name: "Rosa", role: "manager", password: PASSWORD });
    const before = await db().user.findUniqueOrThrow({ where: { emailKey: "rosa@relay.example" } });
    expect(await outcome(accept(token, "Impostor"))).toMatch(/^conflict/);
    expect(await db().user.findUniqueOrThrow({ where: { emailKey: "rosa@relay.example" } })).toEqual(before);
  });

  test("are kept in the outbox with a link to the configured origin, and the link is kept nowhere else", async () => {
    const { path } = await invite();
    const mail = await db().mail.findFirstOrThrow();
    expect(mail).toMatchObject({ toAddress: "rosa@relay.example", status: "kept" });
    expect(mail.body).toContain(`http://localhost:3000${path}`);
    const rest = JSON.stringify([await db().invitation.findMany(), await db().auditEntry.findMany()]);
    expect(rest).not.toContain(tokenOf({ path }));
  });

  test("are sent and seen by admins only", async () => {
    await accept(tokenOf(await invite()));
    const rosa = await person("rosa@relay.example");
    expect(await outcome(inviteUser(as(rosa), { email: "x@relay.example", role: "admin" }))).toMatch(
      /^forbidden/,
    );
    expect(await outcome(openInvitations(db(), rosa))).toMatch(/^forbidden/);
    expect(await outcome(users(db(), rosa))).toMatch(/^forbidden/);
  });
});

describe("roles", () => {
  const givenAdmin = async (email: string) => {
    await createUser(ada, { email, name: email, role: "admin", password: PASSWORD });
    return person(email);
  };

  test("a demotion and a deactivation act on the next request of every session", async () => {
    const bo = await givenAdmin("bo@relay.example");
    const session = await signIn(visit(), { email: bo.email, password: PASSWORD });
    const sealed = await sealSession({ sub: session.userId, sid: session.sessionId }, 3600);
    await changeRole(ada, { id: bo.id, role: "viewer" });
    expect((await sessionOf(sealed, now))?.viewer.role).toBe("viewer");
    await deactivateUser(ada, bo.id);
    expect(await sessionOf(sealed, now)).toBeNull();
    await reactivateUser(ada, bo.id);
    expect(await sessionOf(sealed, now), "old sessions stay ended").toBeNull();
    expect(await outcome(signIn(visit(), { email: bo.email, password: PASSWORD }))).toBe("done");
  });

  test("the last active admin can neither be demoted nor deactivated", async () => {
    const id = ada.viewer.id!;
    expect(await outcome(changeRole(ada, { id, role: "rep" }))).toMatch(/^conflict/);
    expect(await outcome(deactivateUser(ada, id))).toMatch(/^conflict/);
    const bo = await givenAdmin("bo@relay.example");
    await deactivateUser(ada, bo.id);
    expect(await outcome(changeRole(ada, { id, role: "rep" }))).toMatch(/^conflict/);
  });

  test("admins who demote and deactivate each other at once leave one", async () => {
    for (let round = 1; round <= 10; round += 1) {
      const rival = as(await givenAdmin(`rival-${round}@relay.example`));
      const [one, two] = [ada, rival].map(({ viewer }) => viewer.id!) as [string, string];
      await Promise.all([
        outcome(changeRole(rival, { id: one, role: "rep" })),
        outcome(deactivateUser(ada, two)),
      ]);
      const left = await db().user.findMany({ where: { role: "admin", active: true } });
      expect(left, `round ${round}`).toHaveLength(1);
      ada = as(await person(left[0]!.email));
    }
  });
});

describe("passwords", () => {
  const NEW = "seven quiet lanterns";

  test("a change needs the present one and ends the other sessions", async () => {
    const other = await signIn(visit(), FIRST);
    const change = (current: string, password = NEW) =>
      changePassword(ada, { current, password }, first.sessionId);
    expect(await outcome(change("wrong"))).toMatch(/^invalid/);
    await change(PASSWORD);
    expect([await isOpen(first), await isOpen(other)]).toEqual([true, false]);
    expect(await outcome(signIn(visit(), FIRST))).toMatch(/^unauthenticated/);
    expect(await outcome(signIn(visit(), { ...FIRST, password: NEW }))).toBe("done");
  });

  test("a change makes the reset links of before worthless", async () => {
    const token = tokenOf(await createResetLink(ada, ada.viewer.id!));
    await changePassword(ada, { current: PASSWORD, password: NEW }, first.sessionId);
    expect(await outcome(resetPassword(visit(), { token, password: PASSWORD }))).toMatch(/^not_found/);
  });

  test("one that attackers try first is not accepted, whichever way it is set", async () => {
    const password = "password123";
    expect(await outcome(changePassword(ada, { current: PASSWORD, password }, first.sessionId))).toMatch(
      /^invalid/,
    );
    const token = tokenOf(await createResetLink(ada, ada.viewer.id!));
    expect(await outcome(resetPassword(visit(), { token, password }))).toMatch(/^invalid/);
    expect(
      await outcome(createUser(ada, { email: "bo@relay.example", name: "Bo", role: "rep", password })),
    ).toMatch(/^invalid/);
  });

  test("a reset link works once, ends every session and spends the other links", async () => {
    const one = tokenOf(await createResetLink(ada, ada.viewer.id!));
    const two = tokenOf(await createResetLink(ada, ada.viewer.id!));
    await resetPassword(visit(), { token: one, password: NEW });
    expect(await isOpen(first)).toBe(false);
    for (const token of [one, two])
      expect(await outcome(resetPassword(visit(), { token, password: NEW }))).toMatch(/^not_found/);
    expect(await outcome(signIn(visit(), { ...FIRST, password: NEW }))).toBe("done");
  });

  test("of fifty resets at once exactly one counts; after two hours none does", async () => {
    const token = tokenOf(await createResetLink(ada, ada.viewer.id!));
    const passwordOf = (nth: number) => `eleven slow rivers ${nth}`;
    const outcomes = await atOnce(50, (nth) =>
      outcome(resetPassword(visit(), { token, password: passwordOf(nth) })),
    );
    expect(outcomes.filter((text) => text === "done")).toHaveLength(1);
    const password = passwordOf(outcomes.indexOf("done"));
    expect(await outcome(signIn(visit(), { ...FIRST, password }))).toBe("done");
    const late = tokenOf(await createResetLink(ada, ada.viewer.id!));
    now = new Date(now.getTime() + 2 * 3_600_000);
    expect(await outcome(resetPassword(visit(), { token: late, password: NEW }))).toMatch(/^not_found/);
  });

  test("asking for a link answers the same for known and unknown addresses; only the known one gets mail", async () => {
    expect(await outcome(requestPasswordReset(visit(), { email: "nobody@relay.example" }))).toBe("done");
    expect(await db().mail.count()).toBe(0);
    expect(await outcome(requestPasswordReset(visit(), { email: FIRST.email }))).toBe("done");
    expect(await db().mail.findFirstOrThrow()).toMatchObject({ toAddress: FIRST.email });
  });

  test("no password, token or hash is in the audit", async () => {
    const token = tokenOf(await createResetLink(ada, ada.viewer.id!));
    await resetPassword(visit(), { token, password: NEW });
    const trail = JSON.stringify(await db().auditEntry.findMany());
    for (const secret of [PASSWORD, NEW, token, "argon2"]) expect(trail).not.toContain(secret);
  });
});
