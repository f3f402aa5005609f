import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";
import { examineData } from "../jobs";

/** Has the stored data examined now, unless that is under way already. */
export async function askDoctor(caller: Caller): Promise<void> {
  if (!may(caller.viewer, "settings.manage")) throw new AppError("forbidden", "Only admins ask the doctor.");
  await transaction(async (tx) => {
    if (await enqueue(tx, examineData, {}))
      await recordAudit(tx, caller, { action: "doctor.asked", subjectKind: "workspace", subjectId: null });
  });
}
