import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { addDays, type Day, dayFromColumn, dayNumber, dayOf, startOfDay } from "@/lib/shared/day";
import type { Stage } from "@/lib/stages/stages";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import {
  MEASURES,
  type Measure,
  type Range,
  sideOf,
  TRAILING_WEEKS,
  usualRange,
  type Week,
} from "../drift/control";
import { refuseUnlessReader } from "./models";

/** A band's number of the last week that is over (for conversion: that is old enough), and where it usually lies. */
export type DriftLine = {
  band: string;
  measure: Measure;
  now: Week;
  /** null: too little is known to say. */
  range: Range | null;
  side: "above" | "below" | null;
  /** The weeks before, oldest first. */
  before: readonly Week[];
};

export const MATURE_AFTER_DAYS = 28;

/** All bands and measures; those outside their range first. Imported passes are not among them. */
export async function driftLines(db: Db, now: Date): Promise<DriftLine[]> {
  const { timeZone } = await workspace(db);
  const lastMonday = mondayOf(dayOf(now, timeZone));
  const found = await Promise.all(
    MEASURES.map(async (measure) => {
      const week = lastWeekOf(measure, lastMonday);
      const rows = await db.$queryRaw<Row[]>`${WEEKS[measure](timeZone)}`;
      return linesOf(measure, rows, week);
    }),
  );
  const rank = (line: DriftLine) => (line.side ? 0 : line.range ? 1 : 2);
  return found.flat().sort((a, b) => rank(a) - rank(b));
}

/** The same for people. */
export async function driftBoard(db: Db, viewer: Viewer, now: Date): Promise<DriftLine[]> {
  refuseUnlessReader(viewer);
  return driftLines(db, now);
}

/** Weeks begin on Mondays; 1970-01-01 was a Thursday. */
const mondayOf = (day: Day): Day => addDays(day, -((dayNumber(day) + 3) % 7));

/** The last week that is over, and of conversion the last all of whose passes had their time. */
const lastWeekOf = (measure: Measure, thisMonday: Day): Day =>
  addDays(thisMonday, measure === "conversion" ? -7 - MATURE_AFTER_DAYS : -7);

type Row = { band: string | null; week: Date; numerator: number; denominator: number | null };

const weekOf = (at: Prisma.Sql, zone: string) =>
  Prisma.sql`date_trunc('week', ${at} at time zone ${zone})::date`;

const BAND = Prisma.sql`left(p.grade_at_mql, 1)`;
const COUNTED = Prisma.sql`p.trigger <> 'import' and p.grade_at_mql <> ''
  and not exists (select from lead l where l.id = p.lead_id and l.binned_at is not null)`;

const WEEKS: Record<Measure, (zone: string) => Prisma.Sql> = {
  volume: (zone) => Prisma.sql`
    select band, week, count(*)::int as numerator, null::int as denominator from (
      select ${BAND} as band, ${weekOf(Prisma.sql`p.mql_at`, zone)} as week from pass p where ${COUNTED}
    ) passes group by grouping sets ((band, week), (week)) order by week`,
  acceptance: (zone) => Prisma.sql`
    select band, week, (count(*) filter (where status = 'accepted'))::int as numerator, count(*)::int as denominator from (
      select ${BAND} as band, h.status, ${weekOf(Prisma.sql`h.answered_at`, zone)} as week
      from handoff h join pass p on p.id = h.pass_id
      where h.status in ('accepted', 'rejected') and h.import_id is null and ${COUNTED}
    ) answers group by grouping sets ((band, week), (week)) order by week`,
  conversion: (zone) => Prisma.sql`
    select band, week, (count(*) filter (where converted))::int as numerator, count(*)::int as denominator from (
      select ${BAND} as band, coalesce(p.sql_at <= p.mql_at + make_interval(days => ${MATURE_AFTER_DAYS}), false) as converted,
        ${weekOf(Prisma.sql`p.mql_at`, zone)} as week
      from pass p where ${COUNTED}
    ) passes group by grouping sets ((band, week), (week)) order by week`,
};

