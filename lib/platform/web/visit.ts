import "server-only";
import { cookies, headers } from "next/headers";
import { deviceCookie } from "@/lib/platform/auth/cookies";
import { readClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { Visit } from "@/lib/team/visit";
import { addressIn, PEER_HEADER } from "./peer";

/** The visit that is being served. */
export async function currentVisit(): Promise<Visit> {
  const [head, jar] = [await headers(), await cookies()];
  return {
    now: readClock(),
    correlationId: newId(),
    address: addressIn(head.get(PEER_HEADER)),
    userAgent: head.get("user-agent")?.slice(0, 300) ?? null,
    device: jar.get(deviceCookie().name)?.value,
  };
}
