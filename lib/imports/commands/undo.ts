import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";
import { undoImportJob } from "../jobs";
import { lockImport } from "./order";

/**
 * Asks for an import to be undone, in the background. Asking again changes nothing; an undo that stopped half way goes on.
 * Throws `forbidden`, `not_found`, and `conflict` for a dry run and for an import that still runs.
 */
export async function undoImport(caller: Caller, importId: string): Promise<void> {
  if (!may(caller.viewer, "import.undo")) throw new AppError("forbidden", "Your role may not undo imports");
  await transaction(async (tx) => {
    const { fileName, dryRun, status, undoStatus } = await lockImport(tx, importId);
    if (dryRun) throw new AppError("conflict", "This file was only tried out: there is nothing to undo");
    if (status === "queued" || status === "running")
      throw new AppError("conflict", "This import still runs: stop it first");
    if (undoStatus === "done") return;
    if (undoStatus === null) {
      await tx.import.update({
        where: { id: importId },
        data: { undoStatus: "queued", undoAskedBy: caller.viewer.id, undoAskedAt: caller.now },
      });
      await recordAudit(tx, caller, {
        action: "import.undo_started",
        subjectKind: "import",
        subjectId: importId,
        data: { fileName },
      });
    }
    await enqueue(tx, undoImportJob, { importId }, { singletonKey: importId });
  });
}
