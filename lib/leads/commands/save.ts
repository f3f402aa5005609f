import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { progressIn } from "@/lib/progression/commands/progress";
import { modelInForce } from "@/lib/scoring/queries/models";
import { dayOf, dayToColumn } from "@/lib/shared/day";
import type { JsonObject } from "@/lib/shared/json";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";
import { type Lead, Prisma } from "@/prisma/generated/client";
import { type AttributeChange, attributeChanges, type LeadAttributes } from "../attributes";
import { displayName, searchText } from "../identity";
import type { LeadInput, LeadPatch } from "../schema";
import { type LeadRow, lockLead, mayTouch } from "./lock";
import { merge, resolve, type Told } from "./told";

/**
 * Creates a lead, or updates the one with this e-mail or external id (what is told replaces, what is not told stays).
 * Two requests for the same new person at once make one lead. The gate looks at it in the same transaction.
 */
export async function upsertLead(
  caller: Caller,
  input: LeadInput,
): Promise<{ id: string; created: boolean }> {
  if (!may(caller.viewer, "lead.create")) throw new AppError("forbidden", "Your role may not add leads");
  return transaction(async (tx) => {
    const told = await resolve(tx, caller, input);
    const found = await findLead(tx, told);
    const created = found === null ? await createLead(tx, caller, told) : null;
    if (created !== null) {
      await progressIn(tx, caller, new Map([[created, { kind: "attributes" }]]));
      return { id: created, created: true };
    }
    // The lead was there, or somebody made it since we looked: update it.
    const existing = found ?? (await findLead(tx, told));
    if (!existing)
      throw new AppError("conflict", "The e-mail and the external id belong to two different leads");
    await mayTouch(tx, caller, existing, "lead.edit");
    await applyChanges(tx, caller, existing.id, told);
    return { id: existing.id, created: false };
  });
}

/**
 * Changes what is named (null clears a field). With `version`, only when nobody changed the lead since it was read:
 * otherwise `conflict`, with the current version and values. `not_found` while the lead is in the bin.
 */
export async function editLead(
  caller: Caller,
  leadId: string,
  patch: LeadPatch,
  version?: number,
): Promise<{ version: number }> {
  return transaction(async (tx) => {
    const lead = await lockLead(tx, leadId);
    // Only those who may bin take a lead out again; being told of anew (upsertLead) brings it back too.
    if (lead.binnedAt) throw new AppError("not_found", "There is no such lead");
    await mayTouch(tx, caller, lead, "lead.edit");
    if (version !== undefined && lead.version !== version)
      throw new AppError("conflict", "Somebody changed this lead since you opened it", {
        data: { version: lead.version, current: attributesOf(lead) },
      });
    const told = await resolve(tx, caller, patch, { by: "edit", companyId: lead.companyId });
    return { version: await applyChanges(tx, caller, leadId, told) };
  });
}

/** Gives the lead to a person (or to nobody). */
export async function assignOwner(caller: Caller, leadId: string, ownerId: string | null): Promise<void> {
  await editLead(caller, leadId, { owner: ownerId });
}

async function findLead(tx: Tx, told: Told): Promise<LeadRow | null> {
  const byEmail = told.emailKey
    ? await tx.lead.findUnique({ where: { emailKey: told.emailKey }, select: { id: true } })
    : null;
  const byExternalId =
    !byEmail && told.externalId
      ? await tx.lead.findUnique({ where: { externalId: told.externalId }, select: { id: true } })
      : null;
  const found = byEmail ?? byExternalId;
  return found ? lockLead(tx, found.id) : null;
}

