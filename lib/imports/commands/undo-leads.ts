import "server-only";
import { eraseLeads } from "@/lib/leads/commands/erase";
import { normaliseEmail } from "@/lib/leads/identity";
import type { Tx } from "@/lib/platform/db/client";
import { whileErasing } from "@/lib/platform/db/erasing";
import { loadLeads } from "../queries/standing";
import { workedOnSince } from "../queries/undo";
import { foldFields, type KeptLead, type Restored, type RowChange, restore } from "../undo";
import { undoHistories } from "./undo-history";
import { leadColumns, updateLeads } from "./write";

export type ImportToUndo = { importId: string; startedAt: Date };

/** A row that made or changed a lead. */
export type RowToUndo = { line: number; leadId: string; verdict: string; change: RowChange | null };

/**
 * Removes the leads that the import made and nobody has touched since. The others stay as they are, whole: a lead somebody
 * works on is not taken apart.
 */
export async function removeMadeLeads(
  tx: Tx,
  undone: ImportToUndo,
  rows: readonly RowToUndo[],
): Promise<{ removed: number; kept: KeptLead[] }> {
  const lineOf = new Map(rows.map(({ leadId, line }) => [leadId, line]));
  const worked = await workedOnSince(tx, undone, [...lineOf.keys()]);
  const free = [...lineOf.keys()].filter((leadId) => !worked.has(leadId));
  return {
    removed: await eraseLeads(tx, free),
    kept: [...worked.values()].map((lead) => ({ ...lead, line: lineOf.get(lead.id)!, fields: [] })),
  };
}

/**
 * Gives leads that stood before the import back what it changed: attributes and owner field by field, the stage history as
 * a whole, the activities that it told. `rows` from the last of the file to the first.
 */
export async function restoreLeads(
  tx: Tx,
  now: Date,
  undone: ImportToUndo,
  rows: readonly RowToUndo[],
): Promise<{ restored: string[]; kept: KeptLead[] }> {
  const byLead = Map.groupBy(rows, ({ leadId }) => leadId);
  const ids = [...byLead.keys()];
  if (ids.length === 0) return { restored: [], kept: [] };
  const first = (leadId: string) => byLead.get(leadId)!.at(-1)!;
  const histories = ids.flatMap((leadId) => {
    // Rows come last first: the last that tells is the earliest.
    const before = byLead.get(leadId)!.findLast(({ change }) => change?.before)?.change?.before;
    return before ? [{ leadId, before }] : [];
  });
  const continued = await undoHistories(tx, undone, histories);
  const fields = await restoreFields(tx, now, byLead);
  const active = await removeActivities(tx, undone.importId, ids);
  const kept = [...fields].flatMap(([leadId, { name, restored }]) => {
    const stays = [...restored.kept, ...(continued.has(leadId) ? ["stage"] : [])];
    return stays.length === 0
      ? []
      : [{ id: leadId, name, line: first(leadId).line, because: [], fields: stays }];
  });
  const touched = new Set([
    ...[...fields].flatMap(([leadId, { restored }]) => (restored.changed ? [leadId] : [])),
    ...histories.flatMap(({ leadId }) => (continued.has(leadId) ? [] : [leadId])),
    ...active,
  ]);
  return { restored: [...touched], kept };
}

