import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError, type FieldError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import type { Caller } from "@/lib/team/viewer";
import { rescoreOutdated } from "../jobs";
import { lint } from "../lint";
import type { ScoringModelDocument } from "../model";
import { modelInForce, modelOfVersion } from "../queries/models";
import { parseStoredModel } from "../schema";
import { conflict, currentDraft, refuseUnlessEditor } from "./drafts";
import { lockModels } from "./lock";

type Publication = {
  note: string;
  revision?: number | undefined;
  /** The name of who approved it; the caller's when left out. */
  approvedBy?: string | undefined;
};

/**
 * Makes the draft the next version, in force at once; leads are re-scored in the background and none is promoted by it.
 * A note says why, and who approved it is kept. With `afterLook` it is refused (`requirements_missing`) unless somebody looked
 * at what this revision would do. `conflict` when there is no draft (any more) or, with `revision`, another one; `invalid` names what
 * the lint refuses.
 */
export async function publishDraft(
  caller: Caller,
  input: Publication,
  { afterLook = false }: { afterLook?: boolean } = {},
): Promise<{ version: number }> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    const current = await currentDraft(tx);
    if (!current || (input.revision !== undefined && input.revision !== current.revision))
      throw await conflict(tx, current);
    refuseFindings(parseStoredModel(current.document));
    if (afterLook && current.previewedRevision !== current.revision)
      throw new AppError("requirements_missing", "Look at what this revision changes before you publish it.");
    const version = (await modelInForce(tx)).version + 1;
    const { viewer, now } = caller;
    await tx.scoringModel.update({
      where: { id: current.id },
      data: {
        status: "published",
        version,
        note: input.note,
        publishedBy: viewer.id,
        publishedAt: now,
        approvedBy: input.approvedBy ?? viewer.name,
        updatedAt: now,
      },
      select: { id: true },
    });
    const approvedBy = input.approvedBy ?? viewer.name;
    await announce(tx, caller, { version, note: input.note, basedOn: current.basedOn, approvedBy });
    return { version };
  });
}

/** Puts an older version in force again, as a new one: history keeps both. The draft stays as it is. */
export async function republish(
  caller: Caller,
  input: { version: number; note: string },
): Promise<{ version: number }> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    const { document } = await modelOfVersion(tx, input.version);
    const version = (await modelInForce(tx)).version + 1;
    const { viewer, now } = caller;
    await tx.scoringModel.create({
      data: {
        id: newId(),
        status: "published",
        version,
        document: document as object,
        note: input.note,
        basedOn: input.version,
        createdBy: viewer.id,
        createdAt: now,
        updatedBy: viewer.id,
        updatedAt: now,
        publishedBy: viewer.id,
        publishedAt: now,
        approvedBy: viewer.name,
      },
      select: { id: true },
    });
    await announce(tx, caller, {
      version,
      note: input.note,
      basedOn: input.version,
      approvedBy: viewer.name,
    });
    return { version };
  });
}

async function announce(
  tx: Tx,
  caller: Caller,
  published: { version: number; note: string; basedOn: number | null; approvedBy: string },
): Promise<void> {
  await recordAudit(tx, caller, {
    action: "scoring-model.published",
    subjectKind: "scoring-model",
    subjectId: String(published.version),
    data: published,
  });
  await enqueue(tx, rescoreOutdated, {});
}

function refuseFindings(document: ScoringModelDocument): void {
  const errors = lint(document)
    .filter(({ level }) => level === "error")
    .map(({ code, message, ruleId }): FieldError => {
      const index = document.rules.findIndex(({ id }) => id === ruleId);
      return { path: index >= 0 ? `document.rules.${index}` : "document", rule: code, message };
    });
  if (errors.length > 0) throw new AppError("invalid", errors[0]!.message, { errors });
}
