import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { publishStartingProfiles } from "@/lib/buyer-profiles/commands/publish";
import { FIRST_DEFINITION } from "@/lib/definitions/defaults";
import { db, type Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { TEMPLATES, type TemplateKey, templateIn } from "@/lib/scoring/templates";
import { dayOf, dayToColumn } from "@/lib/shared/day";
import { may } from "../permissions";
import { workspaceOrNull } from "../queries";
import type { Caller } from "../viewer";
import type { Visit } from "../visit";
import { ensureCatalogue } from "./catalogue";
import { addUser } from "./invitations";
import { hashNewPassword } from "./passwords";
import { asUser, type OpenedSession, openSession } from "./sessions";

export type FirstWorkspace = {
  name: string;
  email: string;
  workspace: string;
  timeZone: string;
  currency: string;
  template: TemplateKey;
};

const late = () => new AppError("conflict", "This Baton is set up already. Sign in instead.");

/**
 * Makes the workspace with all it needs to run (first admin, zone, currency, scoring model version 1, buyer profiles,
 * catalogue and reasons) or nothing of it, and signs the admin in. `conflict` when there is a workspace already.
 */
export async function setUpWorkspace(
  visit: Visit,
  { password, ...input }: FirstWorkspace & { password: string },
): Promise<OpenedSession> {
  if (await workspaceOrNull(db())) throw late();
  const passwordHash = await hashNewPassword(password, input);
  return transaction(async (tx) => {
    const adminId = await makeWorkspace(tx, visit, { ...input, passwordHash });
    return openSession(tx, adminId, visit);
  });
}

/** The same without a session, for a password that was chosen outside (BATON_ADMIN_PASSWORD). Answers the admin's id. */
export async function makeWorkspace(
  tx: Tx,
  visit: Visit,
  input: FirstWorkspace & { passwordHash: string },
): Promise<string> {
  await claimWorkspace(tx, input, visit.now);
  const { name, email, passwordHash } = input;
  const admin = await addUser(tx, { name, email, passwordHash, role: "admin", now: visit.now });
  const caller = asUser(visit, admin);
  await publishStartingProfiles(tx, caller);
  await publishFirstModel(tx, caller, input);
  await tx.definition.create({
    data: { version: 1, document: FIRST_DEFINITION, note: "In force from the start", createdAt: visit.now },
  });
  await ensureCatalogue(tx);
  await recordAudit(tx, caller, {
    action: "workspace.set_up",
    subjectKind: "workspace",
    subjectId: null,
    data: { timeZone: input.timeZone, currency: input.currency, template: input.template },
  });
  return admin.id;
}

/** The single workspace row; the one who inserts it sets up, everybody else is late. */
async function claimWorkspace(tx: Tx, input: FirstWorkspace, now: Date): Promise<void> {
  const claimed = await tx.workspace.createMany({
    data: {
      id: 1,
      name: input.workspace,
      timeZone: input.timeZone,
      currency: input.currency,
      setUpAt: now,
      sweptOn: dayToColumn(dayOf(now, input.timeZone)),
      createdAt: now,
    },
    skipDuplicates: true,
  });
  if (claimed.count === 0) throw late();
}

async function publishFirstModel(
  tx: Tx,
  caller: Caller,
  { template, currency }: FirstWorkspace,
): Promise<void> {
  await tx.scoringModel.create({
    data: {
      id: newId(),
      version: 1,
      status: "published",
      document: templateIn(template, currency),
      note: `Started from the template ${TEMPLATES[template].label}`,
      createdBy: caller.viewer.id,
      createdAt: caller.now,
      updatedAt: caller.now,
      publishedBy: caller.viewer.id,
      publishedAt: caller.now,
    },
  });
}

/** Renames the workspace. */
export async function renameWorkspace(caller: Caller, name: string): Promise<void> {
  if (!may(caller.viewer, "settings.manage"))
    throw new AppError("forbidden", "Only admins change the workspace.");
  await transaction(async (tx) => {
    await tx.workspace.update({ where: { id: 1 }, data: { name } });
    await recordAudit(tx, caller, {
      action: "workspace.renamed",
      subjectKind: "workspace",
      subjectId: null,
      data: { name },
    });
  });
}
