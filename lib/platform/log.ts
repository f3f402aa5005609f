import "server-only";
import pino from "pino";
import { env } from "./env";
import { currentRequestId } from "./request-context";

/** Names under which secrets and people's data travel; their values never reach the log. */
const REDACTED = [
  "authorization",
  "cookie",
  "set-cookie",
  "password",
  "secret",
  "token",
  "key",
  "apiKey",
  "writeKey",
  "email",
  "phone",
  "body",
];

const paths = REDACTED.flatMap((name) => {
  const field = /^\w+$/.test(name) ? `.${name}` : `["${name}"]`;
  return [field.replace(/^\./, ""), `*${field}`, `*.*${field}`];
});

/**
 * What is told of an error: its words, its place and its code. Everything else that drivers hang on their errors (rows,
 * parameters, what the server said in detail) may hold people's data, however deep it lies.
 */
function plainError(thrown: unknown): Record<string, unknown> {
  const told: unknown = pino.stdSerializers.err(thrown as Error);
  if (typeof told !== "object" || told === null) return { type: typeof thrown };
  const { type, message, stack, code } = told as Record<string, unknown>;
  return { type, message, stack, code };
}

/**
 * The process's log: one JSON object a line on standard error, so that what a command prints stays clean. Fields with
 * the usual names of secrets are redacted down to the third level; of errors only the words, the place and the code are told.
 */
export const log = pino(
  {
    level: env().logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Every line that is written on behalf of a request says which.
    mixin: () => {
      const requestId = currentRequestId();
      return requestId ? { requestId } : {};
    },
    serializers: { err: plainError },
    redact: { paths, censor: "[redacted]" },
  },
  pino.destination({ fd: 2, sync: true }),
);
