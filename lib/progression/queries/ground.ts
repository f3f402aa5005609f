import "server-only";
import { KEEP_EXCLUSIONS } from "@/lib/exclusions/queries/lock";
import { arrayOf } from "@/lib/platform/db/arrays";
import type { Tx } from "@/lib/platform/db/client";
import { PLANNED_ONCE } from "@/lib/platform/db/planned-once";
import { type Needs, needsOf } from "@/lib/scoring/needs";
import { type SubjectColumns, subjectColumns, subjectsIn } from "@/lib/scoring/queries/subjects";
import type { House, LeadSnapshot } from "../snapshot";
import { type HouseColumns, houseColumns, houseIn, loadHouse } from "./house";
import { type LeadColumns, leadColumns, snapshotsIn } from "./snapshots";

/** Leads as they are under their locks, and what is in force. */
export type Ground = { snapshots: ReadonlyMap<string, LeadSnapshot>; house: House };

/** What the model needs that was in force when this process looked last: nearly always still does. */
let assumed: Needs | null = null;

/**
 * Locks the leads in id order (two writers that lock in different orders deadlock) and reads all that the rules may look
 * at, in one statement. The lock is a statement of its own, so that what is read is what was committed while waiting for it.
 * A lead that does not exist or lies in the bin is absent. What does not count stays the same until the transaction ends.
 */
export async function lockAndRead(
  tx: Tx,
  leadIds: readonly string[],
  { now, forUndo }: { now: Date; forUndo: boolean },
): Promise<Ground> {
  const ids = arrayOf([...new Set(leadIds)].sort());
  await tx.$executeRaw`${PLANNED_ONCE}
    with held as materialized (select ${KEEP_EXCLUSIONS}), locked as (
      select from held cross join lead_score s where s.lead_id = any(${ids}::uuid[]) order by s.lead_id for update of s
    )
    select count(*) from locked`;
  assumed ??= needsOf((await loadHouse(tx, now)).model.document);
  for (;;) {
    const needs: Needs = assumed;
    const [row] = await tx.$queryRaw<(HouseColumns & LeadColumns & SubjectColumns)[]>`${PLANNED_ONCE}
      with asked as (select ${ids}::uuid[] as ids)
      select ${houseColumns()}, ${leadColumns({ forUndo })}, ${subjectColumns(needs)}`;
    const house = await houseIn(tx, row!, now);
    assumed = needsOf(house.model.document);
    // Another model than was thought looks at other things: read again, by what it needs.
    if (needs !== assumed) continue;
    const subjects = subjectsIn(row!, needs);
    return { house, snapshots: await snapshotsIn(tx, row!, subjects) };
  }
}
