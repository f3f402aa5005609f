import type { Measure, Range, Week } from "./control";

export const MEASURE_LABEL: Record<Measure, string> = {
  volume: "Volume",
  acceptance: "Acceptance",
  conversion: "Conversion",
};

export const MEASURE_MEANING: Record<Measure, string> = {
  volume: "MQLs of the week",
  acceptance: "accepted of those that sales accepted or rejected in the week",
  conversion: "MQLs of the week that became SQL within 28 days; younger weeks are left out",
};

export const bandWords = (band: string): string => (band === "all" ? "All bands" : `Band ${band}`);

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "18", or "42 % (5 of 12)". */
export const weekWords = ({ numerator, denominator }: Week): string =>
  denominator === null
    ? String(numerator)
    : denominator === 0
      ? "none"
      : `${percent(numerator / denominator)} (${numerator} of ${denominator})`;

/** "8 to 31", or "35 % to 71 %". */
export const rangeWords = ({ low, high }: Pick<Range, "low" | "high">, isRate: boolean): string =>
  isRate ? `${percent(low)} to ${percent(high)}` : `${Math.ceil(low)} to ${Math.floor(high)}`;
