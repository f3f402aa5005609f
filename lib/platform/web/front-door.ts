import type { IncomingMessage, ServerResponse } from "node:http";
import { actionWatch } from "../request-context";
import { stampPeer } from "./peer";
import { API_HEADERS } from "./security-headers";

// What every request passes before Next sees it, and every answer when Next is done with it.

/** Largest body of a page's form or action. Endpoints cap theirs while they read. */
const MAX_PAGE_BODY = 1_000_000;

const SENTENCE = {
  400: "This address cannot be read.",
  404: "There is no such address.",
  411: "Say how long the body is.",
  413: "The form is too large.",
} as const;

/**
 * Notes where a request comes from and sees to it that its answer leaves with the headers that keep it from being stored,
 * framed, sniffed or run, also where Next answers by itself. Refuses what Next would stumble over: an address that cannot
 * be decoded or climbs, its own error pages, a form it would read whole whatever its size. Call it within the request (see
 * `withinRequest`). Answers whether the request may go on; if not, it has its answer.
 */
export function enter(
  request: IncomingMessage,
  response: ServerResponse,
  at: { trustedProxies: readonly string[] },
): boolean {
  stampPeer(request, at.trustedProxies);
  dropUnreadableState(request);
  completeHead(request, response);
  const refusal = addressRefusal(request.url) ?? bodyRefusal(request);
  if (refusal === null) return true;
  response.writeHead(refusal, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(SENTENCE[refusal]);
  return false;
}

const ROUTER_STATE = "next-router-state-tree";

/** What a browser says it shows already: Next fails where it cannot be read. Without it, all of a page is sent. */
function dropUnreadableState({ headers }: IncomingMessage): void {
  const state = headers[ROUTER_STATE];
  if (state !== undefined && !isRouterState(parsed(String(state)))) delete headers[ROUTER_STATE];
}

function parsed(state: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(state));
  } catch {
    return null;
  }
}

/** A segment, and in its slots more of the same; what follows is how far each has got. */
function isRouterState(state: unknown): boolean {
  if (!Array.isArray(state) || state.length < 2) return false;
  const [segment, slots] = state as unknown[];
  const isSegment =
    typeof segment === "string" ||
    (Array.isArray(segment) && segment.slice(0, 3).every((part) => typeof part === "string"));
  return (
    isSegment && typeof slots === "object" && slots !== null && Object.values(slots).every(isRouterState)
  );
}

/** Whether what is posted goes to a page: then it is a form or a server action. */
const isPagePost = ({ method, url }: IncomingMessage): boolean =>
  method !== "GET" && method !== "HEAD" && !url?.startsWith("/api/");

/** Corrects the head of an answer at the moment when it leaves: whoever set a header before knew better. */
function completeHead(request: IncomingMessage, response: ServerResponse): void {
  const actionReached = actionWatch();
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    for (const [name, value] of Object.entries(API_HEADERS))
      if (!response.hasHeader(name)) response.setHeader(name, value);
    // Actions answer for their own failures. A 500 before one was called is Next's, for arguments it cannot decode; one after
    // it is a page that failed.
    return writeHead(status === 500 && isPagePost(request) && !actionReached() ? 400 : status, ...rest);
  };
}

function addressRefusal(url = ""): 400 | 404 | null {
  const [raw = "", query = ""] = url.split("?", 2);
  const path = decoded(raw);
  if (path === null || path.includes("\0") || path.split(/[/\\]/).includes("..")) return 400;
  if (/^\/_(?!next\/)/.test(path)) return 404;
  // Endpoints refuse U+0000 in a query by themselves, in their own words.
  return query.includes("%00") && !path.startsWith("/api/") ? 400 : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function bodyRefusal(request: IncomingMessage): 411 | 413 | null {
  if (!isPagePost(request)) return null;
  // Browsers always say how long a form is.
  if (request.headers["transfer-encoding"] !== undefined) return 411;
  return Number(request.headers["content-length"] ?? 0) > MAX_PAGE_BODY ? 413 : null;
}
