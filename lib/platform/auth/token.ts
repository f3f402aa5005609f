import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { secret } from "@/lib/platform/env";

// Cookies carry encrypted tokens of next-auth (A256GCM, keys derived from the installation's secret); links and keys carry random ones.

/** What a cookie carries: ids only. Whether they still mean anything is asked of the database each time. */
export type SessionToken = { sub: string; sid: string };

export async function sealSession(token: SessionToken, maxAgeSeconds: number): Promise<string> {
  return encode({ token, secret: secret(), maxAge: maxAgeSeconds });
}

/** The ids in a session cookie; null when it is expired, tampered with, or sealed by another secret or for another use. */
export async function openSessionToken(sealed: string): Promise<SessionToken | null> {
  try {
    const token = await decode({ token: sealed, secret: secret() });
    return typeof token?.sub === "string" && typeof token.sid === "string"
      ? { sub: token.sub, sid: token.sid }
      : null;
  } catch {
    return null;
  }
}

const DEVICE_SALT = "baton.device";

export async function sealDevice(userId: string, device: string, maxAgeSeconds: number): Promise<string> {
  return encode({
    token: { sub: userId, device },
    secret: secret(),
    salt: DEVICE_SALT,
    maxAge: maxAgeSeconds,
  });
}

/** The id of a browser that this user signed in with before, or null. */
export async function openDevice(sealed: string | undefined, userId: string): Promise<string | null> {
  try {
    const token = sealed ? await decode({ token: sealed, secret: secret(), salt: DEVICE_SALT }) : null;
    return token?.sub === userId && typeof token.device === "string" ? token.device : null;
  } catch {
    return null;
  }
}

/** 256 random bits as URL-safe text: links and keys that cannot be guessed. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a link or key. Plain SHA-256 is right here: the input has 256 bits of its own. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");
