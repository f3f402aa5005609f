import { placesOf } from "../ranks";

// How far a person's judgement of leads and the machine's agree.

/** What a person says of a lead, in one key. Three sides of the model's lines: hot, MQL, and below in three shades. */
export const RATINGS = [1, 2, 3, 4, 5] as const;
export type Rating = (typeof RATINGS)[number];

/** Where the model puts a lead. */
export const STANDINGS = ["hot", "mql", "below"] as const;
export type Standing = (typeof STANDINGS)[number];

export const standingOf = ({ isHot, meetsMql }: { isHot: boolean; meetsMql: boolean }): Standing =>
  isHot ? "hot" : meetsMql ? "mql" : "below";

/** The standing that a rating speaks for. */
export const standingOfRating = (rating: Rating): Standing =>
  rating === 5 ? "hot" : rating === 4 ? "mql" : "below";

/** One lead as a person and the machine saw it on the same day. */
export type HandScored = { leadId: string; rating: Rating; score: number; standing: Standing };

export type Agreement = {
  n: number;
  /** Spearman's rank correlation of rating and score, −1 to 1; null where either is the same for all, or for fewer than 3. */
  correlation: number | null;
  /** Leads that both put on the same side of the lines. */
  same: number;
  /** Leads by rating (5 first) and standing (hot first). */
  confusion: readonly { rating: Rating; counts: Readonly<Record<Standing, number>> }[];
  /** Farthest apart first; only leads that one ranks clearly otherwise than the other. */
  disagreements: readonly Disagreement[];
};

export type Disagreement = HandScored & {
  /** The person's place less the machine's, as a share of the leads: positive when the person thinks more of the lead. */
  apart: number;
};

/** Leads whose places differ by less than this share of the sample agree well enough. */
const CLEARLY = 0.25;

export function agreementOf(leads: readonly HandScored[]): Agreement {
  const byHand = placesOf(leads.map(({ rating }) => rating));
  const byMachine = placesOf(leads.map(({ score }) => score));
  return {
    n: leads.length,
    correlation: leads.length < 3 ? null : pearson(byHand, byMachine),
    same: leads.filter(({ rating, standing }) => standingOfRating(rating) === standing).length,
    confusion: RATINGS.toReversed().map((rating) => ({
      rating,
      counts: countStandings(leads.filter((lead) => lead.rating === rating)),
    })),
    disagreements: leads
      .map((lead, index) => ({ ...lead, apart: (byHand[index]! - byMachine[index]!) / leads.length }))
      .filter(({ apart }) => Math.abs(apart) >= CLEARLY)
      .sort((a, b) => Math.abs(b.apart) - Math.abs(a.apart) || (a.leadId < b.leadId ? -1 : 1)),
  };
}

/** Spearman's rank correlation of two people's ratings of the same leads; null as in `Agreement`. */
export function spearman(a: readonly number[], b: readonly number[]): number | null {
  return a.length < 3 ? null : pearson(placesOf(a), placesOf(b));
}

function countStandings(leads: readonly HandScored[]): Record<Standing, number> {
  const counts = { hot: 0, mql: 0, below: 0 };
  for (const { standing } of leads) counts[standing]++;
  return counts;
}

/** Of the places: with ties this is Spearman's correlation, where the short formula is not. */
function pearson(a: readonly number[], b: readonly number[]): number | null {
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let both = 0;
  let squareA = 0;
  let squareB = 0;
  for (const [index, value] of a.entries()) {
    both += (value - meanA) * (b[index]! - meanB);
    squareA += (value - meanA) ** 2;
    squareB += (b[index]! - meanB) ** 2;
  }
  return squareA === 0 || squareB === 0 ? null : both / Math.sqrt(squareA * squareB);
}
