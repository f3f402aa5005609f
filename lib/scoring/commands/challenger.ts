import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import type { Caller } from "@/lib/team/viewer";
import { refreshShadowScores } from "../jobs";
import { modelOfVersion } from "../queries/models";
import { parseStoredModel } from "../schema";
import { currentDraft, refuseUnlessEditor, type SavedDraft, saveDraftIn } from "./drafts";
import { lockModels } from "./lock";

/**
 * Lets a model score beside the one in force from now on: the saved draft as it is, or a published version. It takes the
 * place of a challenger that is at work. `not_found` without a draft or such a version.
 */
export async function startChallenger(
  caller: Caller,
  input: { version?: number | undefined },
): Promise<{ challengerId: string }> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    const document = await documentOf(tx, input.version);
    await end(tx, caller);
    const challengerId = newId();
    const version = input.version ?? null;
    await tx.challenger.create({
      data: {
        id: challengerId,
        name: document.name,
        document: document as object,
        version,
        startedBy: caller.viewer.id,
        startedAt: caller.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, caller, {
      action: "challenger.started",
      subjectKind: "challenger",
      subjectId: challengerId,
      data: { name: document.name, version },
    });
    await enqueue(tx, refreshShadowScores, {});
    return { challengerId };
  });
}

/** Ends the challenger at work; what it said is kept, its scores of today are not. Without one nothing happens. */
export async function endChallenger(caller: Caller): Promise<void> {
  refuseUnlessEditor(caller.viewer);
  await transaction(async (tx) => {
    await lockModels(tx);
    const ended = await end(tx, caller);
    if (ended)
      await recordAudit(tx, caller, {
        action: "challenger.ended",
        subjectKind: "challenger",
        subjectId: ended,
      });
  });
}

/** Puts the challenger's model into the draft, where it is looked at and published like any other. */
export async function draftFromChallenger(
  caller: Caller,
  input: { revision?: number | undefined },
): Promise<SavedDraft> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    const challenger = await tx.challenger.findFirst({ where: { endedAt: null } });
    if (!challenger) throw new AppError("not_found", "No challenger is at work");
    const document = parseStoredModel(challenger.document);
    return saveDraftIn(tx, caller, () => document, input.revision);
  });
}

async function documentOf(tx: Tx, version: number | undefined) {
  if (version !== undefined) return (await modelOfVersion(tx, version)).document;
  const draft = await currentDraft(tx);
  if (!draft) throw new AppError("not_found", "There is no draft. Change something first.");
  return parseStoredModel(draft.document);
}

/** The challenger that was ended, if there was one. */
async function end(tx: Tx, { viewer, now }: Caller): Promise<string | null> {
  const [ended] = await tx.challenger.updateManyAndReturn({
    where: { endedAt: null },
    data: { endedAt: now, endedBy: viewer.id },
    select: { id: true },
  });
  if (ended) await tx.shadowScore.deleteMany({ where: { challengerId: ended.id } });
  return ended?.id ?? null;
}
