import type { Day } from "@/lib/shared/day";

/** A day on which another version of the scoring model or of the definition came into force. */
export type VersionMark = {
  of: "model" | "definition";
  version: number;
  on: Day;
  /** The month, the ISO week and the Monday of that day, as groups of a chart are keyed. */
  month: string;
  week: string;
  monday: Day;
  note: string | null;
};

/** "model 4" */
export const markWords = ({ of, version }: VersionMark): string => `${of} ${version}`;

/** What came into force in one group of a chart, in a few words; "" when nothing did. */
export const marksIn = (
  marks: readonly VersionMark[],
  step: "month" | "week" | "monday",
  key: string | null,
) =>
  marks
    .filter((mark) => mark[step] === key)
    .map(markWords)
    .join(", ");

/** The same with why: "model 4: More for webinars". What tables and files say. */
export const marksWithNotes = (
  marks: readonly VersionMark[],
  step: "month" | "week" | "monday",
  key: string | null,
): string =>
  marks
    .filter((mark) => mark[step] === key)
    .map((mark) => (mark.note ? `${markWords(mark)}: ${mark.note}` : markWords(mark)))
    .join("; ");
