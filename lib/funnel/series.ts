import { GROUPINGS, type Grouping } from "./dimensions";
import {
  BASES,
  KPI_NAMES,
  type KpiName,
  kpi,
  SPEED_LEGS,
  STAY_STAGES,
  type Subject,
  VOLUME_STAGES,
} from "./kpis";
import { ALL_TIME, ask, type Question } from "./question";

// What is kept of each day, so that a number over many days reads few rows. Of every number of the registry the tally: without
// filters, by channel and by the grouping that it is usually cut by. And for all other filters and groupings, which rows of the day
// belong to which part, and what the number says of each row: a bit for each, in the same order, so that any combination is
// counted by laying sets of bits over each other. Nothing that depends on now is kept; it is asked when a number is read. Which
// days are no longer right is told by markers that triggers write.

/** The instants that date a kept day: those of a pass, of a handoff, of a deal. The triggers know them by the same names. */
export type Dating =
  | "mql"
  | "handed"
  | "sal"
  | "sql"
  | "opportunity"
  | "customer"
  | "closed"
  | "clock"
  | "contact"
  | "opened"
  | "answered"
  | "due"
  | "deal";

/** The rows of one subject by one instant that dates them: what the bits of a day stand for. */
export type Population = { name: string; dating: Dating; subject: Subject };

/** What a population can be parted by: every grouping but those of time. */
export type Dimension = Exclude<Grouping, "month" | "week">;
const DIMENSIONS: readonly Dimension[] = GROUPINGS.filter(
  (grouping) => grouping !== "month" && grouping !== "week",
);

/** What a population is parted by. The stage that a pass left is kept on the days of the pass alone. */
export const dimensionsOf = ({ subject }: Population): readonly Dimension[] =>
  subject === "pass" ? DIMENSIONS : DIMENSIONS.filter((dimension) => dimension !== "left");

/** The name of a part: its key in a dimension; null where the value is missing. */
export const partName = (dimension: Dimension, key: string | null): string => `${dimension}=${key ?? ""}`;

/** One number of the registry, kept for each day. */
export type Series = {
  name: string;
  dating: Dating;
  population: Population;
  /** The question whose facts are added up; its period, zone and instant are those of the day. */
  question: Question;
  /** What each day is cut by beside the channel. */
  cut: "pass" | "left" | "score" | null;
  /** Whether each day is cut by reason as well. */
  byReason: boolean;
};

/** Later than anything that can fall due, and long enough for everything to be young: what depends on now is asked apart. */
const EVER = {
  timeZone: "UTC",
  now: new Date("9999-01-01T00:00:00Z"),
  horizonDays: Number.POSITIVE_INFINITY,
};

function datingOf({ kpi: name, basis, volumeStage, stayStage }: Question): Dating {
  const { measure } = kpi(name);
  switch (measure.kind) {
    case "acceptance":
    case "rejected":
      return "answered";
    case "coverage":
      return "opened";
    case "sla-answer":
      return "due";
    case "sla-contact":
      return "contact";
    case "recycle":
    case "recycled-yield":
      return "closed";
  }
  if (basis === "cohort") return "mql";
  switch (measure.kind) {
    case "step":
    case "overall":
    case "velocity":
      return measure.from;
    case "speed":
      return "clock";
    case "stay":
      return stayStage;
    case "volume":
      return volumeStage === "recycled" || volumeStage === "disqualified" ? "closed" : volumeStage;
    case "score-at-mql":
      return "mql";
    case "win-rate":
      return "deal";
    case "pipeline":
      return measure.status === "won" ? "deal" : "opportunity";
  }
}

function cutOf({ kpi: name, volumeStage }: Question): Pick<Series, "cut" | "byReason"> {
  const { kind } = kpi(name).measure;
  if (kind === "rejected") return { cut: null, byReason: true };
  if (kind === "recycle") return { cut: "left", byReason: false };
  if (kind === "score-at-mql") return { cut: "score", byReason: false };
  if (kind !== "volume") return { cut: null, byReason: false };
  const isClose = volumeStage === "recycled" || volumeStage === "disqualified";
  return isClose ? { cut: "left", byReason: true } : { cut: "pass", byReason: false };
}

