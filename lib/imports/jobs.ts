import { defineJob } from "@/lib/platform/jobs/job";
import { runImport } from "./commands/run";
import { runUndo } from "./commands/run-undo";
import { runPayload } from "./schema";

/** A file of a million rows takes minutes; a killed worker is noticed by its missing heartbeat, not by this. */
const LONGEST_RUN_SECONDS = 6 * 3_600;

/** Only a run that can go on is tried again (see `runImport`), so that it may be interrupted any number of times. */
const TRIES = 10_000;
const LONGEST_RETRY_DELAY_SECONDS = 10;

export const runImportJob = defineJob({
  name: "import",
  schema: runPayload,
  options: {
    expireInSeconds: LONGEST_RUN_SECONDS,
    concurrency: 2,
    policy: "exclusive",
    retryLimit: TRIES,
    longestRetryDelay: LONGEST_RETRY_DELAY_SECONDS,
  },
  run: (caller, { importId }, signal) => runImport(caller, importId, signal),
});

export const undoImportJob = defineJob({
  name: "undo-import",
  schema: runPayload,
  options: { expireInSeconds: LONGEST_RUN_SECONDS, concurrency: 1, policy: "exclusive" },
  run: (caller, { importId }, signal) => runUndo(caller, importId, signal),
});