function linesOf(measure: Measure, rows: readonly Row[], last: Day): DriftLine[] {
  const bands = Map.groupBy(rows, ({ band }) => band ?? "all");
  // The week in which a workspace begins is none: it is told from its middle on.
  const [first] = rows;
  if (!first) return [];
  const begin = addDays(dayFromColumn(first.week), 7);
  return [...bands].flatMap(([band, found]) => {
    const known = new Map(found.map((row) => [dayFromColumn(row.week), row]));
    const weekAt = (week: Day): Week => {
      const row = known.get(week);
      const empty = measure === "volume" ? null : 0;
      return { week, numerator: row?.numerator ?? 0, denominator: row ? row.denominator : empty };
    };
    if (last < begin) return [];
    const before: Week[] = [];
    for (let back = TRAILING_WEEKS; back >= 1; back--) {
      const week = addDays(last, -7 * back);
      if (week >= begin) before.push(weekAt(week));
    }
    const now = weekAt(last);
    const range = usualRange(before, now);
    return [{ band, measure, now, range, side: range && sideOf(now, range), before }];
  });
}

export type DriftRow = {
  leadId: string;
  name: string;
  company: string | null;
  stage: Stage;
  grade: string;
  score: number;
  at: Date;
  /** Whether it is in the numerator. */
  counts: boolean;
};

const MOST_ROWS = 500;

/** The rows behind one number, newest first; at most 500. */
export async function driftRows(
  db: Db,
  viewer: Viewer,
  { band, measure, week }: { band: string; measure: Measure; week: Day },
): Promise<DriftRow[]> {
  refuseUnlessReader(viewer);
  if (!may(viewer, "lead.read")) return [];
  const { timeZone } = await workspace(db);
  const [from, to] = [startOfDay(week, timeZone), startOfDay(addDays(week, 7), timeZone)];
  const inBand = Prisma.sql`${COUNTED} and (${band} = 'all' or ${BAND} = ${band})`;
  const source = {
    volume: Prisma.sql`select p.lead_id, p.grade_at_mql, p.score_at_mql, p.mql_at as at, true as counts from pass p
      where p.mql_at >= ${from} and p.mql_at < ${to} and ${inBand}`,
    acceptance: Prisma.sql`select p.lead_id, p.grade_at_mql, p.score_at_mql, h.answered_at as at, h.status = 'accepted' as counts
      from handoff h join pass p on p.id = h.pass_id
      where h.status in ('accepted', 'rejected') and h.import_id is null
        and h.answered_at >= ${from} and h.answered_at < ${to} and ${inBand}`,
    conversion: Prisma.sql`select p.lead_id, p.grade_at_mql, p.score_at_mql, p.mql_at as at,
        coalesce(p.sql_at <= p.mql_at + make_interval(days => ${MATURE_AFTER_DAYS}), false) as counts from pass p
      where p.mql_at >= ${from} and p.mql_at < ${to} and ${inBand}`,
  }[measure];
  return db.$queryRaw<DriftRow[]>`
    select r.lead_id as "leadId", l.name, c.name as company, s.stage, r.grade_at_mql as grade, r.score_at_mql as score, r.at,
      r.counts
    from (${source}) r join lead l on l.id = r.lead_id join lead_score s on s.lead_id = r.lead_id
    left join company c on c.id = l.company_id
    order by r.at desc, r.lead_id limit ${MOST_ROWS}`;
}

export type DriftFindingView = {
  id: string;
  band: string;
  measure: Measure;
  week: Day;
  numerator: number;
  denominator: number | null;
  low: number;
  high: number;
  foundAt: Date;
};

/** What was found so far, newest first; at most fifty. */
export async function driftFindings(db: Db, viewer: Viewer): Promise<DriftFindingView[]> {
  refuseUnlessReader(viewer);
  const rows = await db.driftFinding.findMany({ orderBy: [{ week: "desc" }, { foundAt: "desc" }], take: 50 });
  return rows.map((row) => ({ ...row, measure: row.measure as Measure, week: dayFromColumn(row.week) }));
}
