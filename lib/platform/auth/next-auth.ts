import "server-only";
import { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { readClock } from "@/lib/platform/clock";
import { env, type OidcProvider, secret } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { currentRequestId } from "@/lib/platform/request-context";
import { decodeUtf8, readBytes } from "@/lib/platform/web/body";
import { isSecure, publicOrigin, refuseForeignOrigin } from "@/lib/platform/web/origin";
import { ownPath } from "@/lib/platform/web/own-path";
import { failureOf, problemResponse } from "@/lib/platform/web/problem";
import { API_HEADERS } from "@/lib/platform/web/security-headers";
import { parseStrictJson } from "@/lib/platform/web/strict-json";
import { cookieIn, sessionCookie } from "./cookies";
import { type SignedIn, sessionOf } from "./session";

type Opened = { userId: string; sessionId: string };

/** What the endpoints of next-auth need of the accounts; passed in, because they live above the platform. */
export type Accounts = {
  signIn: (input: { email: string; password: string }) => Promise<Opened>;
  /** Whom a provider vouches for: an active or invited person of this verified address; refused (AppError) otherwise. */
  signInVouched: (person: { email: string; name: string; provider: string }) => Promise<Opened>;
  signOut: (session: SignedIn) => Promise<void>;
};

const MAX_BYTES = 20_000;

/** What of next-auth is served: no `_log`, which lets any browser write into our log, and nothing we do not know. */
const ENDPOINTS: readonly string[] = [
  "GET csrf",
  "GET providers",
  "GET session",
  "GET signin",
  "GET signout",
  "GET error",
  "POST session",
  "POST signin",
  "POST signin/credentials",
  "POST signout",
  "POST callback/credentials",
];

function options(accounts: Accounts, sealed: string | undefined): AuthOptions {
  const cookie = sessionCookie();
  return {
    secret: secret(),
    session: { strategy: "jwt", maxAge: cookie.options.maxAge },
    useSecureCookies: isSecure(),
    cookies: { sessionToken: cookie },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async (given) => {
          if (!given?.email || !given.password) return null;
          try {
            const { userId, sessionId } = await accounts.signIn(given);
            return { id: userId, sessionId };
          } catch (error) {
            if (error instanceof AppError) return null;
            throw error;
          }
        },
      }),
      ...env().oidc.map(openIdConnect),
    ],
    callbacks: {
      // A provider only tells who somebody is; the session is ours, opened for people who are in the database.
      signIn: async ({ user, account, profile }) => {
        if (account?.type !== "oauth") return true;
        const { email, email_verified: isVerified, name } = (profile ?? {}) as OidcClaims;
        if (!email || isVerified !== true) return false;
        try {
          const person = { email, name: name ?? "", provider: account.provider };
          const { userId, sessionId } = await accounts.signInVouched(person);
          Object.assign(user, { id: userId, sessionId });
          return true;
        } catch (error) {
          if (error instanceof AppError) return false;
          throw error;
        }
      },
      redirect: ({ url, baseUrl }) =>
        baseUrl + ownPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
      // Only ids, set when somebody signs in. What a client sends to update its session is not looked at.
      jwt: ({ token, user }) => ({
        sub: user?.id ?? token.sub,
        sid: (user as { sessionId?: string } | undefined)?.sessionId ?? token.sid,
      }),
      session: async ({ session }) => {
        const signedIn = await sessionOf(sealed, readClock());
        if (!signedIn) throw new Error("this session has ended");
        const { name, email } = signedIn.viewer;
        return { expires: session.expires, user: { name, email } };
      },
    },
    events: {
      signOut: async () => {
        const signedIn = await sessionOf(sealed, readClock());
        if (signedIn) await accounts.signOut(signedIn);
      },
    },
    logger: {
      error: (code) => log.info({ code }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

/** What an id token says of somebody. */
type OidcClaims = { sub: string; email?: string; email_verified?: boolean; name?: string };

/** A provider as next-auth takes it: found by discovery, its answers bound to this browser by PKCE, state and nonce. */
const openIdConnect = ({
  key,
  name,
  issuer,
  clientId,
  clientSecret,
}: OidcProvider): OAuthConfig<OidcClaims> => ({
  id: key,
  name,
  type: "oauth",
  wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
  clientId,
  clientSecret,
  idToken: true,
  checks: ["pkce", "state", "nonce"],
  authorization: { params: { scope: "openid email profile" } },
  profile: ({ sub, email, name }) => ({ id: sub, email: email ?? null, name: name ?? null }),
});

/**
 * The endpoints under /api/auth, served by next-auth behind our doors: body capped, foreign origins refused (a script
 * without an Origin still needs next-auth's CSRF token), redirects kept on the host that was asked.
 */
export function authHandler(accounts: Accounts) {
  return async (
    request: Request,
    context: { params: Promise<{ nextauth: string[] }> },
  ): Promise<Response> => {
    const requestId = currentRequestId() ?? newId();
    let response: Response;
    try {
      const { nextauth } = await context.params;
      const endpoint = `${request.method} ${nextauth.join("/")}`;
      const isProviders = env().oidc.some(({ key }) =>
        [`POST signin/${key}`, `GET callback/${key}`].includes(endpoint),
      );
      if (!isProviders && !ENDPOINTS.includes(endpoint))
        throw new AppError("not_found", "There is no such endpoint.");
      if (request.headers.has("origin") || request.headers.has("sec-fetch-site"))
        if (request.method === "POST") refuseForeignOrigin(request.headers);
      refuseOddCallback(request);
      // next-auth builds its own addresses from here; it is never taken from the request.
      process.env.NEXTAUTH_URL ??= publicOrigin();
      const sealed = cookieIn(request.headers.get("cookie"), sessionCookie().name);
      const body = request.method === "POST" ? await readBytes(request, MAX_BYTES) : null;
      refuseOddJson(request, body);
      const init = { method: request.method, headers: request.headers };
      const capped = new NextRequest(request.url, body ? { ...init, body: body as BodyInit } : init);
      response = onOwnHost(await NextAuth(capped, context, options(accounts, sealed)));
    } catch (thrown) {
      response = problemResponse(failureOf(thrown, requestId, "/api/auth"), {}, requestId);
    }
    for (const [name, value] of Object.entries(API_HEADERS)) response.headers.set(name, value);
    response.headers.set("X-Request-Id", requestId);
    return response;
  };
}

/** next-auth answers 500 to what calls itself JSON and is not an object. */
function refuseOddJson({ headers }: Request, body: Uint8Array | null): void {
  if (!body || !headers.get("content-type")?.includes("application/json")) return;
  const told = parseStrictJson(decodeUtf8(body));
  if (typeof told !== "object" || told === null)
    throw new AppError("invalid", "The body is not a JSON object.");
}

/** next-auth answers 500 to a callback address of another scheme, in the query or in its cookie. */
function refuseOddCallback(request: Request): void {
  const cookie = cookieIn(
    request.headers.get("cookie"),
    `${isSecure() ? "__Secure-" : ""}next-auth.callback-url`,
  );
  for (const address of [new URL(request.url).searchParams.get("callbackUrl"), cookie]) {
    if (!address) continue;
    if (!/^https?:$/.test(addressOf(address)?.protocol ?? ""))
      throw new AppError("invalid", "callbackUrl is not an address of this Baton.");
  }
}

/** As next-auth reads it: a path from the root, or a whole address. */
function addressOf(encoded: string): URL | null {
  try {
    const text = decodeURIComponent(encoded);
    return URL.parse(text, text.startsWith("/") ? publicOrigin() : undefined);
  } catch {
    return null;
  }
}

/** localhost and 127.0.0.1 are one Baton with two cookie jars: a redirect must stay where the browser is. */
function onOwnHost(response: Response): Response {
  const location = response.headers.get("location");
  const own = env().url;
  if (!location?.startsWith(`${own}/`) && location !== own) return response;
  const headers = new Headers(response.headers);
  headers.set("Location", location.slice(own.length) || "/");
  return new Response(response.body, { status: response.status, headers });
}
