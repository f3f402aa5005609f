import "server-only";
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { ERROR_CODES } from "@/lib/platform/errors";
import { PROBLEMS } from "./problem";
import type { RouteDefinition, RouteHandler } from "./route";

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum([...ERROR_CODES, "internal"]).meta({ description: "Stable; decide by this." }),
    detail: z.string(),
    errors: z
      .array(z.object({ path: z.string(), rule: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "What is wrong with the input, one entry a field and rule." }),
    requestId: z.string().optional().meta({ description: "As in X-Request-Id; the log knows it." }),
  })
  .meta({ id: "Problem", description: "RFC 9457. Some codes add members, such as `missing` or `version`." });

const idempotencyKey = z
  .string()
  .max(255)
  .optional()
  .meta({ description: "A repeat with the same key and body gets the first answer again, for 24 hours." });

const isHandler = (value: unknown): value is RouteHandler =>
  typeof value === "function" && "definition" in value;

/** The endpoints that route modules export. */
export const endpointsOf = (modules: readonly object[]): RouteHandler["definition"][] =>
  modules.flatMap((module) =>
    Object.values(module)
      .filter(isHandler)
      .map((handler) => handler.definition),
  );

/** The OpenAPI 3.1 document of endpoints, made of the same shapes that validate. */
export function openApiDocument(
  endpoints: readonly RouteHandler["definition"][],
  at: { origin: string; version: string },
) {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] ??= {};
    Object.assign(paths[endpoint.path]!, { [endpoint.method.toLowerCase()]: operationOf(endpoint) });
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Baton",
      version: at.version,
      description:
        "JSON over HTTP. Times are RFC 3339 in UTC, money is integer minor units with an ISO currency, lists are paged by `limit` and `cursor`.",
      license: { name: "AGPL-3.0-only", identifier: "AGPL-3.0-only" },
    },
    servers: [{ url: at.origin }],
    security: [{ bearer: [] }],
    tags: [...new Set(endpoints.map((endpoint) => endpoint.group))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "An API key with scope read, write or admin.",
        },
      },
    },
  });
}

function operationOf(endpoint: RouteHandler["definition"]): ZodOpenApiOperationObject {
  return {
    operationId: operationId(endpoint),
    summary: endpoint.summary,
    ...(endpoint.description ? { description: endpoint.description } : {}),
    tags: [endpoint.group],
    requestParams: {
      ...(endpoint.params ? { path: endpoint.params } : {}),
      ...(endpoint.query ? { query: endpoint.query } : {}),
      ...(endpoint.idempotent ? { header: z.object({ "Idempotency-Key": idempotencyKey }) } : {}),
    },
    ...requestBodyOf(endpoint),
    responses: {
      ...Object.fromEntries(endpoint.statuses.map((status) => [status, successOf(endpoint)])),
      default: { description: "A problem", content: { "application/problem+json": { schema: problem } } },
    },
  };
}

function requestBodyOf({ body, upload }: RouteHandler["definition"]) {
  if (upload)
    return { requestBody: { required: true, content: { "multipart/form-data": { schema: upload.form } } } };
  return body ? { requestBody: { content: { "application/json": { schema: body } } } } : {};
}

function successOf({ answer, produces }: RouteDefinition) {
  const description = "Success";
  if (answer) return { description, content: { "application/json": { schema: answer } } };
  return produces ? { description, content: { [produces]: {} } } : { description };
}

/** "GET /api/v1/leads/{id}/timeline" as "getLeadsByIdTimeline". */
function operationId({ method, path }: RouteDefinition): string {
  const words = path
    .replace(/^\/api\/v1\//, "")
    .split(/[/.-]/)
    .map((part) => (part.startsWith("{") ? `By${capital(part.slice(1, -1))}` : capital(part)));
  return method.toLowerCase() + words.join("");
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Every error code with its status and meaning, for the documentation. */
export const errorCodes = () =>
  Object.entries(PROBLEMS).map(([code, { status, title }]) => ({ code, status, title }));
