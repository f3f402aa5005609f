import { type Day, isDay } from "@/lib/shared/day";
import { narrowing, partParameter } from "./address";
import { FILTERS, type Filter, type Filters, GROUPINGS, type Grouping, type Part } from "./dimensions";
import {
  BASES,
  type Basis,
  isKpi,
  type KpiName,
  SPEED_LEGS,
  type SpeedLeg,
  STAY_STAGES,
  type StayStage,
  VOLUME_STAGES,
  type VolumeStage,
} from "./kpis";
import { ALL_TIME, type Question } from "./question";
import { ROW_SETS, type RowSet } from "./rows";

// The state of the funnel screen, all of it in the address: every view is a link, and a wrong value falls back silently.

const COHORT_STEPS = ["month", "week"] as const;
export type CohortStep = (typeof COHORT_STEPS)[number];

/** The filters that the screen offers (the others come with links). */
export const PAGE_FILTERS = [
  "channel",
  "source",
  "campaign",
  "asset",
  "trigger",
  "owner",
  "team",
  "industry",
  "model",
  "definition",
  "pass",
] as const satisfies readonly Filter[];
export type PageFilter = (typeof PAGE_FILTERS)[number];

export type Choice = { value: string; label: string };
/** What each filter can be set to; one that no pass has a value for is not there. */
export type Choices = Readonly<Partial<Record<PageFilter, readonly Choice[]>>>;

/** The groupings that the comparison table offers. */
export const COMPARISONS = GROUPINGS.filter(
  (grouping) => !["month", "week", "reason", "left"].includes(grouping),
);

export type FunnelView = {
  from: Day | null;
  to: Day | null;
  basis: Basis;
  filters: Filters;
  /** Null: months for long periods, weeks for short ones. */
  cohorts: CohortStep | null;
  compare: Grouping;
};

/** The rows that the drawer shows. */
export type RowsView = {
  kpi: KpiName;
  basis: Basis;
  part: Part;
  set: RowSet;
  volumeStage: VolumeStage;
  stayStage: StayStage;
  speedLeg: SpeedLeg;
  cursor: string | null;
};

export type Parameters = Readonly<Record<string, string | string[] | undefined>>;

const oneOf = <T extends string>(values: readonly T[], value: unknown, otherwise: T): T =>
  values.find((candidate) => candidate === value) ?? otherwise;

const single = (parameters: Parameters, name: string): string | null => {
  const value = parameters[name];
  return typeof value === "string" && value.length <= 300 ? value : null;
};

function dayIn(parameters: Parameters, name: string): Day | null {
  const day = single(parameters, name);
  return day && isDay(day) && day >= ALL_TIME.from && day <= ALL_TIME.to ? day : null;
}

/** The view an address asks for; what makes no sense is as if it were not there, reversed days are turned round. */
export function readView(parameters: Parameters): FunnelView {
  const [from, to] = [dayIn(parameters, "from"), dayIn(parameters, "to")];
  const reversed = from !== null && to !== null && from > to;
  const cohorts = single(parameters, "cohorts");
  return {
    from: reversed ? to : from,
    to: reversed ? from : to,
    basis: oneOf(BASES, parameters.basis, "cohort"),
    filters: readFilters(parameters),
    cohorts: COHORT_STEPS.find((step) => step === cohorts) ?? null,
    compare: oneOf(COMPARISONS, parameters.compare, "channel"),
  };
}

function readFilters(parameters: Parameters): Filters {
  const set = FILTERS.map((filter): [Filter, string | null] => [filter, single(parameters, filter)]);
  return Object.fromEntries(set.filter(([, value]) => value !== null && value !== ""));
}

/** The parameters of a view; what is the default is not said. */
export function viewParameters(view: FunnelView): Record<string, string> {
  return {
    ...(view.from ? { from: view.from } : {}),
    ...(view.to ? { to: view.to } : {}),
    ...(view.basis === "cohort" ? {} : { basis: view.basis }),
    ...view.filters,
    ...(view.cohorts ? { cohorts: view.cohorts } : {}),
    ...(view.compare === "channel" ? {} : { compare: view.compare }),
  };
}

const address = (path: string, parameters: Record<string, string>): string => {
  const query = new URLSearchParams(parameters).toString();
  return query ? `${path}?${query}` : path;
};

/** The address of the screen, with some of its state changed. */
export const viewHref = (view: FunnelView, changes: Partial<FunnelView> = {}): string =>
  address("/funnel", viewParameters({ ...view, ...changes }));

/** The same view with one filter set, or taken off by null. */
export function withFilter(view: FunnelView, filter: Filter, value: string | null): FunnelView {
  const { [filter]: _, ...others } = view.filters;
  return { ...view, filters: value === null ? others : { ...others, [filter]: value } };
}

/** Where rows are shown: beside the screen, or on a page of their own. Each names the number in its own parameter. */
type RowsPlace = "beside" | "page";
const ROWS_PATH = { beside: "/funnel", page: "/funnel/rows" } as const;
const ROWS_PARAMETER = { beside: "rows", page: "kpi" } as const;

type RowsDetail = { set?: RowSet; cursor?: string; place?: RowsPlace };

/** The address that opens the rows behind a number of this view. */
export function rowsHref(
  view: FunnelView,
  question: Question,
  { set = "denominator", cursor, place = "beside" }: RowsDetail = {},
): string {
  return address(ROWS_PATH[place], {
    ...viewParameters(view),
    [ROWS_PARAMETER[place]]: question.kpi,
    ...(question.basis === view.basis ? {} : { rowsBasis: question.basis }),
    ...(set === "denominator" ? {} : { set }),
    ...narrowing(question),
    ...(cursor ? { cursor } : {}),
  });
}

/** The rows an address asks for; null when none. */
export function readRows(parameters: Parameters, place: RowsPlace): RowsView | null {
  const name = single(parameters, ROWS_PARAMETER[place]);
  if (!name || !isKpi(name)) return null;
  const stage = single(parameters, "stage");
  const part = GROUPINGS.map((grouping): [Grouping, string | null] => [
    grouping,
    single(parameters, partParameter(grouping)),
  ]);
  const cursor = parameters.cursor;
  return {
    kpi: name,
    basis: oneOf(BASES, parameters.rowsBasis ?? parameters.basis, "cohort"),
    part: Object.fromEntries(
      part.filter(([, key]) => key !== null).map(([by, key]) => [by, key || null]),
    ) as Part,
    set: oneOf(ROW_SETS, parameters.set, "denominator"),
    volumeStage: oneOf(VOLUME_STAGES, stage, "mql"),
    stayStage: oneOf(STAY_STAGES, stage, "mql"),
    speedLeg: oneOf(SPEED_LEGS, parameters.leg, "contact"),
    cursor: typeof cursor === "string" ? cursor : null,
  };
}
