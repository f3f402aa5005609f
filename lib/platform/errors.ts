/**
 * Why a command could not do what was asked. The edge maps each code to a status and a sentence, exhaustively.
 * `detail` is for people and carries no secret; `data` is what a program can act on.
 */
export const ERROR_CODES = [
  /** Not signed in, or the key is unknown. Sign in. */
  "unauthenticated",
  /** Signed in, but this role may not. Never used to tell "not yours" from "does not exist": that is not_found. */
  "forbidden",
  /** Does not exist, or this viewer may not know that it does. */
  "not_found",
  /** The input breaks a rule: `errors` names path, rule and message. */
  "invalid",
  /** Somebody else changed it first: load again, look, repeat. */
  "conflict",
  /** The stage table has no such move. */
  "illegal_transition",
  /** The move is legal, but something it needs is missing: `data.missing` names it. */
  "requirements_missing",
  /** The handoff has its answer; `data.handoff` holds it. A repeat may treat its own answer as success. */
  "already_answered",
  /** The ten seconds are over, or something happened since. */
  "undo_too_late",
  /** The same Idempotency-Key came with another body. */
  "idempotency_mismatch",
  /** Body or file above the limit. */
  "too_large",
  "unsupported_media_type",
  /** Too many attempts: wait as told. */
  "too_many_attempts",
  /** The database cannot be reached: try again. */
  "unavailable",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export type FieldError = { path: string; rule: string; message: string };

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    detail: string,
    more: { errors?: readonly FieldError[]; data?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.name = "AppError";
    this.code = code;
    this.errors = more.errors ?? [];
    this.data = more.data ?? {};
  }
}
