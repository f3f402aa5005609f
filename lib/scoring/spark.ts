import { addDays, type Day } from "@/lib/shared/day";
import { compile } from "./compile";
import type { ScoringModelDocument } from "./model";
import type { ScoreSubject } from "./score";
import { standingOn } from "./standing";
import { tally } from "./tally";

/** The totals of the days that end with `last`, oldest first, all under one model. */
export function spark(
  subject: ScoreSubject,
  document: ScoringModelDocument,
  last: Day,
  days: number,
  zone: string,
): { on: Day; total: number }[] {
  const model = compile(document);
  return Array.from({ length: days }, (_, index) => {
    const on = addDays(last, index - days + 1);
    const counted = tally(subject, model, on, zone);
    return { on, total: standingOn(counted, counted.day).total };
  });
}
