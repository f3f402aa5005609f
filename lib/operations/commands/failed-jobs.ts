import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { discard, redrive } from "@/lib/platform/jobs/dead-letters";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";

function refuseWithout({ viewer }: Caller): void {
  if (!may(viewer, "settings.manage")) throw new AppError("forbidden", "Only admins look after the jobs.");
}

const gone = () => new AppError("not_found", "It is no longer there, or another job does its work already.");

/** Gives a spent job all its tries again. `not_found` when it is no longer there, or another one does its work already. */
export async function retryJob(caller: Caller, id: string): Promise<void> {
  refuseWithout(caller);
  await transaction(async (tx) => {
    if (!(await redrive(tx, id))) throw gone();
    await recordAudit(tx, caller, { action: "job.retried", subjectKind: "job", subjectId: id });
  });
}

/** Drops a spent job for good. `not_found` when it is no longer there. */
export async function discardJob(caller: Caller, id: string): Promise<void> {
  refuseWithout(caller);
  await transaction(async (tx) => {
    if (!(await discard(tx, id))) throw gone();
    await recordAudit(tx, caller, { action: "job.discarded", subjectKind: "job", subjectId: id });
  });
}
