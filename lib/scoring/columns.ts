import type { Day } from "@/lib/shared/day";
import type { ScoreBrief } from "./evaluate";

/** The score as lead_score stores it: the one mapping that every writer uses. */
export type ScoreColumns = {
  score: number;
  fit: number;
  engagement: number;
  adjustment: number;
  grade: string;
  near: boolean;
  reason: string;
  scoredOn: Day;
  modelVersion: number;
  changesOn: Day | null;
};

const SMALLINT_MAX = 32_767;

/** The columns are small integers; subtotals without a cap may leave their range and are stored at its end. */
const small = (points: number): number => Math.max(-SMALLINT_MAX, Math.min(SMALLINT_MAX, points));

export function scoreColumns(score: ScoreBrief, modelVersion: number): ScoreColumns {
  return {
    score: small(score.total),
    fit: small(score.fit),
    engagement: small(score.engagement),
    adjustment: small(score.adjustment),
    grade: score.grade,
    near: score.nearMql,
    reason: score.reason,
    scoredOn: score.on,
    modelVersion,
    changesOn: score.changesOn,
  };
}
