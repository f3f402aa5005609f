import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { isCommonPassword } from "@/lib/platform/auth/common-passwords";
import { hashPassword } from "@/lib/platform/auth/password-hash";
import { hashToken } from "@/lib/platform/auth/token";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { type Environment, env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { DEFAULT_TEMPLATE } from "@/lib/scoring/templates";
import { workspaceOrNull } from "../queries";
import type { Caller } from "../viewer";
import { prefixOf } from "./keys";
import { loadSample } from "./sample";
import { makeWorkspace } from "./set-up";

const DEFAULT_CURRENCY = "EUR";
/** The name under which what a key of the environment did appears. */
const AUTOMATION = "api";

/**
 * Applies what the environment says about a first start: the first admin with a workspace, the sample, the keys of
 * automation. Safe to run at every start and by several instances at once: what is there already stays as people left it.
 */
export async function firstStart(caller: Caller, environment: Environment = env()): Promise<void> {
  const { admin, apiKey, writeKey, sampleData } = environment;
  await makeAdmin(caller, environment);
  if (admin && sampleData === "demo") await loadSampleOnce(caller);
  if (apiKey) await registerApiKey(caller, apiKey);
  if (writeKey) await registerWriteKey(caller, writeKey);
}

async function makeAdmin({ now, correlationId }: Caller, { admin, timeZone }: Environment): Promise<void> {
  if (!admin || (await workspaceOrNull(db()))) return;
  if (isCommonPassword(admin.password.toLowerCase()))
    log.warn(
      "BATON_ADMIN_PASSWORD is one of the passwords that attackers try first: change it after signing in",
    );
  const visit = { now, correlationId, address: "unknown", userAgent: null, device: undefined };
  const passwordHash = await hashPassword(admin.password);
  try {
    await transaction((tx) =>
      makeWorkspace(tx, visit, {
        name: "Admin",
        email: admin.email,
        passwordHash,
        workspace: "Baton",
        timeZone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
        currency: DEFAULT_CURRENCY,
        template: DEFAULT_TEMPLATE,
      }),
    );
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
}

/** Only into a workspace that never held a lead or the sample: one that was removed does not come back. */
async function loadSampleOnce(caller: Caller): Promise<void> {
  if (await db().lead.findFirst({ select: { id: true } })) return;
  if (await db().auditEntry.findFirst({ where: { action: "sample.loaded" }, select: { id: true } })) return;
  try {
    await loadSample(caller);
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
}

/** Another instance was faster. */
const isConflict = (error: unknown) => error instanceof AppError && error.code === "conflict";

/** A key that an admin revoked stays revoked, even while the environment still names it. */
async function registerApiKey(caller: Caller, key: string): Promise<void> {
  await transaction(async (tx) => {
    const id = newId();
    const made = await tx.apiKey.createMany({
      data: {
        id,
        name: AUTOMATION,
        prefix: prefixOf(key),
        keyHash: hashToken(key),
        scope: "admin",
        createdAt: caller.now,
      },
      skipDuplicates: true,
    });
    if (made.count > 0)
      await recordAudit(tx, caller, { action: "api_key.registered", subjectKind: "api_key", subjectId: id });
  });
}

async function registerWriteKey(caller: Caller, key: string): Promise<void> {
  await transaction(async (tx) => {
    const id = newId();
    const made = await tx.writeKey.createMany({
      data: { id, name: AUTOMATION, key, createdAt: caller.now },
      skipDuplicates: true,
    });
    if (made.count > 0)
      await recordAudit(tx, caller, {
        action: "write_key.registered",
        subjectKind: "write_key",
        subjectId: id,
      });
  });
}
