import type { Rating, Standing } from "./agreement";

/** What each rating says, in the person's words. */
export const RATING_WORDS: Record<Rating, string> = {
  5: "Hand over now",
  4: "Worth qualifying",
  3: "Promising, keep warm",
  2: "Unlikely",
  1: "Not for us",
};

export const STANDING_WORDS: Record<Standing, string> = { hot: "Hot", mql: "MQL", below: "Below the line" };

/** A rank correlation as a person reads it. */
export function correlationWords(correlation: number | null): string {
  if (correlation === null) return "cannot be told yet";
  if (correlation >= 0.7) return "the same order, by and large";
  if (correlation >= 0.4) return "a similar order";
  if (correlation >= 0.1) return "hardly the same order";
  return correlation > -0.1 ? "no common order" : "rather the opposite order";
}
