import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { isId, newId } from "@/lib/platform/ids";
import { progressIn } from "@/lib/progression/commands/progress";
import { addDays, type Day, dayFromColumn, dayOf, dayToColumn } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";

/**
 * Adds points by hand from today on, until `expiresOn` (inclusive) when given, and scores the lead again: a person did it,
 * so it may qualify the lead. `not_found` for a lead that does not exist; `invalid` when it would end before today.
 */
export async function adjustScore(
  caller: Caller,
  leadId: string,
  input: { points: number; reason: string; expiresOn?: Day | null | undefined },
): Promise<{ adjustmentId: string }> {
  const today = await allowedToday(caller);
  if (input.expiresOn && input.expiresOn < today)
    throw new AppError("invalid", "The last day is over already.", {
      errors: [{ path: "expiresOn", rule: "range", message: "The last day is over already." }],
    });
  const adjustmentId = newId();
  await transaction(async (tx) => {
    if (!isId(leadId) || !(await tx.lead.findUnique({ where: { id: leadId }, select: { id: true } })))
      throw new AppError("not_found", "There is no such lead");
    await tx.scoreAdjustment.create({
      data: {
        id: adjustmentId,
        leadId,
        points: input.points,
        reason: input.reason,
        startsOn: dayToColumn(today),
        expiresOn: input.expiresOn ? dayToColumn(input.expiresOn) : null,
        createdBy: caller.viewer.id,
        createdAt: caller.now,
      },
      select: { id: true },
    });
    await progressIn(tx, caller, new Map([[leadId, { kind: "attributes" }]]));
    await recordAudit(tx, caller, {
      action: "score.adjusted",
      subjectKind: "lead",
      subjectId: leadId,
      data: { points: input.points, reason: input.reason, expiresOn: input.expiresOn ?? null },
    });
  });
  return { adjustmentId };
}

/** Ends an adjustment: it no longer counts from today on; the days before keep it. Ending twice changes nothing. */
export async function endAdjustment(caller: Caller, leadId: string, adjustmentId: string): Promise<void> {
  const today = await allowedToday(caller);
  if (!isId(leadId) || !isId(adjustmentId)) throw new AppError("not_found", "There is no such adjustment");
  await transaction(async (tx) => {
    const row = await tx.scoreAdjustment.findFirst({
      where: { id: adjustmentId, leadId },
      select: { startsOn: true, expiresOn: true },
    });
    if (!row) throw new AppError("not_found", "There is no such adjustment");
    if (row.expiresOn && dayFromColumn(row.expiresOn) < today) return;
    const where = { id: adjustmentId };
    // One that never counted on an earlier day was a slip: nothing of it is left to replay.
    if (dayFromColumn(row.startsOn) >= today)
      await tx.scoreAdjustment.delete({ where, select: { id: true } });
    else
      await tx.scoreAdjustment.update({
        where,
        data: { expiresOn: dayToColumn(addDays(today, -1)) },
        select: { id: true },
      });
    await progressIn(tx, caller, new Map([[leadId, { kind: "attributes" }]]));
    await recordAudit(tx, caller, {
      action: "score.adjustment-ended",
      subjectKind: "lead",
      subjectId: leadId,
      data: { adjustmentId },
    });
  });
}

async function allowedToday(caller: Caller): Promise<Day> {
  if (!may(caller.viewer, "score.adjust")) throw new AppError("forbidden", "You may not adjust scores");
  return dayOf(caller.now, (await workspace(db())).timeZone);
}
