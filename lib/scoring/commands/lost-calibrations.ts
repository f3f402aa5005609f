import "server-only";
import { db, type Tx } from "@/lib/platform/db/client";
import type { Caller } from "@/lib/team/viewer";

/** The job that runs a calibration. */
export const CALIBRATE = "scoring.calibrate";

const LOST =
  "It was cut off each time it was tried. Start it again; if that happens again, an admin finds the reason under Settings, Jobs.";

/**
 * Ends as failed what counts as under way although its job is spent: a process that was killed each time (out of memory, a
 * power cut) could not say so itself.
 */
export const endLostCalibrations = ({ now }: Caller): Promise<void> => endLost(db(), now);

/** The same within a transaction. */
export async function endLost(tx: Tx, now: Date): Promise<void> {
  await tx.$executeRaw`
    update scoring_calibration c set status = 'failed', error = ${LOST}, finished_at = ${now}
    where status in ('queued', 'running') and not exists (
      select from pgboss.job where name = ${CALIBRATE} and state in ('created', 'retry', 'active')
        and data ->> 'calibrationId' = c.id::text)`;
}
