import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/audit/record";
import { runImportJob, undoImportJob } from "@/lib/imports/jobs";
import { writeBackup } from "@/lib/platform/backup/backup";
import { restoreBackup } from "@/lib/platform/backup/restore";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { calibrate, rescoreOutdated, sweepScores } from "@/lib/scoring/jobs";
import { turnOfDay } from "@/lib/stages/jobs";
import type { Caller } from "@/lib/team/viewer";
import { defineVerb } from "../verb";

const folder = z.string().min(1);

/** The launcher has settled which database it is. */
const databaseUrl = () => process.env.DATABASE_URL ?? "";

export const backupVerb = defineVerb({
  name: "backup",
  usage: "DIR",
  summary: "write everything into a new folder, all of one instant, beside a running app",
  input: z.object({ dir: folder }),
  positionals: ["dir"],
  async run(caller, { dir }) {
    const written = await writeBackup(databaseUrl(), dir);
    await transaction((tx) =>
      recordAudit(tx, caller, {
        action: "backup.written",
        subjectKind: "workspace",
        subjectId: null,
        data: { rows: written.rows, takenAt: written.takenAt },
      }),
    );
    return written;
  },
});

export const restoreVerb = defineVerb({
  name: "restore",
  usage: "DIR [--replace]",
  summary:
    "put a backup in the place of what the workspace holds; --replace when that is more than its first admin",
  input: z.object({ dir: folder, replace: z.boolean().default(false) }),
  positionals: ["dir"],
  async run(caller, { dir, replace }) {
    const restored = await restoreBackup(databaseUrl(), dir, { replace });
    await transaction((tx) => takeUp(tx, caller, restored.takenAt));
    return { ...restored, note: "Everybody signs in again. Changes made after takenAt are not in it." };
  },
});

/** Jobs are not in a backup: what was going on when it was taken is begun again, and the days since are caught up with. */
async function takeUp(tx: Tx, caller: Caller, takenAt: string): Promise<void> {
  const open = { in: ["queued", "running"] };
  for (const { id } of await tx.import.findMany({ where: { status: open }, select: { id: true } }))
    await enqueue(tx, runImportJob, { importId: id }, { singletonKey: id });
  for (const { id } of await tx.import.findMany({ where: { undoStatus: open }, select: { id: true } }))
    await enqueue(tx, undoImportJob, { importId: id }, { singletonKey: id });
  const calibrations = await tx.scoringCalibration.findMany({
    where: { status: open },
    select: { id: true },
  });
  for (const { id } of calibrations)
    await enqueue(tx, calibrate, { calibrationId: id }, { singletonKey: id });
  if (await tx.workspace.findFirst({ select: { id: true } }))
    for (const job of [rescoreOutdated, sweepScores, turnOfDay]) await enqueue(tx, job, {});
  await recordAudit(tx, caller, {
    action: "backup.restored",
    subjectKind: "workspace",
    subjectId: null,
    data: { takenAt },
  });
}
