import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { slugFor } from "@/lib/shared/slug";
import { may } from "@/lib/team/permissions";
import type { Caller, Viewer } from "@/lib/team/viewer";
import { type BuyerProfileDocument, blankProfile } from "../profile";
import { profileVersion } from "../queries/profiles";

export type SavedProfileDraft = { id: string; revision: number; basedOn: number | null };

/** A new profile with a draft that says nothing but its name; its id is made of the name. */
export async function startProfile(caller: Caller, name: string): Promise<{ id: string }> {
  refuseUnlessProfileEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockProfiles(tx);
    const taken = await tx.buyerProfile.findMany({ select: { id: true } });
    const id = slugFor(name, taken, "profile");
    await keep(tx, caller, id, blankProfile(name));
    return { id };
  });
}

/**
 * Keeps the one draft of a profile, making draft and profile when there is none. With `revision` (0: "there was none") it
 * is refused as `conflict` when somebody else saved, published or discarded it since; `data` holds what is there now.
 */
export async function saveProfileDraft(
  caller: Caller,
  id: string,
  input: { document: BuyerProfileDocument; revision?: number | undefined },
): Promise<SavedProfileDraft> {
  refuseUnlessProfileEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockProfiles(tx);
    const current = await currentProfileDraft(tx, id);
    if (input.revision !== undefined && input.revision !== (current?.revision ?? 0))
      throw profileConflict(current);
    return keep(tx, caller, id, input.document);
  });
}

/** Starts the draft from an older version (to bring it back), replacing what it held. */
export async function startProfileDraftFrom(
  caller: Caller,
  { id, version }: { id: string; version: number },
): Promise<SavedProfileDraft> {
  refuseUnlessProfileEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockProfiles(tx);
    const { document } = await profileVersion(tx, caller.viewer, id, version);
    return keep(tx, caller, id, document);
  });
}

/** Throws the draft away, and with it a profile that was never published. Without a draft nothing happens. */
export async function discardProfileDraft(caller: Caller, id: string): Promise<void> {
  refuseUnlessProfileEditor(caller.viewer);
  await transaction(async (tx) => {
    await lockProfiles(tx);
    const { count } = await tx.buyerProfileVersion.deleteMany({ where: { profileId: id, status: "draft" } });
    if (count === 0) return;
    await tx.buyerProfile.deleteMany({ where: { id, versions: { none: {} } } });
    await recordAudit(tx, caller, {
      action: "buyer-profile.draft-discarded",
      subjectKind: "buyer-profile",
      subjectId: id,
    });
  });
}

/** Any number of its own among the advisory locks of the application. */
const PROFILES = 5_032;

/** One writer of profiles at a time; the others wait until its transaction ends. A statement of its own, so that what follows sees what was committed. */
export async function lockProfiles(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${PROFILES})`;
}

export function refuseUnlessProfileEditor(viewer: Viewer): void {
  if (!may(viewer, "scoring.edit"))
    throw new AppError("forbidden", "Only marketing and administrators change buyer profiles");
}

type Draft = { id: string; revision: number; basedOn: number | null; document: unknown };

/** The draft's row; call it under the lock of the profiles. */
export function currentProfileDraft(tx: Tx, id: string): Promise<Draft | null> {
  return tx.buyerProfileVersion.findFirst({
    where: { profileId: id, status: "draft" },
    select: { id: true, revision: true, basedOn: true, document: true },
  });
}

/** What a second editor gets: the draft as it is now, to merge by hand. */
export const profileConflict = (current: Draft | null): AppError =>
  current
    ? new AppError("conflict", "Somebody else changed the draft. Look at theirs, then save again.", {
        data: { current: { revision: current.revision, document: current.document } },
      })
    : new AppError("conflict", "Somebody else published or discarded the draft.", {
        data: { current: null },
      });

async function keep(
  tx: Tx,
  caller: Caller,
  id: string,
  document: BuyerProfileDocument,
): Promise<SavedProfileDraft> {
  const { viewer, now } = caller;
  const current = await currentProfileDraft(tx, id);
  if (current) {
    const revision = current.revision + 1;
    await tx.buyerProfileVersion.update({
      where: { id: current.id },
      data: { document: document as object, revision, updatedBy: viewer.id, updatedAt: now },
      select: { id: true },
    });
    return { id, revision, basedOn: current.basedOn };
  }
  await tx.buyerProfile.createMany({
    data: { id, createdBy: viewer.id, createdAt: now },
    skipDuplicates: true,
  });
  const newest = await tx.buyerProfileVersion.aggregate({
    where: { profileId: id },
    _max: { version: true },
  });
  const basedOn = newest._max.version;
  await tx.buyerProfileVersion.create({
    data: {
      id: newId(),
      profileId: id,
      status: "draft",
      document: document as object,
      basedOn,
      createdBy: viewer.id,
      createdAt: now,
      updatedBy: viewer.id,
      updatedAt: now,
    },
  });
  await recordAudit(tx, caller, {
    action: "buyer-profile.draft-started",
    subjectKind: "buyer-profile",
    subjectId: id,
    data: { basedOn },
  });
  return { id, revision: 1, basedOn };
}
