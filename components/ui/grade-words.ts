/** What the letter of a grade says, for people. */
export const FIT_WORD: Readonly<Record<string, string>> = {
  A: "excellent fit",
  B: "good fit",
  C: "fair fit",
  D: "poor fit",
};

/** What its digit says. */
export const ENGAGEMENT_WORD: Readonly<Record<string, string>> = {
  "1": "very engaged",
  "2": "engaged",
  "3": "some engagement",
  "4": "little engagement",
};
