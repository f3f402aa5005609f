import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "@/lib/platform/auth/path-header";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";
import { isSecure, refuseForeignOrigin } from "@/lib/platform/web/origin";
import { contentSecurityPolicy, PAGE_HEADERS, STRICT_TRANSPORT } from "@/lib/platform/web/security-headers";

// Runs before pages: gives each its nonce and headers. It guards nothing by itself (pages, actions and routes do that);
// only the early 403 for foreign origins is said here as well, so that not even rendering starts.

export function proxy(request: NextRequest): NextResponse {
  if (!["GET", "HEAD"].includes(request.method)) {
    try {
      refuseForeignOrigin(request.headers);
    } catch (refusal) {
      return new NextResponse((refusal as Error).message, { status: 403, headers: PAGE_HEADERS });
    }
  }
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const secure = isSecure();
  const policy = contentSecurityPolicy(nonce, {
    development: process.env.NODE_ENV === "development",
    secure,
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next takes the nonce of its own scripts from here.
  headers.set("Content-Security-Policy", policy);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  const requestId = request.headers.get(REQUEST_ID_HEADER);
  if (requestId) response.headers.set(REQUEST_ID_HEADER, requestId);
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.headers.set(name, value);
  if (secure) response.headers.set("Strict-Transport-Security", STRICT_TRANSPORT);
  return response;
}

export const config = {
  // Pages and what is no address at all: endpoints answer for themselves, built files are static.
  matcher: ["/((?!api/|_next/static/).*)"],
};
