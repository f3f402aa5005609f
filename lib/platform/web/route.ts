import "server-only";
import { z } from "zod";
import { apiViewerOf } from "@/lib/platform/auth/api-key";
import { sessionOfRequest } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { currentRequestId } from "@/lib/platform/request-context";
import { mayAny, type Permission } from "@/lib/team/permissions";
import type { Caller, Viewer } from "@/lib/team/viewer";
import { readJson, refuseEncoding } from "./body";
import { fingerprintOf, idempotencyKeyOf, onceUnder, type StoredAnswer } from "./idempotency";
import { refuseForeignOrigin } from "./origin";
import { failureOf, problemResponse } from "./problem";
import { API_HEADERS } from "./security-headers";
import { cleanText } from "./strict-json";
import { validated } from "./validate";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Shape = z.ZodType;
type ObjectShape = z.ZodObject;
type Out<S> = S extends Shape ? z.output<S> : undefined;

/** What one endpoint takes, answers and asks of its caller; the OpenAPI document is made of these. */
export type RouteDefinition = {
  method: Method;
  /** As in OpenAPI: "/api/v1/leads/{id}". */
  path: `/api/${string}`;
  summary: string;
  description?: string;
  /** Heading it stands under in the documentation. */
  group: string;
  /** A permission (towards at least some things: commands and queries check the rest), or a test of the viewer. */
  allow: Permission | ((viewer: Viewer) => boolean);
  /** Path parameters; one that does not fit is simply not found. */
  params?: ObjectShape;
  /** Query parameters. Unknown and repeated ones are refused. */
  query?: ObjectShape;
  /** The JSON body. Use strict objects: what is not named is refused. */
  body?: Shape;
  maxBytes?: number;
  /** The body of a success. Not given where the answer is not JSON. */
  answer?: Shape;
  /** Statuses of success; the first is the usual one. */
  statuses: readonly [number, ...number[]];
  /** Media type of an answer that is not JSON. */
  produces?: string;
  /** Whether an Idempotency-Key is honoured (every POST that creates). */
  idempotent?: boolean;
};

type Upload<Received> = {
  /** Multipart fields, for the documentation. */
  form: ObjectShape;
  /**
   * Reads the request's own body (capped by the receiver). `fingerprint` stands for all that was sent: it is what an
   * Idempotency-Key is compared by. `discard` removes what was kept when the answer is a repeat.
   */
  receive: (
    caller: Caller,
    request: Request,
  ) => Promise<{ value: Received; fingerprint: string; discard: () => Promise<void> }>;
};

type Input<P, Q, B, Received> = {
  params: Out<P>;
  query: Out<Q>;
  body: Out<B>;
  upload: Received;
  request: Request;
};

type JsonAnswer<A> = {
  status?: number;
  headers?: Record<string, string>;
} & (A extends Shape ? { body: z.input<A> } : { body?: undefined });

type Context = { params: Promise<Record<string, string | string[] | undefined>> };

export type RouteHandler = ((request: Request, context: Context) => Promise<Response>) & {
  definition: RouteDefinition & { upload?: { form: ObjectShape } };
};

/**
 * One HTTP endpoint behind its doors, in this order: who asks (bearer key, else session cookie) → own origin for
 * mutations by cookie → permission → path, query and body by their shapes, the body capped while it is read →
 * Idempotency-Key → `run`. Errors leave as RFC 9457 problem documents with a stable `code`; every answer is
 * `private, no-store` and carries X-Request-Id, which is in the log where something unexpected happened.
 */
export function defineRoute<
  P extends ObjectShape | undefined = undefined,
  Q extends ObjectShape | undefined = undefined,
  B extends Shape | undefined = undefined,
  A extends Shape | undefined = undefined,
  Received = undefined,
