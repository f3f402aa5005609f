import "server-only";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { newId } from "@/lib/platform/ids";
import { dayToColumn } from "@/lib/shared/day";
import type { Caller } from "@/lib/team/viewer";
import { bandWords, MEASURE_LABEL, rangeWords, weekWords } from "../drift/words";
import { type DriftLine, driftLines } from "../queries/drift";

const TOLD: readonly ("marketer" | "manager")[] = ["marketer", "manager"];

/**
 * Looks at each band's last week and tells marketers and managers of those that left their usual range: once for each band,
 * measure and week, however often it looks. Answers how many were new.
 */
export async function watchDrift(caller: Caller): Promise<{ found: number }> {
  const outside = (await driftLines(db(), caller.now)).filter(({ side }) => side !== null);
  let found = 0;
  for (const line of outside) if (await tell(caller, line)) found++;
  return { found };
}

/** The finding and its alerts in one transaction: neither is there without the other. */
function tell(caller: Caller, { band, measure, now, range, side }: DriftLine): Promise<boolean> {
  const { now: at, correlationId } = caller;
  const { low, high } = range!;
  return transaction(async (tx) => {
    const inserted = await tx.$executeRaw`
      insert into drift_finding (id, band, measure, week, numerator, denominator, low, high, found_at)
      values (${newId()}::uuid, ${band}, ${measure}, ${dayToColumn(now.week)}::date, ${now.numerator},
        ${now.denominator}::int, ${low}, ${high}, ${at})
      on conflict (band, measure, week) do nothing`;
    if (inserted === 0) return false;
    const href = `/scoring/drift?${new URLSearchParams({ band, measure, week: now.week })}`;
    const title = `${bandWords(band)}: ${MEASURE_LABEL[measure].toLowerCase()} lies ${side} its usual range`;
    const usual = rangeWords({ low, high }, now.denominator !== null);
    const body = `${weekWords(now)} in the week of ${now.week}; usually ${usual}.`;
    await tx.outboxMessage.createMany({
      data: TOLD.map((role) => ({
        id: newId(),
        kind: "alert",
        payload: { alert: "drift", to: { role }, leadId: null, handoffId: null, title, body, href },
        createdAt: at,
        dueAt: at,
        correlationId,
      })),
    });
    return true;
  });
}
