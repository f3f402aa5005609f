import { sessionCookie } from "@/lib/platform/auth/cookies";
import { hashToken, randomToken, sealSession } from "@/lib/platform/auth/token";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { Person } from "./workspace";

/** What a request carries to show who asks. */
export type Credentials = Readonly<Record<string, string>>;

const HOUR_MS = 3_600_000;

/** Opens a session for a person in the test's database, as signing in would; answers its id and its Cookie header. */
export async function givenSession(
  person: Pick<Person, "id">,
): Promise<{ sessionId: string; cookie: string }> {
  const sessionId = newId();
  const now = new Date();
  await db().userSession.create({
    data: {
      id: sessionId,
      userId: person.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + HOUR_MS),
    },
  });
  const sealed = await sealSession({ sub: person.id, sid: sessionId }, HOUR_MS / 1000);
  return { sessionId, cookie: `${sessionCookie().name}=${sealed}` };
}

/** A signed-in browser: its cookie, and the origin it sends with everything it changes. */
export async function browserOf(person: Pick<Person, "id">, origin: string): Promise<Credentials> {
  const { cookie } = await givenSession(person);
  return { cookie, origin };
}

/** A program with a new key of this scope. */
export async function programWith(scope: "read" | "write" | "admin"): Promise<Credentials> {
  const key = `baton_${randomToken()}`;
  await db().apiKey.create({
    data: {
      id: newId(),
      name: scope,
      prefix: key.slice(0, 12),
      keyHash: hashToken(key),
      scope,
      createdAt: new Date(),
    },
  });
  return { authorization: `Bearer ${key}` };
}
