import "server-only";
import { LEFT_OUT } from "@/lib/funnel/figure";
import { kpi } from "@/lib/funnel/kpis";
import { type Question, youngFrom } from "@/lib/funnel/question";
import type { Series } from "@/lib/funnel/series";
import { Prisma } from "@/prisma/generated/client";
import { factsOf } from "./facts";
import { measureSql } from "./measures";

// What numbers from kept days have in common, whatever they are kept as. What is kept does not depend on now; what does is asked of
// the few rows it is about: those that are not due yet, and those that may still convert where the day that is kept cannot tell.

const { sql } = Prisma;

/** A question, its place among all that are asked, and the series that answers it. */
export type AskedOfDays = { index: number; question: Question; series: Series };

/** In the place of a question's number: some of the days are being added up again. */
export const STALE = -1;
/** The days that are kept are those of another zone. */
export const OTHER_ZONE = -2;

/** Rows instead of an answer: STALE while any of these days is marked, OTHER_ZONE when days are kept in another zone. */
export const excuses = (stale: Prisma.Sql, timeZone: string): Prisma.Sql => sql`
  union all select ${STALE}, true, null, ${changeOf(sql`0`, {})} where exists (${stale})
  union all select ${OTHER_ZONE}, true, null, ${changeOf(sql`0`, {})} where funnel_zone() <> ${timeZone}`;

const fromOf = ({ kpi: name }: Question): string | null => {
  const { measure } = kpi(name);
  return measure.kind === "step" || measure.kind === "overall" ? measure.from : null;
};

/** From which day on the pending of a cell are: those of a rate while they are young, as told by the day its rate began. */
export function youngDay(question: Question, { dating }: Series): string {
  const from = fromOf(question);
  if (from === null) return "-infinity";
  return (dating === from && youngFrom(question)) || "infinity";
}

/** How much more is counted for each of some rows. */
type Change = { counted?: number; pending?: number; notDue?: number };

function changeOf(rows: Prisma.Sql, { counted = 0, pending = 0, notDue = 0 }: Change): Prisma.Sql {
  const times = (factor: number) => sql`(${factor}::int * ${rows})::int`;
  const leftOut = LEFT_OUT.map((why) => times(why === "not-due" ? notDue : 0));
  return sql`${times(counted)}, 0, ${times(pending)}, 0, array[${Prisma.join(leftOut)}], 0, 0, null::float8[], null::float8[],
    0::float8`;
}

/** What depends on now, as differences to what is kept. */
export function liveOf({ index, question, series }: AskedOfDays): Prisma.Sql[] {
  const from = fromOf(question);
  const { fallsDue } = measureSql(question);
  const about = (only: Prisma.Sql, where: Prisma.Sql, change: Change) => sql`
    select ${index}::int, ${question.groupBy ? sql`grouping(f.key) = 1` : sql`true`},
      ${question.groupBy ? sql`f.key` : sql`null::text`}, ${changeOf(sql`count(*)`, change)}
    from (${factsOf(question, { only })}) f where ${where}
    ${question.groupBy ? sql`group by grouping sets ((), (f.key))` : sql``}`;
  const live: Prisma.Sql[] = [];
  if (from !== null && from !== series.dating && youngFrom(question) !== null)
    live.push(about(sql`p.closed_at is null`, sql`f.left_out is null and f.pending`, { pending: 1 }));
  if (fallsDue) live.push(about(fallsDue, sql`f.left_out = 'not-due'`, { counted: -1, notDue: 1 }));
  return live;
}
