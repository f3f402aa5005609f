import "server-only";
import { LEFT_OUT, type Quantiles, type Tally } from "@/lib/funnel/figure";

/** What the database counted for a question (by its place among all that are asked), or for one part of it. */
export type TallyRow = {
  question: number;
  is_whole: boolean;
  key: string | null;
  counted: number;
  reached: number;
  pending: number;
  imputed: number;
  left_out: number[];
  measured: number;
  day_only: number;
  in_seconds: (number | null)[] | null;
  in_days: (number | null)[] | null;
  amount: number;
};

/** The tally of rows about the same number: one that was counted, and differences to it. */
export function tallyOf(rows: readonly TallyRow[]): Tally {
  const sum = (of: (row: TallyRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const leftOut = LEFT_OUT.map((why, index) => [why, sum((row) => row.left_out[index] ?? 0)] as const);
  return {
    key: rows[0]?.key ?? null,
    counted: sum((row) => row.counted),
    reached: sum((row) => row.reached),
    pending: sum((row) => row.pending),
    imputed: sum((row) => row.imputed),
    leftOut: Object.fromEntries(leftOut.filter(([, n]) => n > 0)),
    measured: sum((row) => row.measured),
    dayOnly: sum((row) => row.day_only),
    inSeconds: quantilesIn(rows, "in_seconds"),
    inDays: quantilesIn(rows, "in_days"),
    amount: sum((row) => row.amount),
  };
}

/** Durations are told by one row at most: they have no differences. */
function quantilesIn(rows: readonly TallyRow[], unit: "in_seconds" | "in_days"): Quantiles | null {
  const [p50, p90, mean] = rows.find((row) => row[unit] !== null)?.[unit] ?? [];
  return p50 == null || p90 == null || mean == null ? null : { p50, p90, mean };
}
