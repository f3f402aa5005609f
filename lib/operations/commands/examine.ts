import "server-only";
import { auditHead } from "@/lib/audit/queries";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { checks, examine } from "@/lib/platform/doctor/examine";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import type { Caller } from "@/lib/team/viewer";

const RUNS_KEPT = 30;

/** Examines everything that is stored and keeps what was found. */
export async function runDoctor({ now }: Caller): Promise<void> {
  const findings = await examine();
  await db().doctorRun.create({
    data: {
      id: newId(),
      startedAt: now,
      finishedAt: readClock(),
      promises: checks.length,
      findings: findings as object[],
    },
  });
  const old = await db().doctorRun.findMany({
    orderBy: { startedAt: "desc" },
    skip: RUNS_KEPT,
    select: { id: true },
  });
  await db().doctorRun.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
  for (const { id, violations } of findings)
    log.error({ promise: id, violations }, "the doctor found a broken promise");
  // Where nobody who could rewrite the database reaches: the chain must still hold this seal at any later time.
  const head = await auditHead(db());
  if (head) log.info(head, "the audit is sealed up to here");
}
