import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { may } from "@/lib/team/permissions";
import type { Caller, Viewer } from "@/lib/team/viewer";
import type { ScoringModelDocument } from "../model";
import { modelInForce, modelOfVersion } from "../queries/models";
import { parseStoredModel } from "../schema";
import { lockModels } from "./lock";

export type SavedDraft = { revision: number; basedOn: number };

/**
 * Keeps the one draft of the workspace, making it when there is none. With `revision` (0: "there was none") it is refused
 * as `conflict` when somebody else saved, published or discarded it since; `data` holds what is there now.
 */
export async function saveDraft(
  caller: Caller,
  input: { document: ScoringModelDocument; revision?: number | undefined },
): Promise<SavedDraft> {
  return transaction((tx) => saveDraftIn(tx, caller, () => input.document, input.revision));
}

/**
 * The same within a transaction, for what makes its document of the draft that is there (of the version in force when
 * there is none).
 */
export async function saveDraftIn(
  tx: Tx,
  caller: Caller,
  change: (document: ScoringModelDocument) => ScoringModelDocument,
  revision: number | undefined,
): Promise<SavedDraft> {
  refuseUnlessEditor(caller.viewer);
  await lockModels(tx);
  const current = await currentDraft(tx);
  if (revision !== undefined && revision !== (current?.revision ?? 0)) throw await conflict(tx, current);
  const before = current ? parseStoredModel(current.document) : (await modelInForce(tx)).document;
  const document = change(before);
  return current ? replace(tx, caller, current, document) : create(tx, caller, document);
}

/** Starts the draft from an older version (to bring parts of it back), replacing what it held. */
export async function startDraftFrom(caller: Caller, version: number): Promise<SavedDraft> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    const { document } = await modelOfVersion(tx, version);
    const current = await currentDraft(tx);
    return current ? replace(tx, caller, current, document) : create(tx, caller, document);
  });
}

/** Throws the draft away. Without one nothing happens. */
export async function discardDraft(caller: Caller): Promise<void> {
  refuseUnlessEditor(caller.viewer);
  await transaction(async (tx) => {
    await lockModels(tx);
    const { count } = await tx.scoringModel.deleteMany({ where: { status: "draft" } });
    if (count > 0)
      await recordAudit(tx, caller, {
        action: "scoring-draft.discarded",
        subjectKind: "scoring-model",
        subjectId: null,
      });
  });
}

export type Draft = {
  id: string;
  revision: number;
  basedOn: number | null;
  document: unknown;
  updatedBy: string | null;
};

/** The draft's row; call it under the lock of the models. */
export function currentDraft(tx: Tx): Promise<Draft | null> {
  return tx.scoringModel.findFirst({
    where: { status: "draft" },
    select: { id: true, revision: true, basedOn: true, document: true, updatedBy: true },
  });
}

export function refuseUnlessEditor(viewer: Viewer): void {
  if (!may(viewer, "scoring.edit"))
    throw new AppError("forbidden", "Only marketing and administrators change how leads are scored");
}

/**
 * What a second editor gets: the draft as it is now and who changed it last, or the version in force when the draft was
 * published or discarded. Everything a merge needs.
 */
export async function conflict(tx: Tx, current: Draft | null): Promise<AppError> {
  const inForce = await modelInForce(tx);
  if (!current)
    return new AppError("conflict", "Somebody else published or discarded the draft.", {
      data: { current: null, by: null, inForce },
    });
  const editor = current.updatedBy
    ? await tx.user.findUnique({ where: { id: current.updatedBy }, select: { name: true } })
    : null;
  const who = editor?.name ?? "Somebody else";
  return new AppError("conflict", `${who} changed the draft. Merge theirs with yours, then save again.`, {
    data: {
      current: { revision: current.revision, document: current.document },
      by: editor?.name ?? null,
      inForce,
    },
  });
}

async function create(tx: Tx, caller: Caller, document: ScoringModelDocument): Promise<SavedDraft> {
  const { version } = await modelInForce(tx);
  const { viewer, now } = caller;
  await tx.scoringModel.create({
    data: {
      id: newId(),
      status: "draft",
      document: document as object,
      basedOn: version,
      createdBy: viewer.id,
      createdAt: now,
      updatedBy: viewer.id,
      updatedAt: now,
    },
  });
  await recordAudit(tx, caller, {
    action: "scoring-draft.started",
    subjectKind: "scoring-model",
    subjectId: null,
    data: { basedOn: version },
  });
  return { revision: 1, basedOn: version };
}

async function replace(
  tx: Tx,
  { viewer, now }: Caller,
  current: Draft,
  document: ScoringModelDocument,
): Promise<SavedDraft> {
  const revision = current.revision + 1;
  await tx.scoringModel.update({
    where: { id: current.id },
    data: { document: document as object, revision, updatedBy: viewer.id, updatedAt: now },
    select: { id: true },
  });
  return { revision, basedOn: current.basedOn ?? 0 };
}
