import { expect, test } from "vitest";
import type { BuyerProfileDocument } from "@/lib/buyer-profiles/profile";
import { hashToken } from "@/lib/platform/auth/token";
import { db } from "@/lib/platform/db/client";
import { readEnvironment } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { firstStart } from "@/lib/team/commands/first-start";
import { signIn } from "@/lib/team/commands/sessions";
import { setUpWorkspace } from "@/lib/team/commands/set-up";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { useDatabase } from "../../support/database";

const API_KEY = "an-api-key-of-this-test-only";
const WRITE_KEY = "wk_of_this_test";

const environment = readEnvironment({
  BATON_ADMIN_EMAIL: "ada@relay.example",
  BATON_ADMIN_PASSWORD: "a rope and four knots",
  BATON_TIME_ZONE: "Asia/Tokyo",
  BATON_API_KEY: API_KEY,
  BATON_WRITE_KEY: WRITE_KEY,
});

useDatabase({ each: true });

const visit = () => ({
  now: new Date(),
  correlationId: newId(),
  address: "10.0.0.1",
  userAgent: null,
  device: undefined,
});

const system = (): Caller => ({
  viewer: { kind: "system", id: null, name: "Start" },
  now: new Date(),
  correlationId: newId(),
});

test("of two people who set up at once exactly one does, completely", async () => {
  const outcomes = await Promise.allSettled(
    ["ada@relay.example", "bo@relay.example"].map((email) =>
      setUpWorkspace(visit(), {
        name: "First",
        email,
        password: "a rope and four knots",
        workspace: "Relay",
        timeZone: "UTC",
        currency: "EUR",
        template: "simple",
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict" },
  });
  expect(await db().user.count()).toBe(1);
  expect(await db().scoringModel.count()).toBe(1);
});

test("the model and the profiles one starts with ask for the revenue they say, in the workspace's currency", async () => {
  await setUpWorkspace(visit(), {
    name: "First",
    email: "ada@relay.example",
    password: "a rope and four knots",
    workspace: "Relay",
    timeZone: "Asia/Tokyo",
    currency: "JPY",
    template: "balanced",
  });
  const { document } = await db().scoringModel.findFirstOrThrow({ select: { document: true } });
  expect(
    (document as unknown as ScoringModelDocument).rules.find(({ id }) => id === "revenue-large"),
  ).toMatchObject({
    label: "Revenue of 50 million or more",
    when: { field: "company.revenue", op: "at-least", value: 50_000_000 },
  });
  const profile = await db().buyerProfileVersion.findFirstOrThrow({
    where: { profileId: "decision-maker" },
    select: { document: true },
  });
  expect(
    (profile.document as unknown as BuyerProfileDocument).aspects.find(({ id }) => id === "revenue"),
  ).toMatchObject({
    when: { value: 10_000_000 },
  });
});

test("a start applies the environment: admin, zone, keys; the admin signs in and the key has admin scope", async () => {
  await firstStart(system(), environment);
  expect(await workspace(db())).toMatchObject({ timeZone: "Asia/Tokyo", currency: "EUR" });
  await signIn(visit(), { email: "ada@relay.example", password: "a rope and four knots" });
  expect(await db().apiKey.findUniqueOrThrow({ where: { keyHash: hashToken(API_KEY) } })).toMatchObject({
    name: "api",
    scope: "admin",
  });
  expect(await db().writeKey.count({ where: { key: WRITE_KEY } })).toBe(1);
});

test("later starts, and several at once, change nothing that people have changed since", async () => {
  await Promise.all([firstStart(system(), environment), firstStart(system(), environment)]);
  await db().apiKey.updateMany({ data: { revokedAt: new Date() } });
  await db().user.updateMany({ data: { name: "Ada Roth" } });
  await firstStart(system(), environment);
  expect(await db().user.findMany({ select: { name: true } })).toEqual([{ name: "Ada Roth" }]);
  expect(await db().apiKey.count({ where: { revokedAt: null } })).toBe(0);
});
