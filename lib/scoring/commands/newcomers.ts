import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { Day } from "@/lib/shared/day";
import type { Json } from "@/lib/shared/json";
import { type ScoreColumns, scoreColumns } from "../columns";
import { scoreBriefly } from "../evaluate";
import { needsOf } from "../needs";
import { modelInForce } from "../queries/models";
import { attributesOf, type ChangeRow, companyIn, loadCompanyChanges } from "../queries/subjects";
import type { ScoredActivity } from "../score";

/** A lead that is made in this transaction, with all that will be known of it. */
export type Newcomer = {
  leadId: string;
  createdAt: Date;
  /** Its attribute log, in order. */
  changes: readonly { field: string; value: Json; at: Date }[];
  activities: readonly ScoredActivity[];
};

/**
 * The scores that `rescoreLeads` would store of leads once they were there, so that they can be inserted with them: a row
 * that is written once costs a third of one that is updated twice. Their companies are stored already.
 */
export async function scoreNewcomers(
  tx: Tx,
  { today, zone }: { today: Day; zone: string },
  leads: readonly Newcomer[],
): Promise<Map<string, ScoreColumns>> {
  if (leads.length === 0) return new Map();
  const { version, document } = await modelInForce(tx);
  const logs = leads.map(({ leadId, changes }) =>
    changes.map((change): ChangeRow => ({ subject_id: leadId, ...change })),
  );
  const companies = [...new Set(logs.flatMap((log) => log.flatMap((row) => companyIn(row) ?? [])))];
  const companyChanges = await loadCompanyChanges(tx, companies, needsOf(document));
  return new Map(
    leads.map(({ leadId, createdAt, activities }, index) => {
      const subject = {
        leadId,
        createdAt,
        attributes: attributesOf(logs[index]!, companyChanges),
        activities,
        adjustments: [],
      };
      return [leadId, scoreColumns(scoreBriefly(subject, document, today, zone), version)];
    }),
  );
}
