import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { ScoreColumns } from "../columns";

export type StoredScore = Omit<ScoreColumns, "reason"> & {
  leadId: string;
  /** null keeps the one that is stored. */
  reason: string | null;
  /** Of a score that was computed before the lead was locked: the mark that its live row had then. */
  mark?: number;
};

/**
 * One statement that stores the scores of many leads and answers how many it wrote. Rows that were written since their mark
 * was read are left alone; all others are written, also when they stay as they are, so that whoever has read one of them
 * sees that something of the lead is new. The caller holds the leads' locks.
 */
export function storeScores(scores: readonly StoredScore[]): Prisma.Sql {
  /** As PostgreSQL writes a list of plain words: much cheaper to send than one value at a time. */
  const plain = (read: (score: StoredScore) => string | number | boolean | null) =>
    `{${scores.map((score) => read(score) ?? "null").join()}}`;
  const column = <K extends keyof StoredScore>(key: K) => plain((score) => score[key] ?? null);
  // xmin is the transaction that wrote the row as it stands: an unsigned number.
  const marks = plain(({ mark }) => (mark === undefined ? null : mark >>> 0));
  return Prisma.sql`
    update lead_score s
    set score = n.score, fit = n.fit, engagement = n.engagement, adjustment = n.adjustment, grade = n.grade, near = n.near,
      reason = coalesce(n.reason, s.reason), scored_on = n.scored_on, model_version = n.model_version,
      changes_on = n.changes_on
    from unnest(${column("leadId")}::uuid[], ${column("score")}::smallint[], ${column("fit")}::smallint[],
        ${column("engagement")}::smallint[], ${column("adjustment")}::smallint[], ${column("grade")}::text[],
        ${column("near")}::boolean[],
        ${scores.map(({ reason }) => reason)}::text[], ${column("scoredOn")}::date[], ${column("modelVersion")}::int[],
        ${column("changesOn")}::date[], ${marks}::xid[])
      as n(lead_id, score, fit, engagement, adjustment, grade, near, reason, scored_on, model_version, changes_on, mark)
    where s.lead_id = n.lead_id and (n.mark is null or s.xmin = n.mark)`;
}
