import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/job";
import { CALIBRATE, endLostCalibrations } from "./commands/lost-calibrations";
import { refreshShadow } from "./commands/refresh-shadow";
import { rescoreAfterPublish, sweepDay } from "./commands/rescore";
import { runCalibration } from "./commands/run-calibration";
import { watchDrift } from "./commands/watch-drift";
import { calibrationPayload } from "./schema";

/**
 * After a publish: brings every stored score to the model in force. Takes up where a killed run ended. Every night it looks
 * for what was left behind, which also fills in what a new release stores with a score.
 */
export const rescoreOutdated = defineJob({
  name: "scoring.rescore",
  schema: z.object({}),
  run: (caller, _, signal) => rescoreAfterPublish(caller, signal),
  options: { cron: "50 0 * * *", policy: "short", retryLimit: 5, expireInSeconds: 3600 },
});

/** The change of day: scores that decay, expire or grow quiet by it. */
export const sweepScores = defineJob({
  name: "scoring.sweep",
  schema: z.object({}),
  run: async (caller) => {
    await sweepDay(caller);
  },
  options: { cron: "5 0 * * *", policy: "exclusive", retryLimit: 5, expireInSeconds: 3600 },
});

/** Learns from outcomes what the points should be. A run that was cut off begins again: it changes nothing but its own row. */
export const calibrate = defineJob({
  name: CALIBRATE,
  schema: calibrationPayload,
  run: (caller, { calibrationId }, signal) => runCalibration(caller, calibrationId, signal),
  options: { policy: "exclusive", retryLimit: 2, expireInSeconds: 3600 },
});

/** Ends what a calibration that was killed each time could not end itself, so that another one may start. */
export const endLostRuns = defineJob({
  name: "scoring.calibrate.lost",
  schema: z.object({}),
  run: (caller) => endLostCalibrations(caller),
  options: { every: 60 },
});

/** Keeps what the challenger says up to date: every hour what changed, and once a day everything. */
export const refreshShadowScores = defineJob({
  name: "scoring.shadow",
  schema: z.object({}),
  run: async (caller, _, signal) => {
    await refreshShadow(caller, signal);
  },
  options: { cron: "20 * * * *", policy: "short", retryLimit: 3, expireInSeconds: 3600 },
});

/** Tells of bands whose volume, acceptance or conversion left their usual range. */
export const watchBands = defineJob({
  name: "scoring.drift",
  schema: z.object({}),
  run: async (caller) => {
    await watchDrift(caller);
  },
  options: { cron: "40 6 * * *", policy: "exclusive", retryLimit: 3 },
});
