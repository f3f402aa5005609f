import "server-only";
import { kpi } from "@/lib/funnel/kpis";
import type { Question } from "@/lib/funnel/question";
import { addDays, startOfDay } from "@/lib/shared/day";
import { Prisma } from "@/prisma/generated/client";
import { isPart, keyOf, passesFilters, SUBJECTS } from "./dimensions";
import { measureSql, type Span } from "./measures";

const { sql } = Prisma;

/** Only some days `d` (a query of `day`) within the period of the question; and more columns of each fact. */
type Over = { days: Prisma.Sql; columns: Prisma.Sql };

/**
 * The rows a question is about, one per pass, handoff or opportunity, each with its verdict. The figure counts these rows and
 * the drawer lists them: there is no second predicate that could disagree. Leads in the bin are not counted.
 */
export function factsOf(
  question: Question,
  { over, only }: { over?: Over; only?: Prisma.Sql } = {},
): Prisma.Sql {
  const { period, timeZone, filters, groupBy, part } = question;
  const { subject } = kpi(question.kpi);
  const source = SUBJECTS[subject];
  const measure = measureSql(question);
  return sql`
    select ${source.id} as id, p.id as pass_id, p.lead_id, ${measure.at} as at,
      ${groupBy ? keyOf(groupBy, subject, measure.at, timeZone) : sql`null::text`} as key,
      ${measure.leftOut} as left_out,
      ${measure.reached} as reached,
      (not ${measure.reached} and ${measure.pending}) as pending,
      ${measure.imputed} as imputed,
      ${durationColumns(measure.span, timeZone)},
      ${measure.amount} as amount
      ${over ? sql`, ${over.columns}` : sql``}
    from ${over ? sql`(${over.days}) d cross join` : sql``} ${source.from} ${measure.join}
    where ${measure.at} >= ${startOfDay(period.from, timeZone)}::timestamptz
      and ${measure.at} < ${startOfDay(addDays(period.to, 1), timeZone)}::timestamptz
      and ${over ? isOnDay(measure.at, timeZone) : sql`true`}
      and ${measure.among}
      and ${only ?? sql`true`}
      and ${passesFilters(filters, subject)}
      and ${isPart(part, subject, measure.at, timeZone)}
      and not exists (select 1 from lead binned where binned.id = p.lead_id and binned.binned_at is not null)`;
}

/** Whether an instant is on the day `d`. An equality, so that rows find their day among many at once. */
export const isOnDay = (at: Prisma.Sql, timeZone: string): Prisma.Sql =>
  sql`d.day = (${at} at time zone ${timeZone})::date`;

/** `seconds` where both ends are known to the second, `days` wherever the duration is known at all. */
function durationColumns(span: Span | null, timeZone: string): Prisma.Sql {
  if (!span) return sql`null::float8 as seconds, null::float8 as days`;
  const { start, end, known, dayOnly } = span;
  const seconds = sql`extract(epoch from ${end} - ${start})::float8`;
  const calendarDays = sql`((${end} at time zone ${timeZone})::date - (${start} at time zone ${timeZone})::date)::float8`;
  return sql`
    case when ${known} and not ${dayOnly} then ${seconds} end as seconds,
    case when ${known} then case when ${dayOnly} then ${calendarDays} else ${seconds} / 86400 end end as days`;
}
