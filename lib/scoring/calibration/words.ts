import { signed } from "../rule-words";
import { type CalibrationRefusal, LEAST, type RuleFinding, type Share } from "./calibrate";
import type { CalibrationOptions, LeftOut, Outcome } from "./examples";
import { mayBeIdle } from "./proposal";

// What a calibration says, in sentences.

/** What a lead did that reached the outcome. */
export const OUTCOME_WORDS: Record<Outcome, string> = {
  sql: "became SQL",
  opportunity: "became an opportunity",
  customer: "became customers",
};

const LEFT_OUT_WORDS: Record<LeftOut, (days: number) => string> = {
  young: (days) => `captured less than ${days} days ago`,
  open: () => "still with sales",
  "unknown-moment": () => "imported without the time they became MQL",
};

const number = (value: number): string => value.toLocaleString("en");

/** "12 captured less than 30 days ago, 3 still with sales"; empty when nobody was left out. */
export const leftOutWords = (
  leftOut: Readonly<Record<LeftOut, number>>,
  { horizonDays }: Pick<CalibrationOptions, "horizonDays">,
): string =>
  (Object.keys(LEFT_OUT_WORDS) as LeftOut[])
    .filter((reason) => leftOut[reason] > 0)
    .map((reason) => `${number(leftOut[reason])} ${LEFT_OUT_WORDS[reason](horizonDays)}`)
    .join(", ");

/** Why nothing is proposed, and from which numbers on something would be. */
export function refusalWords(refusal: CalibrationRefusal, outcome: Outcome): string {
  if (refusal.kind === "no-rules")
    return `No rule of the model was matched by at least ${LEAST.matched} leads, and not matched by as many, before their outcome.`;
  const side = ({ n, converted }: Share) =>
    `${number(converted)} that ${OUTCOME_WORDS[outcome]} and ${number(n - converted)} that did not`;
  return `Too few outcomes to say anything. It takes at least ${LEAST.train} leads of either outcome to learn from and ${LEAST.test} to try it on; there are ${side(refusal.train)} to learn from, ${side(refusal.test)} to try it on.`;
}

/** "now +10, the outcomes say +14 (9 to 19)", or why they say nothing. */
export function findingWords(finding: RuleFinding): string {
  const { now, verdict, points, matched, others } = finding;
  switch (verdict) {
    case "few":
      return matched.n < LEAST.matched
        ? `now ${signed(now)}, kept: ${number(matched.n)} leads matched, at least ${LEAST.matched} must`
        : `now ${signed(now)}, kept: nearly all matched, ${number(others.n)} did not, at least ${LEAST.matched} must`;
    case "telling":
      return `now ${signed(now)}, kept: it knows the outcome, so it was probably written down afterwards`;
    default: {
      const range = points ? `${signed(points.value)} (${signed(points.low)} to ${signed(points.high)})` : "";
      return verdict === "agrees"
        ? `now ${signed(now)}, the outcomes agree: ${range}`
        : `now ${signed(now)}, the outcomes say ${range}${mayBeIdle(finding) ? ", which leaves open that it has no effect: not ticked" : ""}`;
    }
  }
}

/** "120 of 300 leads that match converted (40 %), 50 of 600 others (8 %)" */
export const evidenceWords = ({ matched, others }: Pick<RuleFinding, "matched" | "others">): string =>
  `${share(matched)} that match converted, ${share(others)} others`;

const share = ({ n, converted }: Share): string =>
  `${number(converted)} of ${number(n)}${n > 0 ? ` (${Math.round((converted / n) * 100)} %)` : ""}`;
