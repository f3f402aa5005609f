import "server-only";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/team/viewer";
import { hashToken } from "./token";

const USED_EVERY_MS = 60_000;

/**
 * Who a bearer key stands for; `unauthenticated` when it is unknown or revoked (read from the database each time). Null
 * when the request carries no Authorization header at all.
 */
export async function apiViewerOf(request: Request, now: Date): Promise<Viewer | null> {
  const header = request.headers.get("authorization");
  if (header === null) return null;
  const key = /^Bearer +(\S+)$/i.exec(header)?.[1];
  const found = key
    ? await db().apiKey.findUnique({
        where: { keyHash: hashToken(key) },
        select: { id: true, name: true, scope: true, revokedAt: true, lastUsedAt: true },
      })
    : null;
  if (!found || found.revokedAt)
    throw new AppError("unauthenticated", "This API key is not known. Send Authorization: Bearer <key>.");
  if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > USED_EVERY_MS)
    await db().apiKey.updateMany({ where: { id: found.id }, data: { lastUsedAt: now } });
  return {
    kind: "api",
    id: null,
    keyId: found.id,
    name: found.name,
    scope: found.scope as "read" | "write" | "admin",
  };
}
