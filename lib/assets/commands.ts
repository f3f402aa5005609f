import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { may } from "@/lib/team/permissions";
import type { Caller, Viewer } from "@/lib/team/viewer";
import type { AssetInput } from "./schema";

/** Adds an asset to the catalogue. The same entry told twice is one; another of its name is a `conflict`. */
export async function addAsset(caller: Caller, input: AssetInput): Promise<{ id: string; created: boolean }> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockCatalogue(tx);
    const { viewer, now } = caller;
    const known = await tx.asset.findUnique({ where: { nameKey: keyOf(input) } });
    if (known && isSame(known, input)) return { id: known.id, created: false };
    if (known) throw taken(input);
    const id = newId();
    const times = { createdAt: now, updatedAt: now };
    await tx.asset.create({ data: { id, ...columnsOf(input), ...times, updatedBy: viewer.id } });
    await record(tx, caller, "asset.added", id, input);
    return { id, created: true };
  });
}

/**
 * Changes an asset of the catalogue; what the leads used is read by it at once. With `version`, only when nobody changed it
 * since: else `conflict`. `not_found` when it is gone, `conflict` when another has the name.
 */
export async function changeAsset(
  caller: Caller,
  id: string,
  { version, ...input }: AssetInput & { version?: number | undefined },
): Promise<{ version: number }> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockCatalogue(tx);
    const known = await tx.asset.findUnique({ where: { id } });
    if (!known) throw new AppError("not_found", "There is no such asset");
    if (version !== undefined && version !== known.version)
      throw new AppError("conflict", "Somebody else changed this asset. Look at it again.", {
        data: { version: known.version },
      });
    const namesake = await tx.asset.findUnique({ where: { nameKey: keyOf(input) }, select: { id: true } });
    if (namesake && namesake.id !== id) throw taken(input);
    if (isSame(known, input)) return { version: known.version };
    const { viewer, now } = caller;
    const next = known.version + 1;
    await tx.asset.update({
      where: { id },
      // What somebody changed is theirs: it stays when the sample goes.
      data: { ...columnsOf(input), version: next, sample: false, updatedAt: now, updatedBy: viewer.id },
    });
    await record(tx, caller, "asset.changed", id, input);
    return { version: next };
  });
}

/** Takes an asset out of the catalogue. One that is gone already is no error. */
export async function removeAsset(caller: Caller, id: string): Promise<void> {
  refuseUnlessEditor(caller.viewer);
  await transaction(async (tx) => {
    await lockCatalogue(tx);
    const known = await tx.asset.findUnique({ where: { id }, select: { name: true } });
    if (!known) return;
    await tx.asset.delete({ where: { id } });
    await recordAudit(tx, caller, {
      action: "asset.removed",
      subjectKind: "asset",
      subjectId: id,
      data: { name: known.name },
    });
  });
}

/** Any number of its own among the advisory locks of the application. */
const CATALOGUE = 5_033;

/** One writer of the catalogue at a time. A statement of its own, so that what follows sees what was committed. */
async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${CATALOGUE})`;
}

function refuseUnlessEditor(viewer: Viewer): void {
  if (!may(viewer, "scoring.edit"))
    throw new AppError("forbidden", "Only marketing and administrators change the catalogue of assets");
}

const keyOf = ({ name }: AssetInput): string => name.toLowerCase();

const columnsOf = (input: AssetInput) => ({
  name: input.name,
  nameKey: keyOf(input),
  pattern: input.pattern,
  tags: input.tags,
  depth: input.depth,
});

type Stored = Omit<AssetInput, "depth"> & { depth: string | null };

const isSame = (known: Stored, input: AssetInput): boolean =>
  known.name === input.name &&
  known.pattern === input.pattern &&
  known.depth === input.depth &&
  known.tags.length === input.tags.length &&
  known.tags.every((tag, index) => tag === input.tags[index]);

function taken({ name }: AssetInput): AppError {
  const message = `There is an asset called ${name} already`;
  return new AppError("conflict", message, { errors: [{ path: "name", rule: "unique", message }] });
}

const record = (tx: Tx, caller: Caller, action: `asset.${string}`, id: string, input: AssetInput) =>
  recordAudit(tx, caller, { action, subjectKind: "asset", subjectId: id, data: { ...input } });
