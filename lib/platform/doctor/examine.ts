import "server-only";
import { db, type Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";
import { type Check, EXAMPLES, type Examination, type Look } from "./check";
import { auditChecks } from "./checks/audit";
import { handoffChecks } from "./checks/handoffs";
import { jobChecks } from "./checks/jobs";
import { passChecks } from "./checks/passes";
import { recordChecks } from "./checks/records";
import { routingChecks } from "./checks/routing";
import { scoreChecks } from "./checks/scores";
import { stageChecks } from "./checks/stages";
import { contentExaminations } from "./content";
import { funnelExaminations } from "./funnel";
import { scoreExaminations } from "./scores";

/** Every promise about the stored data, in the order of a report. */
export const checks: readonly (Check | Examination)[] = [
  ...stageChecks,
  ...scoreChecks,
  ...scoreExaminations,
  ...passChecks,
  ...funnelExaminations,
  ...handoffChecks,
  ...routingChecks,
  ...recordChecks,
  ...contentExaminations,
  ...auditChecks,
  ...jobChecks,
];

/** A promise that the data break, with how many rows do and the first of them. */
export type Finding = {
  id: string;
  promise: string;
  violations: number;
  examples: Record<string, unknown>[];
};

const LONGEST = 60 * 60_000;

/**
 * Examines everything that is stored, at one instant, without changing or locking anything: an app may go on writing
 * meanwhile. Scores of a large workspace are examined by a sample unless `all`. Answers what is wrong; nothing when all
 * promises hold.
 */
export function examine({ all = false }: { all?: boolean } = {}): Promise<Finding[]> {
  return db().$transaction(
    async (tx) => {
      await tx.$executeRaw`set transaction read only`;
      const findings: Finding[] = [];
      for (const check of checks) {
        const { violations, examples } = await ("look" in check
          ? check.look(tx, { all })
          : rowsOf(tx, check));
        if (violations > 0) findings.push({ id: check.id, promise: check.promise, violations, examples });
      }
      return findings;
    },
    { isolationLevel: "RepeatableRead", timeout: LONGEST, maxWait: 10_000 },
  );
}

async function rowsOf(tx: Tx, { violations }: Check): Promise<Look> {
  const rows = await tx.$queryRaw<{ total: number; row: Record<string, unknown> }[]>(Prisma.sql`
    select count(*) over ()::int as total, to_jsonb(broken) as row
    from (${violations}) as broken limit ${EXAMPLES}`);
  return { violations: rows[0]?.total ?? 0, examples: rows.map(({ row }) => row) };
}