/** null when the e-mail or external id was taken meanwhile. */
async function createLead(tx: Tx, caller: Caller, told: Told): Promise<string | null> {
  const id = newId();
  const { now } = caller;
  const attributes = merge(null, told);
  const ownerId =
    told.ownerId ?? (caller.viewer.kind === "user" && caller.viewer.role === "rep" ? caller.viewer.id : null);
  const { count } = await tx.lead.createMany({
    data: [
      {
        ...(await columns(tx, attributes, told.emailKey ?? null)),
        id,
        ownerId,
        capturedAt: now,
        createdAt: now,
        updatedAt: now,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return null;
  await logChanges(tx, caller, id, attributeChanges(null, attributes));
  const [workspace, model, definition] = await Promise.all([
    tx.workspace.findUniqueOrThrow({ where: { id: 1 }, select: { timeZone: true } }),
    modelInForce(tx),
    tx.definition.findFirstOrThrow({ orderBy: { version: "desc" }, select: { version: true } }),
  ]);
  await tx.stageTransition.create({
    data: {
      id: newId(),
      leadId: id,
      seq: 1,
      fromStage: null,
      toStage: "lead",
      kind: "create",
      at: now,
      recordedAt: now,
      actorId: caller.viewer.id,
      actorKind: caller.viewer.kind,
      trigger: "created",
      definitionVersion: definition.version,
      modelVersion: model.version,
      score: 0,
      correlationId: caller.correlationId,
    },
  });
  const { source, channel, campaign } = attributes;
  await tx.leadScore.create({
    data: {
      leadId: id,
      stage: "lead",
      seq: 1,
      stageSince: now,
      ownerId,
      source,
      channel,
      campaign,
      scoredOn: dayToColumn(dayOf(now, workspace.timeZone)),
      modelVersion: model.version,
      createdAt: now,
    },
  });
  return id;
}

/** Writes what differs and lets the gate look; answers the lead's version. Nothing told, nothing written. */
async function applyChanges(tx: Tx, caller: Caller, leadId: string, told: Told): Promise<number> {
  const lead = await lockLead(tx, leadId);
  const before = attributesOf(lead);
  const after = merge(before, told);
  const changes = attributeChanges(before, after);
  const ownerId = told.ownerId === undefined ? lead.ownerId : told.ownerId;
  if (changes.length === 0 && ownerId === lead.ownerId && lead.binnedAt === null) return lead.version;
  const emailKey = told.emailKey === undefined ? lead.emailKey : told.emailKey;
  await refuseTaken(tx, leadId, emailKey, after.externalId);
  await tx.lead.update({
    where: { id: leadId },
    data: {
      ...(await columns(tx, after, emailKey)),
      ownerId,
      version: { increment: 1 },
      updatedAt: caller.now,
      binnedAt: null,
    },
  });
  const { source, channel, campaign } = after;
  await tx.leadScore.update({
    where: { leadId },
    data: { source, channel, campaign, ownerId, binned: false },
  });
  await tx.pass.updateMany({ where: { leadId, closedAt: null }, data: { ownerId } });
  await logChanges(tx, caller, leadId, changes);
  await recordAudit(tx, caller, {
    action: "lead.edited",
    subjectKind: "lead",
    subjectId: leadId,
    data: { fields: changes.map(({ field }) => field), ...(ownerId === lead.ownerId ? {} : { ownerId }) },
  });
  await progressIn(tx, caller, new Map([[leadId, { kind: "attributes" }]]));
  return lead.version + 1;
}

async function refuseTaken(
  tx: Tx,
  leadId: string,
  emailKey: string | null,
  externalId: string | null,
): Promise<void> {
  const taken = await tx.lead.findFirst({
    where: {
      id: { not: leadId },
      OR: [...(emailKey ? [{ emailKey }] : []), ...(externalId ? [{ externalId }] : [])],
    },
    select: { id: true, emailKey: true },
  });
  if (!taken) return;
  const path = taken.emailKey === emailKey ? "email" : "externalId";
  throw new AppError("conflict", "Another lead has it already", {
    errors: [{ path, rule: "unique", message: "Another lead has it already" }],
    data: { leadId: taken.id },
  });
}

function attributesOf(lead: Lead): LeadAttributes {
  const {
    email,
    externalId,
    firstName,
    lastName,
    title,
    phone,
    country,
    companyId,
    source,
    channel,
    campaign,
    asset,
  } = lead;
  return {
    email,
    externalId,
    firstName,
    lastName,
    title,
    phone,
    country,
    companyId,
    source,
    channel,
    campaign,
    asset,
    custom: lead.custom as JsonObject,
  };
}

async function columns(tx: Tx, attributes: LeadAttributes, emailKey: string | null) {
  const company = attributes.companyId
    ? await tx.company.findUnique({ where: { id: attributes.companyId }, select: { name: true } })
    : null;
  const named = { ...attributes, company: company?.name ?? null };
  return {
    ...attributes,
    custom: attributes.custom as Prisma.InputJsonObject,
    emailKey,
    name: displayName(named),
    searchText: searchText(named),
  };
}

async function logChanges(
  tx: Tx,
  caller: Caller,
  leadId: string,
  changes: readonly AttributeChange[],
): Promise<void> {
  await tx.leadAttributeChange.createMany({
    data: changes.map(({ field, value }) => ({
      id: newId(),
      leadId,
      field,
      value: value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue),
      at: caller.now,
      actorId: caller.viewer.id,
    })),
  });
}
