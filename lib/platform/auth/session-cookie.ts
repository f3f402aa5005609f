import "server-only";
import { cookies } from "next/headers";
import { newId } from "@/lib/platform/ids";
import { deviceCookie, sessionCookie } from "./cookies";
import { openDevice, sealDevice, sealSession } from "./token";

/** Puts an opened session into the browser, and marks the browser as one that this person knows. */
export async function keepSession(session: { userId: string; sessionId: string }): Promise<void> {
  const jar = await cookies();
  const own = sessionCookie();
  const token = { sub: session.userId, sid: session.sessionId };
  jar.set(own.name, await sealSession(token, own.options.maxAge), own.options);
  const { name, options } = deviceCookie();
  const device = (await openDevice(jar.get(name)?.value, session.userId)) ?? newId();
  jar.set(name, await sealDevice(session.userId, device, options.maxAge), options);
}

/** Takes the session out of the browser. */
export async function dropSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
