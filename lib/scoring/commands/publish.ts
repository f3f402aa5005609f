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
import { modelInForce, unknownVersion } from "../queries/models";
import { parseStoredModel } from "../schema";
import { conflict, currentDraft, refuseUnlessEditor } from "./drafts";
import { lockModels } from "./lock";
import { refuseUnlessLookedAt } from "./look";

type Publication = {
  note: string;
  /** The name of who approved it; the caller's when left out. */
  approvedBy?: string | undefined;
};

/** With `afterLook` only what somebody looked at comes into force; else `requirements_missing`. */
type Care = { afterLook?: boolean };

/**
 * Makes the draft the next version, in force at once; leads are re-scored in the background and none is promoted by it.
 * A note says why, and who approved it is kept. `conflict` when there is no draft (any more) or, with `revision`, another one;
 * `invalid` names what the lint refuses.
 */
export async function publishDraft(
  caller: Caller,
  input: Publication & { revision?: number | undefined },
  { afterLook = false }: Care = {},
): Promise<{ version: number }> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    const current = await currentDraft(tx);
    if (!current || (input.revision !== undefined && input.revision !== current.revision))
      throw await conflict(tx, current);
    refuseFindings(parseStoredModel(current.document));
    if (afterLook) await refuseUnlessLookedAt(tx, current);
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
  input: Publication & { version: number },
  { afterLook = false }: Care = {},
): Promise<{ version: number }> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    const old = await tx.scoringModel.findUnique({
      where: { version: input.version },
      select: { id: true, revision: true, document: true },
    });
    if (!old) throw unknownVersion(input.version);
    if (afterLook) await refuseUnlessLookedAt(tx, old);
    const version = (await modelInForce(tx)).version + 1;
    const { viewer, now } = caller;
    const approvedBy = input.approvedBy ?? viewer.name;
    await tx.scoringModel.create({
      data: {
        id: newId(),
        status: "published",
        version,
        document: parseStoredModel(old.document) as object,
        note: input.note,
        basedOn: input.version,
        createdBy: viewer.id,
        createdAt: now,
        updatedBy: viewer.id,
        updatedAt: now,
        publishedBy: viewer.id,
        publishedAt: now,
        approvedBy,
      },
      select: { id: true },
    });
    await announce(tx, caller, { version, note: input.note, basedOn: input.version, approvedBy });
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
