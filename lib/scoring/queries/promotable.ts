import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { neededPoints } from "../grade";
import type { ScoringModelDocument } from "../model";
import { modelInForce, refuseUnlessReader } from "./models";

export type PromotableLead = {
  id: string;
  name: string;
  company: string | null;
  score: number;
  grade: string;
  reason: string;
  /** The required field it lacks, in words: it cannot be promoted before that is known. */
  missing: string | null;
};

const MOST_SHOWN = 200;

/**
 * How many leads meet the MQL line by their stored score, lack nothing that is known, and are still leads: a model that
 * changed promotes nobody.
 */
export async function promotableCount(db: Db, viewer: Viewer): Promise<number> {
  refuseUnlessReader(viewer);
  const where = meetsLine((await modelInForce(db)).document);
  const [row] = await db.$queryRaw<{ leads: number }[]>`
    select count(*)::int as leads from lead_score s where s.stage = 'lead' and not s.binned and s.missing is null
      and (${where})`;
  return row?.leads ?? 0;
}

/** Those leads, best first, and behind them who meets the line but lacks a required field. */
export async function promotableLeads(db: Db, viewer: Viewer): Promise<PromotableLead[]> {
  refuseUnlessReader(viewer);
  if (!may(viewer, "lead.read")) return [];
  const where = meetsLine((await modelInForce(db)).document);
  return db.$queryRaw<PromotableLead[]>`
    select l.id, l.name, c.name as company, s.score, s.grade, s.reason, s.missing
    from lead_score s join lead l on l.id = s.lead_id left join company c on c.id = l.company_id
    where s.stage = 'lead' and not s.binned and (${where})
    order by s.missing is not null, s.score desc, s.lead_id limit ${MOST_SHOWN}`;
}

function meetsLine(document: ScoringModelDocument): Prisma.Sql {
  const criteria = document.mql.flatMap((criterion) => {
    const needed = neededPoints(criterion, document);
    if (!needed) return [];
    const parts = [
      [Prisma.sql`s.fit`, needed.fit],
      [Prisma.sql`s.engagement`, needed.engagement],
      [Prisma.sql`s.score`, needed.total],
    ] as const;
    const named = parts.filter(([, lowest]) => Number.isFinite(lowest));
    return [
      Prisma.join(
        named.map(([column, lowest]) => Prisma.sql`${column} >= ${lowest}`),
        " and ",
      ),
    ];
  });
  return criteria.length === 0 ? Prisma.sql`false` : Prisma.join(criteria, " or ");
}
