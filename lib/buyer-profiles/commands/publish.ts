import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError, type FieldError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { activeUserId } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { lintProfile } from "../lint";
import type { BuyerProfileDocument } from "../profile";
import { parseStoredProfile } from "../schema";
import { startingProfiles } from "../starting";
import { currentProfileDraft, lockProfiles, profileConflict, refuseUnlessProfileEditor } from "./drafts";

/**
 * Makes the draft the next version of its profile, in force at once; a retired profile is in use again. A note says why,
 * and somebody approved it. `conflict` when there is no draft (any more) or, with `revision`, another one; `invalid` names
 * what the lint refuses. No score changes by it: rules carry their own conditions and cite the version they were made of.
 */
export async function publishProfile(
  caller: Caller,
  id: string,
  input: { note: string; approvedBy?: string | undefined; revision?: number | undefined },
): Promise<{ id: string; version: number }> {
  refuseUnlessProfileEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockProfiles(tx);
    const current = await currentProfileDraft(tx, id);
    if (!current || (input.revision !== undefined && input.revision !== current.revision))
      throw profileConflict(current);
    refuseFindings(parseStoredProfile(current.document));
    const { viewer, now } = caller;
    const approvedBy =
      input.approvedBy === undefined ? viewer.id : await activeUserId(tx, input.approvedBy, "approvedBy");
    const newest = await tx.buyerProfileVersion.aggregate({
      where: { profileId: id },
      _max: { version: true },
    });
    const version = (newest._max.version ?? 0) + 1;
    const { note } = input;
    await tx.buyerProfileVersion.update({
      where: { id: current.id },
      data: {
        status: "published",
        version,
        note,
        publishedBy: viewer.id,
        publishedAt: now,
        approvedBy,
        updatedAt: now,
      },
      select: { id: true },
    });
    await tx.buyerProfile.update({ where: { id }, data: { retiredAt: null, retiredBy: null } });
    await recordAudit(tx, caller, {
      action: "buyer-profile.published",
      subjectKind: "buyer-profile",
      subjectId: id,
      data: { version, note, basedOn: current.basedOn, approvedBy },
    });
    return { id, version };
  });
}

/** Takes a profile out of use: no lead is compared with it any more, its versions stay. Twice changes nothing. `not_found` for one that was never published. */
export async function retireProfile(caller: Caller, id: string): Promise<void> {
  refuseUnlessProfileEditor(caller.viewer);
  const { viewer, now } = caller;
  await transaction(async (tx) => {
    await lockProfiles(tx);
    const profile = await tx.buyerProfile.findFirst({
      where: { id, versions: { some: { status: "published" } } },
      select: { retiredAt: true },
    });
    if (!profile) throw new AppError("not_found", "There is no such buyer profile");
    if (profile.retiredAt) return;
    await tx.buyerProfile.update({ where: { id }, data: { retiredAt: now, retiredBy: viewer.id } });
    await recordAudit(tx, caller, {
      action: "buyer-profile.retired",
      subjectKind: "buyer-profile",
      subjectId: id,
    });
  });
}

const STARTING_NOTE = "There from the start: make it yours";

/** Publishes the profiles every workspace starts with, within the transaction that sets it up. Answers their ids. */
export async function publishStartingProfiles(tx: Tx, { viewer, now }: Caller): Promise<string[]> {
  const by = { createdBy: viewer.id, createdAt: now };
  const { currency } = await tx.workspace.findFirstOrThrow({ select: { currency: true } });
  const profiles = startingProfiles(currency);
  await tx.buyerProfile.createMany({ data: profiles.map(([id]) => ({ id, ...by })) });
  await tx.buyerProfileVersion.createMany({
    data: profiles.map(([profileId, document]) => ({
      id: newId(),
      profileId,
      status: "published",
      version: 1,
      document: document as object,
      note: STARTING_NOTE,
      ...by,
      updatedBy: viewer.id,
      updatedAt: now,
      publishedBy: viewer.id,
      publishedAt: now,
      approvedBy: viewer.id,
    })),
  });
  return profiles.map(([id]) => id);
}

/**
 * Gives a workspace that has no profile (it was set up before there were any) those that a new one starts with. `conflict`
 * once there is a profile, also one that is only being written or out of use.
 */
export async function addStartingProfiles(caller: Caller): Promise<void> {
  refuseUnlessProfileEditor(caller.viewer);
  await transaction(async (tx) => {
    await lockProfiles(tx);
    if ((await tx.buyerProfile.count()) > 0)
      throw new AppError("conflict", "There is a buyer profile already. Write the next one yourself.");
    for (const id of await publishStartingProfiles(tx, caller))
      await recordAudit(tx, caller, {
        action: "buyer-profile.published",
        subjectKind: "buyer-profile",
        subjectId: id,
        data: { version: 1, note: STARTING_NOTE, basedOn: null, approvedBy: caller.viewer.id },
      });
  });
}

function refuseFindings(document: BuyerProfileDocument): void {
  const errors = lintProfile(document)
    .filter(({ level }) => level === "error")
    .map(({ code, message, aspectId }): FieldError => {
      const index = document.aspects.findIndex(({ id }) => id === aspectId);
      return { path: index >= 0 ? `document.aspects.${index}` : "document", rule: code, message };
    });
  if (errors.length > 0) throw new AppError("invalid", errors[0]!.message, { errors });
}
