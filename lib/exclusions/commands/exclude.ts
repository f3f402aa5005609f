import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { isId, newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { rescoreLeads } from "@/lib/scoring/commands/rescore";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Caller, Viewer } from "@/lib/team/viewer";
import { patternWords } from "../exclusion";
import { settleExclusion } from "../jobs";
import { CHANGE_EXCLUSIONS } from "../queries/lock";
import { patternFrom } from "../queries/pattern";
import type { PatternInput } from "../schema";

export type Excluded = { exclusionId: string; created: boolean };

/**
 * Takes one activity out of the count, on every day there ever was, and scores its lead anew at once. Moves nobody to
 * another stage. Excluding it again changes nothing and answers with what there is. `not_found` without such an activity.
 */
export async function excludeActivity(
  caller: Caller,
  { activityId, reason }: { activityId: string; reason: string },
): Promise<Excluded> {
  refuseUnlessAllowed(caller.viewer);
  return transaction(async (tx) => {
    const leadId = isId(activityId) ? await leadOf(tx, activityId) : null;
    if (leadId === null) throw new AppError("not_found", "There is no such activity");
    const id = newId();
    const { viewer, now } = caller;
    const inserted = await tx.$executeRaw`
      insert into exclusion (id, activity_id, lead_id, reason, created_by, created_at, settled_at)
      values (${id}::uuid, ${activityId}::uuid, ${leadId}::uuid, ${reason}, ${viewer.id}::uuid, ${now}, ${now})
      on conflict (activity_id) where lifted_at is null do nothing`;
    if (inserted === 0) return { exclusionId: await exclusionOf(tx, activityId), created: false };
    await rescoreLeads(tx, caller, [leadId]);
    await recordAudit(tx, caller, {
      action: "activity.excluded",
      subjectKind: "lead",
      subjectId: leadId,
      data: { exclusionId: id, activityId, reason },
    });
    return { exclusionId: id, created: true };
  });
}

/**
 * Takes all activities that look like this out of the count, those to come too; the leads they touch are scored anew in the
 * background. Moves nobody to another stage. The same pattern again changes nothing while it is in force.
 */
export async function excludePattern(
  caller: Caller,
  { reason, ...input }: PatternInput & { reason: string },
): Promise<Excluded> {
  refuseUnlessAllowed(caller.viewer);
  return transaction(async (tx) => {
    await tx.$executeRaw`select ${CHANGE_EXCLUSIONS}`;
    const pattern = patternFrom(input, (await workspace(tx)).timeZone);
    const same = await tx.exclusion.findFirst({
      where: { ...pattern, liftedAt: null },
      select: { id: true },
    });
    if (same) return { exclusionId: same.id, created: false };
    const id = newId();
    const { viewer, now } = caller;
    await tx.exclusion.create({
      data: { id, ...pattern, reason, createdBy: viewer.id, createdAt: now },
      select: { id: true },
    });
    await recordAudit(tx, caller, {
      action: "exclusion.created",
      subjectKind: "exclusion",
      subjectId: id,
      data: { pattern: patternWords(pattern), reason },
    });
    await enqueue(tx, settleExclusion, { exclusionId: id });
    return { exclusionId: id, created: true };
  });
}

/** Lets count again what an exclusion took out, on every day there ever was. Lifting twice changes nothing. */
export async function liftExclusion(caller: Caller, exclusionId: string): Promise<void> {
  refuseUnlessAllowed(caller.viewer);
  await transaction(async (tx) => {
    const found = isId(exclusionId) ? await tx.exclusion.findUnique({ where: { id: exclusionId } }) : null;
    if (!found) throw new AppError("not_found", "There is no such exclusion");
    if (found.field) await tx.$executeRaw`select ${CHANGE_EXCLUSIONS}`;
    const { viewer, now } = caller;
    const { count } = await tx.exclusion.updateMany({
      where: { id: exclusionId, liftedAt: null },
      data: {
        liftedAt: now,
        liftedBy: viewer.id,
        settledAt: found.leadId ? now : null,
        settledUpTo: null,
        leadsDone: 0,
      },
    });
    if (count === 0) return;
    await recordAudit(tx, caller, {
      action: found.leadId ? "activity.counted-again" : "exclusion.lifted",
      subjectKind: found.leadId ? "lead" : "exclusion",
      subjectId: found.leadId ?? exclusionId,
      data: { exclusionId, ...(found.activityId ? { activityId: found.activityId } : {}) },
    });
    if (found.leadId) await rescoreLeads(tx, caller, [found.leadId]);
    else await enqueue(tx, settleExclusion, { exclusionId });
  });
}

function refuseUnlessAllowed(viewer: Viewer): void {
  if (!may(viewer, "activity.exclude"))
    throw new AppError("forbidden", "Only marketing, managers and administrators decide what does not count");
}

/** Whose activity it is; null when there is none, or its lead lies in the bin. */
async function leadOf(tx: Tx, activityId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ lead_id: string }[]>`
    select a.lead_id from activity a join lead l on l.id = a.lead_id
    where a.id = ${activityId}::uuid and l.binned_at is null`;
  return row?.lead_id ?? null;
}

async function exclusionOf(tx: Tx, activityId: string): Promise<string> {
  const { id } = await tx.exclusion.findFirstOrThrow({
    where: { activityId, liftedAt: null },
    select: { id: true },
  });
  return id;
}
