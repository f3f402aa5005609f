import "server-only";
import { KPI_NAMES, type KpiName, kpi } from "@/lib/funnel/kpis";
import {
  ALL_TIME,
  ask,
  choosePeriod,
  DEFAULT_DAYS,
  type Frame,
  lastDays,
  type Period,
  type PeriodOrigin,
} from "@/lib/funnel/question";
import type { Db } from "@/lib/platform/db/client";
import { addDays, type Day, dayOf, startOfDay } from "@/lib/shared/day";
import { Prisma } from "@/prisma/generated/client";
import { factsOf } from "./facts";
import { AT } from "./measures";

const { sql } = Prisma;

/** The period that a page or a request shows when it asked for these days (or for none). */
export async function periodFor(
  db: Db,
  frame: Frame,
  asked: { from?: Day | undefined; to?: Day | undefined },
): Promise<{ period: Period; origin: PeriodOrigin }> {
  const today = dayOf(frame.now, frame.timeZone);
  const data = asked.from || asked.to ? null : await rangeOfData(db, frame, lastDays(today, DEFAULT_DAYS));
  return choosePeriod(asked, today, data);
}

const DATES = [sql`mql_at`, sql`sal_at`, sql`sql_at`, sql`opportunity_at`, sql`customer_at`, sql`closed_at`];

/** First and last day on which anything happened to a pass, and whether something did in the given period. */
async function rangeOfData(
  db: Db,
  { timeZone }: Frame,
  recent: Period,
): Promise<{ first: Day; last: Day; recent: boolean } | null> {
  const from = sql`${startOfDay(recent.from, timeZone)}::timestamptz`;
  const until = sql`${startOfDay(addDays(recent.to, 1), timeZone)}::timestamptz`;
  // Each end of a column is one look into its index.
  const ends = DATES.map(
    (at) => sql`select min(${at}) as first, max(${at}) as last,
      exists (select from pass where ${at} >= ${from} and ${at} < ${until}) as recent from pass`,
  );
  const [range] = await db.$queryRaw<{ first: Date | null; last: Date | null; recent: boolean | null }[]>`
    select min(first) as first, max(last) as last, bool_or(recent) as recent
    from (${Prisma.join(ends, " union all ")}) ends`;
  if (!range?.first || !range.last) return null;
  return {
    first: dayOf(range.first, timeZone),
    last: dayOf(range.last, timeZone),
    recent: range.recent ?? false,
  };
}

/** Per rate: the days within which nine of ten conversions of the past happened; null where there were none. */
export type Horizons = Partial<Record<KpiName, number | null>>;

/** When the passes that converted got where a rate leads. */
function endOf(name: KpiName): Prisma.Sql {
  const { measure } = kpi(name);
  if (measure.kind !== "step" && measure.kind !== "overall") throw new Error(`${name} leads nowhere`);
  return AT[measure.to];
}

const isConversion = (name: KpiName): boolean => ["step", "overall"].includes(kpi(name).measure.kind);

/** So many conversions make a steady mark: their 90th percentile is within a percent of the rank of all. */
const CONVERSIONS = 1_000;

/** Over the newest passes that converted, whatever the filters. */
export async function horizonsOf(
  db: Db,
  { timeZone, now }: Frame,
  names: readonly KpiName[] = KPI_NAMES,
): Promise<Horizons> {
  const rates = names.filter(isConversion);
  if (rates.length === 0) return {};
  const statement = Prisma.join(
    rates.map((name) => {
      const question = ask({ timeZone, now, kpi: name, basis: "cohort", period: ALL_TIME });
      const end = endOf(name);
      const converted = factsOf(question, { only: sql`${end} is not null` });
      return sql`(select ${name} as kpi, percentile_cont(0.9) within group (order by f.days) as days
        from (${converted} order by ${end} desc limit ${CONVERSIONS}) f where f.days is not null)`;
    }),
    " union all ",
  );
  const rows = await db.$queryRaw<{ kpi: KpiName; days: number | null }[]>(statement);
  return Object.fromEntries(
    rows.map(({ kpi: name, days }) => [name, days === null ? null : Math.max(0, days)]),
  );
}
