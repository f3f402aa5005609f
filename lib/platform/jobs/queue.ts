import type { Queue } from "pg-boss";
import type { AnyJob } from "./job";

/** Where spent jobs end up, with their payload and last error. */
export const DEAD_LETTERS = "dead-letters";

/**
 * A worker that is killed stops beating; another one takes its job after this many seconds plus one look
 * (`LOOK_SECONDS`) plus the first retry delay: within 30 seconds.
 */
const HEARTBEAT_SECONDS = 15;
export const LOOK_SECONDS = 5;

const DAY = 86_400;

/** How pg-boss is to keep a job. */
export function queueOf({ options }: AnyJob): Omit<Queue, "name"> {
  const repeats = options.every !== undefined;
  return {
    policy: options.policy ?? (repeats ? "exclusive" : "standard"),
    notify: true,
    retryLimit: options.retryLimit ?? (repeats ? 0 : 5),
    retryDelay: 4,
    retryBackoff: true,
    retryDelayMax: options.longestRetryDelay ?? 600,
    expireInSeconds: options.expireInSeconds ?? 900,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    // Jobs that run every few seconds leave no history worth keeping.
    deleteAfterSeconds: repeats ? 120 : 7 * DAY,
    ...(repeats ? {} : { deadLetter: DEAD_LETTERS }),
  };
}
