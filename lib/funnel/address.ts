import type { Grouping } from "./dimensions";
import { kpi } from "./kpis";
import type { Question } from "./question";
import type { RowSet } from "./rows";

/** The parameter that names the key of a part; empty: where the value is missing. */
export const partParameter = <G extends Grouping>(grouping: G) => `part.${grouping}` as const;

/** What narrows a number beyond period, basis and filters: its stage or leg, and the part of it. */
export function narrowing(question: Question): Record<string, string> {
  const { measure } = kpi(question.kpi);
  const parameters: Record<string, string> = {};
  if (measure.kind === "volume") parameters.stage = question.volumeStage;
  if (measure.kind === "stay") parameters.stage = question.stayStage;
  if (measure.kind === "speed") parameters.leg = question.speedLeg;
  for (const [grouping, key] of Object.entries(question.part))
    parameters[partParameter(grouping as Grouping)] = key ?? "";
  return parameters;
}

/** The address of the rows behind a number in the API, or of the rows of one part of it. */
export function rowsUrl(question: Question, set?: RowSet): string {
  const { period, basis, filters } = question;
  const parameters = new URLSearchParams({ ...period, basis, ...filters, ...narrowing(question) });
  if (set) parameters.set("set", set);
  return `/api/v1/metrics/${question.kpi}/rows?${parameters}`;
}

/** The same question about one part of its number. */
export const partOf = (question: Question, key: string | null): Question =>
  question.groupBy
    ? { ...question, part: { ...question.part, [question.groupBy]: key }, groupBy: null }
    : question;
