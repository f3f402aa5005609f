import { expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { forgetExpired } from "@/lib/team/commands/expired";
import { useDatabase } from "../../support/database";
import { givenWorkspace } from "../../support/workspace";

useDatabase();

const DAY_MS = 86_400_000;

test("what ended long ago is forgotten, what still means something stays", async () => {
  const house = await givenWorkspace({ now: new Date() });
  const { now } = house;
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const session = (change: object) =>
    db().userSession.create({
      data: {
        id: newId(),
        userId: house.sam.id,
        createdAt: ago(60),
        lastSeenAt: ago(1),
        expiresAt: new Date(now.getTime() + DAY_MS),
        ...change,
      },
    });
  const kept = [
    await session({}),
    await session({ revokedAt: ago(2) }),
    await session({ expiresAt: ago(2) }),
  ];
  await session({ revokedAt: ago(31) });
  await session({ expiresAt: ago(31) });
  for (const [key, days] of [
    ["old", 2],
    ["young", 0.5],
  ] as const) {
    await db().attemptWindow.create({ data: { key, startsAt: ago(days), attempts: 1 } });
    await db().idempotencyKey.create({ data: { actor: "a", key, requestHash: "x", createdAt: ago(days) } });
  }

  await forgetExpired(house.as({ kind: "system", id: null, name: "worker" }));

  const sessions = await db().userSession.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  expect(sessions.map(({ id }) => id)).toEqual(kept.map(({ id }) => id).sort());
  expect(await db().attemptWindow.findMany({ select: { key: true } })).toEqual([{ key: "young" }]);
  expect(await db().idempotencyKey.findMany({ select: { key: true } })).toEqual([{ key: "young" }]);
});
