import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { Json } from "@/lib/shared/json";
import { type CompanyChange, type FieldChange, fieldValue, OWNER_FIELD, type RowChange } from "../undo";
import type { DecidedRow } from "./batch";

/** Ids of the rows of the attribute history, by line of the file and field. */
export type LoggedChanges = Map<number, Map<string, string>>;

/**
 * The small states of leads that an import may move on: live stage, open pass, its deal, the handoff that waits. As the
 * database writes them, so that it can read them back to the microsecond.
 */
export async function historyBefore(tx: Tx, leadIds: readonly string[]): Promise<Map<string, Json>> {
  if (leadIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ lead_id: string; before: Json }[]>`
    select s.lead_id, jsonb_build_object(
      'live', jsonb_build_object('stage', s.stage, 'seq', s.seq, 'stage_since', s.stage_since, 'missing', s.missing),
      'passes', (select count(*) from pass where lead_id = s.lead_id),
      'pass', to_jsonb(p), 'deal', to_jsonb(o),
      'handoff', (select jsonb_build_object('id', h.id, 'events', count(e.seq)) from handoff h
        join handoff_event e on e.handoff_id = h.id where h.pass_id = p.id and h.status = 'pending' group by h.id)
      ) as before
    from lead_score s
    left join pass p on p.lead_id = s.lead_id and p.closed_at is null
    left join opportunity o on o.pass_id = p.id
    where s.lead_id = any(${[...leadIds]}::uuid[])`;
  return new Map(rows.map(({ lead_id, before }) => [lead_id, before]));
}

/** What each row of a wave changed of what stood before, by line; a row that only made a lead keeps nothing. */
export function journalOf(
  rows: readonly DecidedRow[],
  written: { logged: LoggedChanges; before: Map<string, Json>; companies: Map<string, CompanyChange> },
): Map<number, RowChange> {
  const journal = new Map<number, RowChange>();
  const companies = new Map(written.companies);
  for (const decided of rows) {
    const { row, leadId, standing, company } = decided;
    const change: RowChange = {
      ...(standing ? fieldsOf(decided, written.logged) : {}),
      ...(standing && written.before.has(leadId) ? { before: written.before.get(leadId)! } : {}),
      ...(company && companies.has(company.id) ? { company: companies.get(company.id)! } : {}),
    };
    // Told by the first row that needed it.
    if (company) companies.delete(company.id);
    if (Object.keys(change).length > 0) journal.set(row.line, change);
  }
  return journal;
}

function fieldsOf({ row, standing, next }: DecidedRow, logged: LoggedChanges): Pick<RowChange, "fields"> {
  const fields: Record<string, FieldChange> = {};
  for (const { field, value } of next.changes)
    fields[field] = {
      was: fieldValue(standing!.attributes, field),
      is: value,
      log: logged.get(row.line)?.get(field) ?? null,
    };
  if (next.ownerChanged) fields[OWNER_FIELD] = { was: standing!.ownerId, is: next.ownerId, log: null };
  return Object.keys(fields).length === 0 ? {} : { fields };
}
