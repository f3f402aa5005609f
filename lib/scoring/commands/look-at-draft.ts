import "server-only";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import type { Caller } from "@/lib/team/viewer";
import { type Impact, impactOf } from "../queries/impact";
import { parseStoredModel } from "../schema";
import { conflict, currentDraft, refuseUnlessEditor } from "./drafts";
import { lockModels } from "./lock";

/**
 * What the saved draft of this revision would do, and the note that somebody looked: a person publishes no other revision
 * than the one that was looked at last. `conflict` when the draft is another one by now.
 */
export async function lookAtDraft(caller: Caller, revision: number): Promise<Impact> {
  refuseUnlessEditor(caller.viewer);
  const draft = await db().scoringModel.findFirst({
    where: { status: "draft", revision },
    select: { id: true, document: true },
  });
  const impact = draft && (await impactOf(db(), caller.viewer, parseStoredModel(draft.document), caller.now));
  await transaction(async (tx) => {
    await lockModels(tx);
    const current = await currentDraft(tx);
    if (!draft || current?.id !== draft.id || current.revision !== revision)
      throw await conflict(tx, current);
    await tx.scoringModel.update({
      where: { id: draft.id },
      data: { previewedRevision: revision },
      select: { id: true },
    });
  });
  return impact!;
}