/** A number by its name and what narrows it; one that both bases date by the same instant has one name. */
function nameOf(question: Question): string {
  const { kpi: name, volumeStage, stayStage, speedLeg } = question;
  const { kind } = kpi(name).measure;
  const narrow = { volume: volumeStage, stay: stayStage, speed: speedLeg };
  const narrowed = kind in narrow ? `${name}/${narrow[kind as keyof typeof narrow]}` : name;
  return `${narrowed} by ${datingOf(question)}`;
}

function variantsOf(name: KpiName): Question[] {
  const asked = BASES.map((basis) => ask({ ...EVER, kpi: name, basis, period: ALL_TIME }));
  return asked.flatMap((question) => {
    switch (kpi(name).measure.kind) {
      case "volume":
        return VOLUME_STAGES.map((volumeStage) => ({ ...question, volumeStage }));
      case "stay":
        return STAY_STAGES.map((stayStage) => ({ ...question, stayStage }));
      case "speed":
        return SPEED_LEGS.map((speedLeg) => ({ ...question, speedLeg }));
      default:
        return [question];
    }
  });
}

/** Every number that is kept by day, each once. */
export const SERIES: ReadonlyMap<string, Series> = new Map(
  KPI_NAMES.flatMap(variantsOf).map((question) => {
    const name = nameOf(question);
    const shape = { ...question, groupBy: null };
    const dating = datingOf(question);
    const { subject } = kpi(question.kpi);
    const population = { name: `${subject} by ${dating}`, dating, subject };
    return [name, { name, dating, population, question: shape, ...cutOf(question) }];
  }),
);

/** Every population that anything is kept of, with its series. */
export const POPULATIONS: readonly { population: Population; series: readonly Series[] }[] = [
  ...Map.groupBy(SERIES.values(), ({ population }) => population.name).values(),
].map((series) => ({ population: series[0]!.population, series }));

/** The datings that anything is kept by. */
export const DATINGS: readonly Dating[] = [...new Set([...SERIES.values()].map(({ dating }) => dating))];

/** How markers name a dating of which only the parts and verdicts are missing: the tallies of the day are right. */
export const partsMarker = (dating: Dating): string => `parts by ${dating}`;

/** The series whose tallies answer a question exactly; null when they cannot. */
export function seriesFor(question: Question): Series | null {
  const series = SERIES.get(nameOf(question));
  if (!series) return null;
  const kept: Grouping[] = ["channel"];
  if (series.cut) kept.push(series.cut);
  if (series.byReason) kept.push("reason");
  const holds = (name: string) => (kept as string[]).includes(name);
  const { groupBy } = question;
  const twice = Object.keys(question.filters).some((name) => name in question.part);
  const answers =
    !twice &&
    Object.keys(question.filters).every(holds) &&
    Object.keys(question.part).every(holds) &&
    (groupBy === null || groupBy === "month" || groupBy === "week" || holds(groupBy));
  return answers ? series : null;
}

/** What answers a question by parts and verdicts: its series, and the parts that a row must belong to. */
export type Narrowed = { series: Series; parts: readonly string[] };

/** The parts and verdicts that answer a question exactly; null when only the rows themselves can. */
export function partsFor(question: Question): Narrowed | null {
  const series = SERIES.get(nameOf(question));
  if (!series) return null;
  const keys = [...Object.entries(question.filters), ...Object.entries(question.part)] as [
    Grouping,
    string,
  ][];
  const { groupBy } = question;
  const asked = keys.map(([grouping]) => grouping);
  if (groupBy !== null && groupBy !== "month" && groupBy !== "week") asked.push(groupBy);
  const kept: readonly Grouping[] = dimensionsOf(series.population);
  if (asked.some((grouping) => !kept.includes(grouping))) return null;
  const parts = keys.map(([grouping, key]) => partName(grouping as Dimension, key));
  return lengthsArePartedDearly(question) ? null : { series, parts: [...new Set(parts)].sort() };
}

/** The lengths of each part are found among those of all, once for each part: dear, but where few rows have one. */
function lengthsArePartedDearly({ kpi: name, groupBy, timed }: Question): boolean {
  if (groupBy === null || groupBy === "month" || groupBy === "week") return false;
  const { measure, unit } = kpi(name);
  const isLong = unit === "duration" || (timed && (measure.kind === "step" || measure.kind === "overall"));
  return isLong && !("to" in measure && measure.to === "customer");
}
