import "server-only";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { rescoreLeads } from "@/lib/scoring/commands/rescore";
import type { Caller } from "@/lib/team/viewer";
import { meantSql, type Target, targetOf } from "../queries/pattern";

/** Leads that are locked at once: few enough that an event of one of them hardly waits. */
const CHUNK = 500;

const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Scores anew all leads that an exclusion touches, whether it began or was lifted, and notes how far it came, so that a run
 * that was cut off goes on where it ended. An exclusion that is lifted meanwhile begins again. Moves nobody.
 */
export async function settle(caller: Caller, exclusionId: string, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted) {
    const row = await db().exclusion.findUnique({ where: { id: exclusionId } });
    if (!row || row.settledAt) return;
    const leadIds = await touchedLeads(targetOf(row), row.settledUpTo);
    await transaction(async (tx) => {
      if (leadIds.length > 0) await rescoreLeads(tx, caller, leadIds);
      await tx.exclusion.updateMany({
        where: { id: exclusionId, liftedAt: row.liftedAt, settledUpTo: row.settledUpTo },
        data:
          leadIds.length > 0
            ? { settledUpTo: leadIds.at(-1)!, leadsDone: { increment: leadIds.length } }
            : { settledAt: caller.now },
      });
    });
  }
}

async function touchedLeads(target: Target, after: string | null): Promise<string[]> {
  const rows = await db().$queryRaw<{ lead_id: string }[]>`
    select distinct a.lead_id from activity a
    where a.lead_id > ${after ?? FIRST}::uuid and ${meantSql(target)}
    order by a.lead_id limit ${CHUNK}`;
  return rows.map((row) => row.lead_id);
}
