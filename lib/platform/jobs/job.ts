import type { z } from "zod";
import type { Caller } from "@/lib/team/viewer";

export type JobOptions = {
  /**
   * Runs by the clock of the workspace: five-field cron, in its time zone. A time that was missed while nothing ran is
   * caught up once.
   */
  cron?: string;
  /** Runs again and again, this many seconds apart, in one worker at a time. */
  every?: number;
  /**
   * What a singleton key means when a job is enqueued: "standard" nothing; "short" one waits at most; "exclusive" one
   * waits or runs at most. Without a key the whole queue counts as one key.
   */
  policy?: "standard" | "short" | "exclusive";
  /** Tries after the first one. The spent job goes to the dead letters with its last error. */
  retryLimit?: number;
  /** Each try waits twice as long as the one before, at most this many seconds (ten minutes). */
  longestRetryDelay?: number;
  /** A run that takes longer counts as failed (seconds). */
  expireInSeconds?: number;
  /** Runs at once in one process. */
  concurrency?: number;
};

/**
 * Background work. It may run twice (a worker that is killed half way leaves it to another one), so `run` must do the
 * same when repeated. It is called as the system, with the worker's clock; `signal` is aborted when its time is up.
 */
export type Job<Payload extends object> = {
  name: string;
  schema: z.ZodType<Payload>;
  run: (caller: Caller, payload: Payload, signal: AbortSignal) => Promise<void>;
  options: JobOptions;
};

/** Any job, as the registry holds it. */
export type AnyJob = Pick<Job<object>, "name" | "schema" | "options"> & {
  run: (caller: Caller, payload: never, signal: AbortSignal) => Promise<void>;
};

/** Names a job, its payload and what it does. Jobs live in a concept's `jobs.ts` and are listed in `registry.ts`. */
export function defineJob<Payload extends object>(
  job: Omit<Job<Payload>, "options"> & { options?: JobOptions },
): Job<Payload> {
  return { ...job, options: job.options ?? {} };
}