>(
  route: Omit<RouteDefinition, "params" | "query" | "body" | "answer"> & {
    params?: P;
    query?: Q;
    body?: B;
    answer?: A;
    upload?: Upload<Received>;
    run: (caller: Caller, input: Input<P, Q, B, Received>) => Promise<JsonAnswer<A> | Response>;
  },
): RouteHandler {
  const querySchema = (route.query ?? z.object({})).strict();

  async function answer(caller: Caller, request: Request, context: Context): Promise<Response> {
    const params = route.params ? await pathParams(route.params, context) : undefined;
    const query = await validated(querySchema, queryOf(request));
    const key = route.idempotent ? idempotencyKeyOf(request.headers) : null;
    const upload = route.upload ? await received(route.upload, caller, request) : null;
    const json = route.body ? await readJson(request, route.maxBytes) : undefined;
    const body = route.body ? await validated(route.body, json) : undefined;
    const run = () =>
      route.run(caller, {
        params: params as Out<P>,
        query: (route.query ? query : undefined) as Out<Q>,
        body: body as Out<B>,
        upload: upload?.value as Received,
        request,
      });
    if (key === null) {
      const result = await run();
      return result instanceof Response ? result : jsonResponse(result.status ?? route.statuses[0], result);
    }
    const kept = await onceUnder(
      {
        actor: actorOf(caller.viewer),
        key,
        requestHash: fingerprintOf(route.method, route.path, params, query, upload?.fingerprint ?? json),
        now: caller.now,
      },
      () => storable(run, route.statuses[0], caller.correlationId, route.path),
    ).catch(async (error: unknown) => {
      await upload?.discard();
      throw error;
    });
    if (kept.replayed) await upload?.discard();
    return jsonResponse(kept.status, {
      body: kept.body,
      headers: kept.replayed ? { "Idempotency-Replayed": "true" } : {},
    });
  }

  async function handler(request: Request, context: Context): Promise<Response> {
    const requestId = currentRequestId() ?? newId();
    let response: Response;
    try {
      const caller = await callerOf(request, requestId);
      refuseWithout(route.allow, caller.viewer);
      response = await answer(caller, request, context);
    } catch (thrown) {
      response = problemResponse(
        failureOf(thrown, requestId, `${route.method} ${route.path}`),
        {},
        requestId,
      );
    }
    for (const [name, value] of Object.entries(API_HEADERS))
      if (!response.headers.has(name)) response.headers.set(name, value);
    response.headers.set("X-Request-Id", requestId);
    return response;
  }

  const { run: _run, upload, ...definition } = route;
  return Object.assign(handler, {
    definition: {
      ...definition,
      ...(upload ? { upload: { form: upload.form } } : {}),
    } as RouteHandler["definition"],
  });
}

async function received<Received>(upload: Upload<Received>, caller: Caller, request: Request) {
  refuseEncoding(request);
  return upload.receive(caller, request);
}

async function callerOf(request: Request, correlationId: string): Promise<Caller> {
  const now = readClock();
  const keyHolder = await apiViewerOf(request, now);
  if (keyHolder) return { viewer: keyHolder, now, correlationId };
  // Before anything is read on behalf of the person: a foreign page must not even make us look.
  if (!["GET", "HEAD"].includes(request.method)) refuseForeignOrigin(request.headers);
  const session = await sessionOfRequest(request, now);
  if (!session) throw new AppError("unauthenticated", "Send an API key or sign in.");
  return { viewer: session.viewer, now, correlationId };
}

function refuseWithout(allow: RouteDefinition["allow"], viewer: Viewer): void {
  const allowed = typeof allow === "function" ? allow(viewer) : mayAny(viewer, allow);
  if (!allowed) throw new AppError("forbidden", "Your role or the scope of this key does not allow this.");
}

async function pathParams<P extends ObjectShape>(shape: P, context: Context): Promise<z.output<P>> {
  const parsed = await shape.safeParseAsync(await context.params);
  if (!parsed.success) throw new AppError("not_found", "There is no such thing.");
  return parsed.data;
}

function queryOf(request: Request): Record<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URL(request.url).searchParams) {
    if (query.has(name)) {
      const message = "This parameter is given twice.";
      throw new AppError("invalid", `${name}: ${message}`, {
        errors: [{ path: name, rule: "repeated", message }],
      });
    }
    query.set(cleanText(name), cleanText(value, name));
  }
  return Object.fromEntries(query);
}

const actorOf = (viewer: Viewer): string =>
  viewer.kind === "api" ? `key:${viewer.keyId}` : `${viewer.kind}:${viewer.id}`;

function jsonResponse(
  status: number,
  answer: { body?: unknown; headers?: Record<string, string> },
): Response {
  const headers = new Headers(answer.headers);
  if (answer.body === undefined) return new Response(null, { status, headers });
  headers.set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
  return new Response(JSON.stringify(answer.body), { status, headers });
}

/** The answer of a run as it is kept under its Idempotency-Key: a refusal of the command is an answer too. */
async function storable(
  run: () => Promise<{ status?: number; body?: unknown } | Response>,
  usualStatus: number,
  requestId: string,
  where: string,
): Promise<StoredAnswer> {
  try {
    const result = await run();
    if (result instanceof Response) return { status: result.status, body: await result.json() };
    return { status: result.status ?? usualStatus, body: result.body };
  } catch (thrown) {
    const problem = problemResponse(failureOf(thrown, requestId, where), {});
    return { status: problem.status, body: await problem.json() };
  }
}
