import type { Criterion } from "./model";

/** A criterion as part of a sentence: "engagement at least 35 and fit C or better". */
export function criterionWords(criterion: Criterion): string {
  const { minFit, minEngagement, minTotal, minFitBand, minEngagementBand } = criterion;
  return [
    minEngagement === undefined ? null : `engagement at least ${minEngagement}`,
    minEngagementBand === undefined ? null : bandWords("engagement", minEngagementBand),
    minFit === undefined ? null : `fit at least ${minFit}`,
    minFitBand === undefined ? null : bandWords("fit", minFitBand),
    minTotal === undefined ? null : `total at least ${minTotal}`,
  ]
    .filter((part) => part !== null)
    .join(" and ");
}

const bandWords = (part: string, band: "A" | "B" | "C" | 1 | 2 | 3): string =>
  band === "A" || band === 1 ? `${part} ${band}` : `${part} ${band} or better`;

/** Any of the criteria: "never" when there is none. */
export const criteriaWords = (criteria: readonly Criterion[]): string =>
  criteria.length === 0 ? "never" : criteria.map(criterionWords).join(", or ");
