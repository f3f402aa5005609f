import "server-only";
import { REQUIRED_FIELD_LABEL, type RequiredField } from "@/lib/definitions/definition";
import { definitionInForce } from "@/lib/definitions/queries";
import type { Db } from "@/lib/platform/db/client";
import { type Day, dayToColumn } from "@/lib/shared/day";
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
 * How many leads meet the MQL line by their stored score, lack no required field, and are still leads: a model that changed
 * promotes nobody.
 */
export async function promotableCount(db: Db, viewer: Viewer): Promise<number> {
  refuseUnlessReader(viewer);
  const { line, missing } = await questions(db);
  const [row] = await db.$queryRaw<{ leads: number }[]>`
    select count(*)::int as leads
    from lead_score s join lead l on l.id = s.lead_id left join company c on c.id = l.company_id
    where s.stage = 'lead' and not s.binned and (${line}) and ${missing} is null`;
  return row?.leads ?? 0;
}

/** Those leads, best first, and behind them who meets the line but lacks a required field. */
export async function promotableLeads(db: Db, viewer: Viewer): Promise<PromotableLead[]> {
  refuseUnlessReader(viewer);
  if (!may(viewer, "lead.read")) return [];
  const { line, missing } = await questions(db);
  return db.$queryRaw<PromotableLead[]>`
    select l.id, l.name, c.name as company, s.score, s.grade, s.reason, ${missing} as missing
    from lead_score s join lead l on l.id = s.lead_id left join company c on c.id = l.company_id
    where s.stage = 'lead' and not s.binned and (${line})
    order by ${missing} is not null, s.score desc, s.lead_id limit ${MOST_SHOWN}`;
}

/**
 * Leads whose stored score is not yet that of the version in force and of today: while there are any, the list of who meets
 * the line is not complete.
 */
export async function unsettledScores(db: Db, viewer: Viewer, today: Day): Promise<number> {
  refuseUnlessReader(viewer);
  const { version } = await modelInForce(db);
  return db.leadScore.count({
    where: {
      binned: false,
      OR: [{ modelVersion: { not: version } }, { changesOn: { lte: dayToColumn(today) } }],
    },
  });
}

async function questions(db: Db): Promise<{ line: Prisma.Sql; missing: Prisma.Sql }> {
  const [model, definition] = await Promise.all([modelInForce(db), definitionInForce(db)]);
  return {
    line: meetsLine(model.document),
    missing: missingIn(definition.document.mql.requiredFields),
  };
}

const COLUMNS: Record<RequiredField, Prisma.Sql> = {
  email: Prisma.sql`l.email`,
  firstName: Prisma.sql`l.first_name`,
  lastName: Prisma.sql`l.last_name`,
  title: Prisma.sql`l.title`,
  phone: Prisma.sql`l.phone`,
  country: Prisma.sql`l.country`,
  company: Prisma.sql`c.name`,
};

/** The required fields a lead has no value for, in words, as the gate would name them; null when it has them all. */
function missingIn(fields: readonly RequiredField[]): Prisma.Sql {
  if (fields.length === 0) return Prisma.sql`null::text`;
  const each = fields.map(
    (field) =>
      Prisma.sql`case when coalesce(${COLUMNS[field]}, '') !~ '\\S' then ${REQUIRED_FIELD_LABEL[field]} end`,
  );
  return Prisma.sql`nullif(concat_ws(', ', ${Prisma.join(each)}), '')`;
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
