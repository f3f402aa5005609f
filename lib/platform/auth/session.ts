import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { isId, newId } from "@/lib/platform/ids";
import { currentRequestId } from "@/lib/platform/request-context";
import { mayAny, type Permission } from "@/lib/team/permissions";
import type { Role } from "@/lib/team/roles";
import type { Caller, Viewer } from "@/lib/team/viewer";
import { cookieIn, IDLE_DAYS, sessionCookie } from "./cookies";
import { PATH_HEADER } from "./path-header";
import { openSessionToken } from "./token";

export type SignedIn = { viewer: Extract<Viewer, { kind: "user" }>; sessionId: string };

const DAY_MS = 86_400_000;
/** `last_seen_at` is written at most this often. */
const SEEN_EVERY_MS = 5 * 60_000;

/**
 * Who a session cookie stands for at this moment: the session and the user are read from the database each time, so that
 * signing out, a new role or deactivation act on the next request. Null when either has ended.
 */
export async function sessionOf(sealed: string | undefined, now: Date): Promise<SignedIn | null> {
  const token = sealed ? await openSessionToken(sealed) : null;
  if (!token || !isId(token.sid)) return null;
  const session = await db().userSession.findUnique({
    where: { id: token.sid },
    select: {
      id: true,
      lastSeenAt: true,
      expiresAt: true,
      revokedAt: true,
      user: { select: { id: true, name: true, email: true, role: true, active: true } },
    },
  });
  if (!session || session.revokedAt || !session.user.active || session.user.id !== token.sub) return null;
  const idleMs = now.getTime() - session.lastSeenAt.getTime();
  if (session.expiresAt <= now || idleMs > IDLE_DAYS * DAY_MS) return null;
  if (idleMs > SEEN_EVERY_MS)
    await db().userSession.updateMany({ where: { id: session.id }, data: { lastSeenAt: now } });
  const { id, name, email, role } = session.user;
  return { viewer: { kind: "user", id, name, email, role: role as Role }, sessionId: session.id };
}

/** The session of a request that did not come through a page. */
export const sessionOfRequest = (request: Request, now: Date): Promise<SignedIn | null> =>
  sessionOf(cookieIn(request.headers.get("cookie"), sessionCookie().name), now);

/** The session of the page or action being served; looked up once a request. */
export const currentSession = cache(
  async (): Promise<SignedIn | null> =>
    sessionOf((await cookies()).get(sessionCookie().name)?.value, readClock()),
);

/** Who is signed in, or null. */
export async function viewerOrNull(): Promise<SignedIn["viewer"] | null> {
  return (await currentSession())?.viewer ?? null;
}

/** Who is signed in; otherwise off to /sign-in, and back here afterwards. */
export async function requireViewer(): Promise<SignedIn["viewer"]> {
  const viewer = await viewerOrNull();
  if (viewer) return viewer;
  const path = (await headers()).get(PATH_HEADER);
  return redirect(
    path && path !== "/" ? `/sign-in?${new URLSearchParams({ callbackUrl: path })}` : "/sign-in",
  );
}

/** The viewer, when their role has this permission towards at least some things; otherwise the page does not exist. */
export async function requirePermission(permission: Permission): Promise<SignedIn["viewer"]> {
  const viewer = await requireViewer();
  return mayAny(viewer, permission) ? viewer : notFound();
}

/** The caller of the commands of one request: who, the instant, and the id that groups all that they write. */
export const callerFor = <V extends Viewer>(viewer: V): Caller & { viewer: V } => ({
  viewer,
  now: readClock(),
  correlationId: currentRequestId() ?? newId(),
});
