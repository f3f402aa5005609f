import type { RouteHandler } from "@/lib/platform/web/route";
import { createApiKey } from "@/lib/team/commands/keys";
import type { Caller } from "@/lib/team/viewer";

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers };

/** Calls a route handler as a program with a key would: a real Request in, a real Response out. */
export type ApiClient = (
  handler: RouteHandler,
  call?: {
    params?: Record<string, string>;
    query?: string;
    body?: unknown;
    headers?: Record<string, string>;
  },
) => Promise<Answer>;

/** A client with a new key of this scope. */
export async function apiClient(
  caller: Caller,
  scope: "read" | "write" | "admin" = "admin",
): Promise<ApiClient> {
  const { key } = await createApiKey(caller, { name: scope, scope });
  return async (handler, { params = {}, query = "", body, headers = {} } = {}) => {
    const { method } = handler.definition;
    const request = new Request(`http://localhost:3000/api/v1/test${query}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await handler(request, { params: Promise.resolve(params) });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {}, headers: response.headers };
  };
}
