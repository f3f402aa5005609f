import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { whileErasing } from "@/lib/platform/db/erasing";

/**
 * Takes leads away with everything about them, in the caller's transaction: the one place that knows what hangs on a lead.
 * Answers how many there were. Who may, and the audit entry, are the caller's business.
 */
export async function eraseLeads(tx: Tx, leadIds: readonly string[]): Promise<number> {
  if (leadIds.length === 0) return 0;
  const ids = [...leadIds];
  return whileErasing(tx, async () => {
    await tx.$executeRaw`delete from activity where lead_id = any(${ids}::uuid[])`;
    await tx.$executeRaw`delete from qualification_answer where lead_id = any(${ids}::uuid[])`;
    await tx.$executeRaw`delete from opportunity where lead_id = any(${ids}::uuid[])`;
    await tx.$executeRaw`delete from score_adjustment where lead_id = any(${ids}::uuid[])`;
    await tx.$executeRaw`delete from exclusion where lead_id = any(${ids}::uuid[])`;
    await tx.$executeRaw`delete from pinned_lead where lead_id = any(${ids}::uuid[])`;
    await tx.$executeRaw`delete from outbox_message where lead_id = any(${ids}::uuid[])`;
    await tx.$executeRaw`delete from alert where lead_id = any(${ids}::uuid[])`;
    // Of what imports told about them, only the verdict stays, and which company a row made.
    await tx.$executeRaw`
      update import_row set lead_id = null, cells = null,
        change = case when change ? 'company' then jsonb_build_object('company', change -> 'company') end
      where lead_id = any(${ids}::uuid[])`;
    // Live row, transitions, passes, handoffs and changes hang on the lead by foreign keys.
    return tx.$executeRaw`delete from lead where id = any(${ids}::uuid[])`;
  });
}
