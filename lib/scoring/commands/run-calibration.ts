import "server-only";
import { setImmediate } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { calibrating, type ExampleRow } from "../calibration/calibrate";
import {
  type Example,
  exampleOf,
  type Horizon,
  knownAt,
  type LeftOut,
  type Outcome,
} from "../calibration/examples";
import { featureReader } from "../calibration/features";
import { activitiesToldLater, coursesOf } from "../queries/courses";
import { modelOfVersion } from "../queries/models";
import { loadScoreSubjects } from "../queries/subjects";

/** Leads whose activities are in memory at once. */
const CHUNK = 500;

/**
 * Runs a queued calibration to its end and stores what it found, or why it says nothing. Reads only; repeating it does no
 * harm. Between chunks and rounds others get their turn.
 */
export async function runCalibration(
  caller: Caller,
  calibrationId: string,
  signal?: AbortSignal,
): Promise<void> {
  const claimed = await db().scoringCalibration.updateManyAndReturn({
    where: { id: calibrationId, status: { in: ["queued", "running", "failed"] } },
    data: { status: "running", error: null, leadsDone: 0 },
  });
  const [calibration] = claimed;
  if (!calibration) return;
  try {
    const { document } = await modelOfVersion(db(), calibration.modelVersion);
    const { examples, leftOut } = await examplesAt(caller.now, {
      outcome: calibration.outcome as Outcome,
      horizonDays: calibration.horizonDays as Horizon,
    });
    await db().scoringCalibration.update({
      where: { id: calibrationId },
      data: { leadsTotal: examples.length },
    });
    const rows = await rowsOf(examples, document, async (leadsDone) => {
      // The next worker begins again.
      if (signal?.aborted) throw new Error("the calibration was interrupted");
      await db().scoringCalibration.update({ where: { id: calibrationId }, data: { leadsDone } });
    });
    const found = await inTurns(calibrating(rows, document));
    const result = found.ok ? found.value : found.reason;
    await db().scoringCalibration.update({
      where: { id: calibrationId },
      data: {
        status: found.ok ? "done" : "refused",
        result: { ...result, leftOut },
        finishedAt: caller.now,
      },
    });
  } catch (error) {
    const message = error instanceof AppError ? error.message : "Something went wrong; the log says what.";
    await db().scoringCalibration.updateMany({
      where: { id: calibrationId },
      data: { status: "failed", error: message, finishedAt: caller.now },
    });
    throw error;
  }
}

async function examplesAt(
  now: Date,
  options: { outcome: Outcome; horizonDays: Horizon },
): Promise<{ examples: Example[]; leftOut: Record<LeftOut, number> }> {
  const leftOut = { young: 0, open: 0, "unknown-moment": 0 };
  const examples = (await coursesOf(db(), options.outcome)).flatMap((course) => {
    const example = exampleOf(course, options, now);
    if (!example.ok) leftOut[example.reason]++;
    return example.ok ? [example.value] : [];
  });
  return { examples, leftOut };
}

async function rowsOf(
  examples: readonly Example[],
  document: Parameters<typeof featureReader>[0],
  onProgress: (done: number) => Promise<void>,
): Promise<ExampleRow[]> {
  const { timeZone } = await workspace(db());
  const read = featureReader(document, timeZone);
  const rows: ExampleRow[] = [];
  for (let first = 0; first < examples.length; first += CHUNK) {
    const chunk = examples.slice(first, first + CHUNK);
    const [subjects, toldLater] = await Promise.all([
      loadScoreSubjects(
        db(),
        chunk.map(({ leadId }) => leadId),
      ),
      activitiesToldLater(db(), chunk),
    ]);
    for (const { leadId, moment, capturedAt, converted } of chunk) {
      const subject = subjects.get(leadId);
      if (subject) rows.push({ ...read(knownAt(subject, moment, toldLater), moment), capturedAt, converted });
    }
    await onProgress(Math.min(first + CHUNK, examples.length));
  }
  return rows;
}

async function inTurns<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}
