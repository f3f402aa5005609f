import "server-only";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { progress } from "@/lib/progression/commands/progress";
import type { Caller } from "@/lib/team/viewer";
import { historyBefore } from "./journal";

const LEADS_AT_ONCE = 50;

/**
 * Lets the gate look at every lead that an import made or changed, as after an edit of its attributes: those that meet the
 * criteria become MQL, hot ones are handed over. Repeating it changes nothing.
 */
export async function routeImported(caller: Caller, importId: string): Promise<void> {
  let after = 0;
  for (;;) {
    const rows = await db().$queryRaw<{ row_no: number; lead_id: string }[]>`
      select r.row_no, r.lead_id from import_row r join lead_score s on s.lead_id = r.lead_id
      where r.import_id = ${importId}::uuid and r.row_no > ${after} and r.verdict in ('created', 'updated')
        and s.stage in ('lead', 'mql', 'recycled') and not s.binned
      order by r.row_no limit ${LEADS_AT_ONCE}`;
    const last = rows.at(-1);
    if (!last) return;
    const leads = [...new Set(rows.map(({ lead_id }) => lead_id))].sort();
    await keepHistories(importId, leads);
    await progress(caller, new Map(leads.map((leadId) => [leadId, { kind: "attributes" as const }])));
    after = last.row_no;
  }
}

/**
 * Keeps the histories of leads that stood before the import with its rows, before the gate may move them on: what an undo
 * restores. One that is kept already is older, and stays.
 */
async function keepHistories(importId: string, leadIds: readonly string[]): Promise<void> {
  await transaction(async (tx) => {
    const histories = await historyBefore(tx, leadIds);
    const json = JSON.stringify([...histories].map(([lead_id, before]) => ({ lead_id, before })));
    await tx.$executeRaw`
      update import_row i set change = coalesce(i.change, '{}') || jsonb_build_object('before', r.before)
      from json_to_recordset(${json}::json) as r(lead_id uuid, before jsonb) join lead l on l.id = r.lead_id
      where i.import_id = ${importId}::uuid and i.lead_id = r.lead_id and i.verdict = 'updated'
        and l.import_id is distinct from i.import_id and not coalesce(i.change ? 'before', false)`;
  });
}
