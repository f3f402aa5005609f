import "server-only";
import { unstable_rethrow } from "next/navigation";
import { isDatabaseAway } from "@/lib/platform/db/failures";
import { AppError, type ErrorCode } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** Status and title of each code. A new code does not compile until it has both. */
export const PROBLEMS: Record<ErrorCode | "internal", { status: number; title: string }> = {
  unauthenticated: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  invalid: { status: 400, title: "The input is not valid" },
  conflict: { status: 409, title: "Somebody else changed it first" },
  illegal_transition: { status: 409, title: "There is no such move" },
  requirements_missing: { status: 422, title: "Something is missing" },
  already_answered: { status: 409, title: "Already answered" },
  undo_too_late: { status: 409, title: "Too late to undo" },
  idempotency_mismatch: { status: 422, title: "The same Idempotency-Key came with another request" },
  too_large: { status: 413, title: "Too large" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  too_many_attempts: { status: 429, title: "Too many attempts" },
  unavailable: { status: 503, title: "The database cannot be reached" },
  internal: { status: 500, title: "Something went wrong" },
};

/** What an edge tells about a failure. `reference` finds the log line of an unexpected one. */
export type Failure = {
  code: ErrorCode | "internal";
  detail: string;
  errors: AppError["errors"];
  data: AppError["data"];
};

/**
 * A thrown value as what may be told. Expected failures speak for themselves; a database that is away is `unavailable`;
 * everything else is logged under `reference` and told only by it. Next's own signals (redirect, not found) go through.
 */
export function failureOf(thrown: unknown, reference: string, where: string): Failure {
  unstable_rethrow(thrown);
  if (thrown instanceof AppError)
    return { code: thrown.code, detail: thrown.message, errors: thrown.errors, data: thrown.data };
  if (isDatabaseAway(thrown)) {
    log.error({ err: thrown, reference, where }, "the database cannot be reached");
    return {
      code: "unavailable",
      // A commit whose answer got lost may be stored all the same.
      detail: "The database cannot be reached, so this may not be saved. Try again in a moment.",
      errors: [],
      data: { reference },
    };
  }
  log.error({ err: thrown, reference, where }, "unexpected error");
  return {
    code: "internal",
    detail: `Something went wrong on our side. Nothing was saved. Reference: ${reference}`,
    errors: [],
    data: { reference },
  };
}

/** The failure as an RFC 9457 problem document; `requestId` is what its log lines carry. */
export function problemResponse(failure: Failure, headers: HeadersInit, requestId?: string): Response {
  const { status, title } = PROBLEMS[failure.code];
  const document = {
    ...failure.data,
    type: `/developers#error-${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: failure.detail,
    ...(failure.errors.length > 0 ? { errors: failure.errors } : {}),
    ...(requestId ? { requestId } : {}),
  };
  const response = Response.json(document, { status, headers });
  response.headers.set("Content-Type", "application/problem+json");
  if (status === 401) response.headers.set("WWW-Authenticate", 'Bearer realm="Baton"');
  if (status === 503) response.headers.set("Retry-After", "2");
  const wait = failure.data.retryAfterSeconds;
  if (status === 429 && typeof wait === "number") response.headers.set("Retry-After", String(wait));
  return response;
}
