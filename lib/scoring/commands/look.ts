import "server-only";
import { db, type Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import type { Caller } from "@/lib/team/viewer";
import { type Impact, impactOf } from "../queries/impact";
import { modelInForce, unknownVersion } from "../queries/models";
import { parseStoredModel } from "../schema";
import { conflict, currentDraft, refuseUnlessEditor } from "./drafts";
import { lockModels } from "./lock";

/** What somebody wants to put in force: the saved draft as it was at a revision, or a version of before. */
export type Candidate = { revision: number } | { version: number };

/**
 * What the candidate would do beside the version in force, and the note that somebody looked: a person puts nothing else in
 * force than what was looked at beside the version that it follows. `conflict` when the draft is another one by now,
 * `not_found` for a version that was never published.
 */
export async function look(caller: Caller, candidate: Candidate): Promise<Impact> {
  refuseUnlessEditor(caller.viewer);
  const row = await db().scoringModel.findFirst({
    where: "version" in candidate ? candidate : { status: "draft", ...candidate },
    select: { id: true, revision: true, document: true },
  });
  if (!row && "version" in candidate) throw unknownVersion(candidate.version);
  const impact = row && (await impactOf(db(), caller.viewer, parseStoredModel(row.document), caller.now));
  await transaction(async (tx) => {
    await lockModels(tx);
    if ("revision" in candidate) {
      const current = await currentDraft(tx);
      if (!row || current?.id !== row.id || current.revision !== row.revision)
        throw await conflict(tx, current);
    }
    const seen = {
      revision: row!.revision,
      beside: impact!.model,
      lookedBy: caller.viewer.id,
      lookedAt: caller.now,
    };
    await tx.scoringLook.upsert({
      where: { modelId: row!.id },
      create: { modelId: row!.id, ...seen },
      update: seen,
      select: { modelId: true },
    });
  });
  return impact!;
}

/** Refuses (`requirements_missing`) what nobody looked at as it is now, beside the version that is in force now. */
export async function refuseUnlessLookedAt(tx: Tx, model: { id: string; revision: number }): Promise<void> {
  const { version } = await modelInForce(tx);
  const seen = await tx.scoringLook.findUnique({
    where: { modelId: model.id },
    select: { revision: true, beside: true },
  });
  if (seen?.revision !== model.revision || seen.beside !== version)
    throw new AppError(
      "requirements_missing",
      "Look at what this changes beside the version in force before you publish it.",
    );
}