async function restoreFields(
  tx: Tx,
  now: Date,
  byLead: ReadonlyMap<string, readonly RowToUndo[]>,
): Promise<Map<string, { name: string; restored: Restored }>> {
  const leads = await loadLeads(tx, [...byLead.keys()]);
  const folded = new Map(
    leads.map(({ id }) => [id, foldFields(byLead.get(id)!.flatMap(({ change }) => change ?? []))]),
  );
  const taken = await takenKeys(tx, folded);
  const restored = new Map(
    leads.map((lead) => [
      lead.id,
      {
        lead,
        restored: restore(
          lead,
          folded.get(lead.id)!,
          (field, value) =>
            taken.get(keyOf(field, value)) !== undefined && taken.get(keyOf(field, value)) !== lead.id,
        ),
      },
    ]),
  );
  const changed = [...restored.values()].filter((each) => each.restored.changed);
  const companyNames = await namesOfCompanies(
    tx,
    changed.flatMap((each) => each.restored.attributes.companyId ?? []),
  );
  await updateLeads(
    tx,
    now,
    changed.map(({ lead, restored: { attributes, ownerId } }) => ({
      ...leadColumns({
        id: lead.id,
        emailKey: attributes.email === null ? null : emailKeyOf(attributes.email),
        attributes,
        company: attributes.companyId ? (companyNames.get(attributes.companyId) ?? null) : null,
        ownerId,
      }),
      has_open_pass: true,
    })),
  );
  const logs = [...restored.values()].flatMap((each) => each.restored.logs);
  if (logs.length > 0)
    await whileErasing(
      tx,
      () => tx.$executeRaw`delete from lead_attribute_change where id = any(${logs}::uuid[])`,
    );
  const nameOf = await namesOfLeads(
    tx,
    [...restored].flatMap(([id, each]) => (each.restored.kept.length > 0 ? id : [])),
  );
  return new Map(
    [...restored].map(([id, each]) => [id, { name: nameOf.get(id) ?? "", restored: each.restored }]),
  );
}

const keyOf = (field: "email" | "externalId", value: string): string =>
  field === "email" ? `email ${emailKeyOf(value)}` : `externalId ${value}`;

function emailKeyOf(email: string): string {
  const normal = normaliseEmail(email);
  return normal.ok ? normal.value.key : email.toLowerCase();
}

/** The leads that have the old keys by now. */
async function takenKeys(
  tx: Tx,
  folded: ReadonlyMap<string, ReturnType<typeof foldFields>>,
): Promise<Map<string, string>> {
  const old = (field: "email" | "externalId") =>
    [...folded.values()].flatMap((fields) => {
      const was = fields.get(field)?.was;
      return typeof was === "string" ? [field === "email" ? emailKeyOf(was) : was] : [];
    });
  const [emails, externalIds] = [old("email"), old("externalId")];
  if (emails.length + externalIds.length === 0) return new Map();
  const rows = await tx.lead.findMany({
    where: { OR: [{ emailKey: { in: emails } }, { externalId: { in: externalIds } }] },
    select: { id: true, emailKey: true, externalId: true },
  });
  return new Map(
    rows.flatMap(({ id, emailKey, externalId }): [string, string][] => [
      ...(emailKey ? [[`email ${emailKey}`, id] as [string, string]] : []),
      ...(externalId ? [[`externalId ${externalId}`, id] as [string, string]] : []),
    ]),
  );
}

async function namesOfCompanies(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.company.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function namesOfLeads(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.lead.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What the import told that leads did; answers the leads that had any. */
async function removeActivities(tx: Tx, importId: string, leadIds: readonly string[]): Promise<string[]> {
  const rows = await whileErasing(
    tx,
    () => tx.$queryRaw<{ lead_id: string; unsubscribed: boolean }[]>`
      with gone as (
        delete from activity where lead_id = any(${[...leadIds]}::uuid[]) and import_id = ${importId}::uuid
        returning id, lead_id, type
      ), counted_anyway as (
        delete from exclusion where activity_id in (select id from gone)
      )
      select lead_id, bool_or(type = 'unsubscribed') as unsubscribed from gone group by lead_id`,
  );
  const ids = rows.map(({ lead_id }) => lead_id);
  if (ids.length === 0) return [];
  await tx.$executeRaw`
    update lead_score s set last_activity_at = (select max(occurred_at) from activity a where a.lead_id = s.lead_id)
    where s.lead_id = any(${ids}::uuid[])`;
  const unsubscribed = rows.filter((row) => row.unsubscribed).map(({ lead_id }) => lead_id);
  await tx.$executeRaw`
    update lead l set unsubscribed_at = (
      select max(occurred_at) from activity a where a.lead_id = l.id and a.type = 'unsubscribed')
    where l.id = any(${unsubscribed}::uuid[])`;
  return ids;
}
