import { z } from "zod";
import { isDay } from "@/lib/shared/day";
import { partParameter } from "./address";
import { FILTERS, type Filter, type Filters, GROUPINGS, type Grouping, type Part } from "./dimensions";
import { LEFT_OUT } from "./figure";
import { BASES, KPI_NAMES, SPEED_LEGS, STAY_STAGES, type StayStage, VOLUME_STAGES } from "./kpis";
import { ALL_TIME } from "./question";
import { ROW_SETS } from "./rows";

const day = z.string().refine((text) => isDay(text) && text >= ALL_TIME.from && text <= ALL_TIME.to, {
  error: "Give a day as YYYY-MM-DD, between 1970 and 2200.",
  params: { rule: "date" },
});

const filterText = z.string().max(300);

const each = <Name extends string, Schema extends z.ZodType>(names: readonly Name[], schema: Schema) =>
  Object.fromEntries(names.map((name) => [name, schema])) as { [name in Name]: Schema };

/** A filter that is given but empty lets everything through, as an empty field of a form does. */
const filterShape = each(FILTERS, filterText.optional());

type PartName = ReturnType<typeof partParameter<Grouping>>;
const PART_NAMES = GROUPINGS.map((grouping): PartName => partParameter(grouping));

const questionShape = {
  from: day
    .optional()
    .meta({ description: "First day, inclusive, in the workspace's zone. Default: 90 days." }),
  to: day.optional().meta({ description: "Last day, inclusive." }),
  basis: z.enum(BASES).default("cohort").meta({
    description:
      "cohort: passes by the day they entered MQL. stage: by the day of the number's own starting point. A number with one basis only answers in that.",
  }),
  stage: z.enum(VOLUME_STAGES).default("mql").meta({ description: "Of volume and time-in-stage." }),
  leg: z.enum(SPEED_LEGS).default("contact").meta({ description: "Of speed-to-lead." }),
  ...filterShape,
};

const inOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  !from || !to || from <= to;
const orderIssue = { error: "The first day is after the last.", path: ["from"], params: { rule: "order" } };

/** Query of `GET /api/v1/metrics/{kpi}`. */
export const metricQuery = z
  .object({ ...questionShape, groupBy: z.enum(GROUPINGS).optional() })
  .refine(inOrder, orderIssue);

/** Query of `GET /api/v1/metrics/{kpi}/rows`, beside `limit` and `cursor`. */
const rowsShape = {
  ...questionShape,
  ...each(PART_NAMES, filterText.optional()),
  set: z.enum(ROW_SETS).default("denominator"),
};

export const rowsQuery = <Paging extends z.ZodRawShape>(paging: Paging) =>
  z.object({ ...rowsShape, ...paging }).refine(inOrder as (query: unknown) => boolean, orderIssue);

export const metricParams = z.object({ kpi: z.enum(KPI_NAMES) });

type Given = Partial<Record<string, unknown>>;
const text = (value: unknown): value is string => typeof value === "string";

/** The filters that are set among parsed parameters. */
export function filtersIn(given: Given): Filters {
  const set = FILTERS.map((filter): [Filter, unknown] => [filter, given[filter]]);
  return Object.fromEntries(set.filter(([, value]) => text(value) && value !== ""));
}

/** The part that is named among parsed parameters. */
export function partIn(given: Given): Part {
  const named = GROUPINGS.map((grouping): [Grouping, unknown] => [grouping, given[partParameter(grouping)]]);
  return Object.fromEntries(
    named.filter(([, key]) => text(key)).map(([grouping, key]) => [grouping, key === "" ? null : key]),
  ) as Part;
}

export const isStayStage = (stage: string): stage is StayStage =>
  (STAY_STAGES as readonly string[]).includes(stage);

const durations = z.object({
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  mean: z.number().nullable(),
});

const figureShape = {
  value: z
    .union([z.number(), durations.extend({ withinSla: z.number().nullable() })])
    .nullable()
    .meta({ description: "null where there is nothing to divide by." }),
  numerator: z.number(),
  denominator: z.number(),
  n: z.number().int().meta({ description: "Rows the value rests on." }),
  time: durations
    .extend({ unit: z.enum(["seconds", "days"]), n: z.number().int() })
    .nullable()
    .meta({ description: "How long the rows of a rate's numerator took." }),
  pending: z.number().int().meta({ description: "Open rows young enough to reach the numerator still." }),
  imputed: z.number().int().meta({ description: "Counted rows with an imputed milestone." }),
  leftOut: z
    .partialRecord(z.enum(LEFT_OUT), z.number().int())
    .meta({ description: "Rows of the period outside the number, by why." }),
  rows: z.string().meta({ description: "Address of the rows behind the number." }),
};

/** One number of the API. */
export const metricAnswer = z.object({
  kpi: z.string(),
  basis: z.enum(BASES),
  from: z.string(),
  to: z.string(),
  period: z.enum(["asked", "last-90-days", "all-data"]).meta({ description: "How the period came about." }),
  timeZone: z.string(),
  unit: z.enum(["fraction", "seconds", "days", "passes", "handoffs", "opportunities", "minor-units"]),
  currency: z.string().optional(),
  ...figureShape,
  groupBy: z.enum(GROUPINGS).optional(),
  groups: z.array(z.object({ key: z.string().nullable(), label: z.string(), ...figureShape })).optional(),
});

/** An entry of the registry. */
export const kpiEntry = z.object({
  kpi: z.string(),
  label: z.string(),
  definition: z.string(),
  formula: z.string(),
  numerator: z.string(),
  denominator: z.string(),
  bases: z.array(z.enum(BASES)),
  unit: z.enum(["rate", "duration", "count", "money"]),
  groupBy: z.array(z.enum(GROUPINGS)),
  url: z.string(),
});

const instant = z.iso.datetime();

/** One row behind a number. */
export const rowAnswer = z.object({
  id: z.string(),
  inNumerator: z.boolean(),
  pending: z.boolean(),
  leftOut: z.enum(LEFT_OUT).nullable(),
  at: instant.meta({ description: "What puts the row into the period." }),
  leadId: z.string(),
  lead: z.string(),
  company: z.string().nullable(),
  passId: z.string(),
  pass: z.object({
    number: z.number().int(),
    mqlAt: instant,
    handedAt: instant.nullable(),
    salAt: instant.nullable(),
    sqlAt: instant.nullable(),
    opportunityAt: instant.nullable(),
    customerAt: instant.nullable(),
    closedAt: instant.nullable(),
    closeKind: z.string().nullable(),
    closeReason: z.string().nullable(),
    imputed: z.array(z.string()),
    trigger: z.string(),
    channel: z.string().nullable(),
    source: z.string().nullable(),
    model: z.number().int(),
    definition: z.number().int(),
  }),
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  handoff: z
    .object({
      status: z.string(),
      openedAt: instant,
      dueAt: instant.nullable(),
      answeredAt: instant.nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  amount: z.number().nullable(),
  duration: z.object({ value: z.number(), unit: z.enum(["seconds", "days"]) }).nullable(),
});
