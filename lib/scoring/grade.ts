import type { Criterion, EngagementBand, FitBand, ScoringModelDocument } from "./model";

export type Bands = { fitBand: FitBand | null; engagementBand: EngagementBand; grade: string };

/** Bands and grade of the rounded subtotals; no fit band when the model has no fit rules. */
export function bandsOf(fit: number, engagement: number, bands: ScoringModelDocument["bands"]): Bands {
  const fitBand = bands.fit && bandOfFit(fit, bands.fit);
  const engagementBand = bandOfEngagement(engagement, bands.engagement);
  return { fitBand, engagementBand, grade: `${fitBand ?? ""}${engagementBand}` };
}

function bandOfFit(fit: number, lowest: NonNullable<ScoringModelDocument["bands"]["fit"]>): FitBand {
  if (fit >= lowest.A) return "A";
  if (fit >= lowest.B) return "B";
  return fit >= lowest.C ? "C" : "D";
}

function bandOfEngagement(
  engagement: number,
  lowest: ScoringModelDocument["bands"]["engagement"],
): EngagementBand {
  if (engagement >= lowest[1]) return 1;
  if (engagement >= lowest[2]) return 2;
  return engagement >= lowest[3] ? 3 : 4;
}

/** What a criterion is held against: rounded subtotals, bands, and the clamped total. */
export type Reached = { fit: number; engagement: number; total: number } & Pick<
  Bands,
  "fitBand" | "engagementBand"
>;

/** Whether all named parts of the criterion hold. A fit band that the model cannot give is never reached. */
function meets(criterion: Criterion, reached: Reached): boolean {
  return (
    (criterion.minFit === undefined || reached.fit >= criterion.minFit) &&
    (criterion.minEngagement === undefined || reached.engagement >= criterion.minEngagement) &&
    (criterion.minTotal === undefined || reached.total >= criterion.minTotal) &&
    // A is the best and sorts first; so does 1.
    (criterion.minFitBand === undefined ||
      (reached.fitBand !== null && reached.fitBand <= criterion.minFitBand)) &&
    (criterion.minEngagementBand === undefined || reached.engagementBand <= criterion.minEngagementBand)
  );
}

export function meetsAny(criteria: readonly Criterion[], reached: Reached): boolean {
  for (const criterion of criteria) if (meets(criterion, reached)) return true;
  return false;
}

export type NeededPoints = { fit: number; engagement: number; total: number };

/** The least points of each part that meet a criterion; null when its fit band does not exist. */
export function neededPoints(criterion: Criterion, { bands }: ScoringModelDocument): NeededPoints | null {
  const nothing = Number.NEGATIVE_INFINITY;
  if (criterion.minFitBand && !bands.fit) return null;
  const fitBand = criterion.minFitBand && bands.fit ? bands.fit[criterion.minFitBand] : nothing;
  const engagementBand = criterion.minEngagementBand
    ? bands.engagement[criterion.minEngagementBand]
    : nothing;
  return {
    fit: Math.max(criterion.minFit ?? nothing, fitBand),
    engagement: Math.max(criterion.minEngagement ?? nothing, engagementBand),
    total: criterion.minTotal ?? nothing,
  };
}

/** How many points short of a line still count as near it. */
export const NEAR_POINTS = 10;

/** Whether every part of some criterion is reached or misses by NEAR_POINTS at most. */
export function isNearAny(
  criteria: readonly Criterion[],
  document: ScoringModelDocument,
  reached: Pick<Reached, "fit" | "engagement" | "total">,
): boolean {
  for (const criterion of criteria) {
    const needed = neededPoints(criterion, document);
    if (
      needed !== null &&
      reached.fit >= needed.fit - NEAR_POINTS &&
      reached.engagement >= needed.engagement - NEAR_POINTS &&
      reached.total >= needed.total - NEAR_POINTS
    )
      return true;
  }
  return false;
}
