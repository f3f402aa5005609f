import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { hashToken, randomToken } from "@/lib/platform/auth/token";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { may } from "../permissions";
import type { Caller } from "../viewer";

const refuseOthers = (caller: Caller) => {
  if (!may(caller.viewer, "settings.manage")) throw new AppError("forbidden", "Only admins manage keys.");
};

/** How much of an API key stays visible, to tell it from others. */
const PREFIX_LENGTH = 12;

export const prefixOf = (key: string): string => key.slice(0, PREFIX_LENGTH);

/** Makes a bearer key of the HTTP API. The key is returned once; only its hash is kept. */
export async function createApiKey(
  caller: Caller,
  input: { name: string; scope: "read" | "write" | "admin" },
): Promise<{ id: string; key: string }> {
  refuseOthers(caller);
  const [id, key] = [newId(), `baton_${randomToken()}`];
  await transaction(async (tx) => {
    await tx.apiKey.create({
      data: {
        id,
        ...input,
        prefix: prefixOf(key),
        keyHash: hashToken(key),
        createdBy: caller.viewer.id,
        createdAt: caller.now,
      },
    });
    await recordAudit(tx, caller, {
      action: "api_key.created",
      subjectKind: "api_key",
      subjectId: id,
      data: input,
    });
  });
  return { id, key };
}

/** Ends an API key; its next request is refused. */
export async function revokeApiKey(caller: Caller, id: string): Promise<void> {
  refuseOthers(caller);
  await transaction(async (tx) => {
    const revoked = await tx.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: caller.now },
    });
    if (revoked.count === 0) throw new AppError("not_found", "There is no such key in force.");
    await recordAudit(tx, caller, { action: "api_key.revoked", subjectKind: "api_key", subjectId: id });
  });
}

/** Makes a write key for event intake. It is public by design and can do nothing else. */
export async function createWriteKey(
  caller: Caller,
  input: { name: string },
): Promise<{ id: string; key: string }> {
  refuseOthers(caller);
  const [id, key] = [newId(), `wk_${randomToken().slice(0, 32)}`];
  await transaction(async (tx) => {
    await tx.writeKey.create({
      data: { id, name: input.name, key, createdBy: caller.viewer.id, createdAt: caller.now },
    });
    await recordAudit(tx, caller, {
      action: "write_key.created",
      subjectKind: "write_key",
      subjectId: id,
      data: input,
    });
  });
  return { id, key };
}

/** Ends a write key: events that carry it are no longer taken. */
export async function revokeWriteKey(caller: Caller, id: string): Promise<void> {
  refuseOthers(caller);
  await transaction(async (tx) => {
    const revoked = await tx.writeKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: caller.now },
    });
    if (revoked.count === 0) throw new AppError("not_found", "There is no such key in force.");
    await recordAudit(tx, caller, { action: "write_key.revoked", subjectKind: "write_key", subjectId: id });
  });
}
