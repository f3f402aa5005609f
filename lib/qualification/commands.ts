import "server-only";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { progressLead } from "@/lib/progression/commands/progress";
import type { Caller } from "@/lib/team/viewer";
import type { QualificationInput } from "./schema";

/** Keeps answers of the lead's open pass with their evidence; the latest answer of a field counts. */
export async function answerQualification(
  caller: Caller,
  leadId: string,
  input: QualificationInput,
): Promise<void> {
  if (!isId(leadId)) throw new AppError("not_found", "There is no such lead");
  const answers = Object.fromEntries(
    Object.entries(input).map(([field, { value, evidence }]) => [
      field,
      { value, evidence: evidence ?? null },
    ]),
  );
  await progressLead(caller, leadId, { kind: "qualification", answers });
}
