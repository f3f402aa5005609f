import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { whileErasing } from "@/lib/platform/db/erasing";
import type { CompanyChange } from "../undo";
import { lockCompanyNames } from "./companies";
import type { ImportToUndo } from "./undo-leads";

export type UndoneCompanies = {
  removed: number;
  restored: number;
  kept: number;
  /** Leads whose company is another one now than it was. */
  leads: string[];
};

/**
 * Removes the companies that an import made, where no lead belongs to them any more and nobody changed them since, and
 * empties again what it filled of others. Comes after all leads.
 */
export async function undoCompanies(
  tx: Tx,
  now: Date,
  { startedAt }: ImportToUndo,
  changes: readonly CompanyChange[],
): Promise<UndoneCompanies> {
  const made = changes.filter((change) => change.made).map(({ id }) => id);
  // An import or a form that found the company by its name waits until it is gone, and makes its own.
  const named = await tx.company.findMany({ where: { id: { in: made } }, select: { name: true } });
  await lockCompanyNames(
    tx,
    named.map(({ name }) => name),
  );
  const removed = await whileErasing(
    tx,
    () => tx.$executeRaw`
      delete from company c where c.id = any(${made}::uuid[])
        and not exists (select from lead l where l.company_id = c.id)
        and not exists (
          select from company_attribute_change h where h.company_id = c.id and h.at > ${startedAt}::timestamptz)`,
  );
  const filled = changes.flatMap(({ id, filled }) =>
    filled.map(({ field, is, log }) => ({ id, field, value: is === null ? null : String(is), log })),
  );
  const { emptied, leads } = await emptyFilled(tx, now, filled);
  return { removed, restored: emptied, kept: named.length - removed, leads };
}

type Filled = { id: string; field: string; value: string | null; log: string };

/** An import fills only what was empty, so what is still as it filled it becomes empty again. */
async function emptyFilled(
  tx: Tx,
  now: Date,
  filled: readonly Filled[],
): Promise<{ emptied: number; leads: string[] }> {
  if (filled.length === 0) return { emptied: 0, leads: [] };
  const json = JSON.stringify(filled);
  const rows = await tx.$queryRaw<{ id: string; log: string }[]>`
    with still as (
      select c.id, r.field, r.log from json_to_recordset(${json}::json) as r(id uuid, field text, value text, log uuid)
      join company c on c.id = r.id
      where to_jsonb(c) ->> r.field = r.value
    ), fields as (
      select id, array_agg(field) as names from still group by id
    ), emptied as (
      update company c set version = c.version + 1, updated_at = ${now}::timestamptz,
        domain = case when 'domain' = any(f.names) then null else c.domain end,
        industry = case when 'industry' = any(f.names) then null else c.industry end,
        employees = case when 'employees' = any(f.names) then null else c.employees end,
        revenue = case when 'revenue' = any(f.names) then null else c.revenue end,
        country = case when 'country' = any(f.names) then null else c.country end
      from fields f where c.id = f.id
    )
    select id, log from still`;
  const logs = rows.map(({ log }) => log);
  await whileErasing(
    tx,
    () => tx.$executeRaw`delete from company_attribute_change where id = any(${logs}::uuid[])`,
  );
  const companies = [...new Set(rows.map(({ id }) => id))];
  const leads = await tx.lead.findMany({ where: { companyId: { in: companies } }, select: { id: true } });
  return { emptied: companies.length, leads: leads.map(({ id }) => id) };
}
