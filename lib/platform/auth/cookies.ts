import "server-only";
import { isSecure } from "@/lib/platform/web/origin";

/** Absolute life of a session; it also ends after IDLE_DAYS without a request. */
export const SESSION_DAYS = 30;
export const IDLE_DAYS = 7;
/** How long a browser counts as known to the person who signed in there. */
export const DEVICE_DAYS = 180;

const DAY_SECONDS = 86_400;

/** A cookie of ours: over TLS bound to this host (`__Host-`), never readable by scripts. */
function own(name: string, maxAgeDays: number) {
  const secure = isSecure();
  return {
    name: secure ? `__Host-${name}` : name,
    options: {
      httpOnly: true,
      sameSite: "lax",
      secure,
      path: "/",
      maxAge: maxAgeDays * DAY_SECONDS,
    },
  } as const;
}

export const sessionCookie = () => own("baton.session", SESSION_DAYS);

export const deviceCookie = () => own("baton.device", DEVICE_DAYS);

/** The value of a cookie in a Cookie header. */
export function cookieIn(header: string | null, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const [key, ...value] = pair.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}
