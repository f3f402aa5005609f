import "server-only";
import type { Point, SpeedLeg, StayStage, VolumeStage } from "@/lib/funnel/kpis";
import { kpi } from "@/lib/funnel/kpis";
import { type Question, youngFrom } from "@/lib/funnel/question";
import { assertNever } from "@/lib/shared/assert-never";
import { startOfDay } from "@/lib/shared/day";
import { Prisma } from "@/prisma/generated/client";

// Each measure of the registry as SQL fragments over `p` (pass), `h` (handoff) or `o` (opportunity). The figure and the
// rows behind it are built from the same fragments, so they agree by construction.

const { sql } = Prisma;
type Sql = Prisma.Sql;

/** From one instant to another, where both are known; to the day only where one of them is. */
export type Span = { start: Sql; end: Sql; known: Sql; dayOnly: Sql };

type MeasureSql = {
  /** What is joined to the subject's own tables. */
  join: Sql;
  /** The instant that puts a row into the period. */
  at: Sql;
  /** Which rows the number is about, besides period and filters. */
  among: Sql;
  /** Why a row of them stays outside the denominator (text), null when it is inside. */
  leftOut: Sql;
  /** Whether it is in the numerator. */
  reached: Sql;
  /** Whether it may get there still. */
  pending: Sql;
  /** Whether a milestone of the number was imputed. */
  imputed: Sql;
  span: Span | null;
  amount: Sql;
  /** Rows that are not due now and will count as late once they are; null where nothing falls due. */
  fallsDue: Sql | null;
};

const NO = sql`false`;
const YES = sql`true`;
const INSIDE = sql`null::text`;

/** Where a pass keeps the instant of each point. */
export const AT: Record<Point, Sql> = {
  mql: sql`p.mql_at`,
  handed: sql`p.handed_at`,
  sal: sql`p.sal_at`,
  sql: sql`p.sql_at`,
  opportunity: sql`p.opportunity_at`,
  customer: sql`p.customer_at`,
};

/** A pass that sales holds although nobody recorded its handoff (an import) counts as imputed there. */
const isImputed = (point: Point): Sql =>
  point === "handed"
    ? sql`('handed' = any(p.imputed) or (p.handed_at is null and p.sal_at is not null))`
    : sql`(${point} = any(p.imputed))`;

const isDayOnly = (point: Point): Sql => sql`(${point} = any(p.date_only))`;

const plain = (at: Sql): MeasureSql => ({
  join: sql``,
  at,
  among: YES,
  leftOut: INSIDE,
  reached: YES,
  pending: NO,
  imputed: NO,
  span: null,
  amount: sql`0::bigint`,
  fallsDue: null,
});

/** What a question measures, as SQL fragments. */
export function measureSql(question: Question): MeasureSql {
  const measured = measureOf(question);
  // Quantiles are what a figure costs most: a screen that shows none does not ask for them.
  return question.timed || kpi(question.kpi).unit === "duration" ? measured : { ...measured, span: null };
}

function measureOf(question: Question): MeasureSql {
  const { measure } = kpi(question.kpi);
  switch (measure.kind) {
    case "step":
    case "overall":
      return conversion(question, measure.from, measure.to, measure.kind === "step");
    case "velocity": {
      const { at, leftOut, span } = conversion(question, measure.from, measure.to, true);
      return { ...plain(at), among: sql`${AT[measure.to]} is not null`, leftOut, span };
    }
    case "acceptance":
      return {
        ...plain(sql`h.answered_at`),
        among: sql`h.status <> 'pending'`,
        leftOut: sql`case when h.status not in ('accepted', 'rejected') then h.status end`,
        reached: sql`h.status = 'accepted'`,
      };
    case "coverage":
      return {
        ...plain(sql`h.opened_at`),
        leftOut: withoutClock(),
        reached: sql`h.status in ('accepted', 'rejected')`,
        pending: sql`h.status = 'pending'`,
      };
    case "rejected":
      return { ...plain(sql`h.answered_at`), among: sql`h.status = 'rejected'` };
    case "recycle":
      return { ...plain(sql`p.closed_at`), reached: sql`p.close_kind = 'recycled'` };
    case "recycled-yield":
      return {
        ...plain(sql`p.closed_at`),
        among: sql`p.close_kind = 'recycled'`,
        reached: sql`exists (select 1 from pass next
          where next.lead_id = p.lead_id and next.number = p.number + 1 and next.sql_at is not null)`,
      };
    case "speed":
      return question.speedLeg === "contact" ? firstContact(question) : leg(question, question.speedLeg);
    case "sla-answer":
      return answeredInTime(question);
    case "sla-contact":
      return contactedInTime(question);
    case "stay":
      return stay(question, question.stayStage);
    case "volume":
      return volume(question, question.volumeStage);
    case "score-at-mql":
      return plain(AT.mql);
    case "win-rate":
      return {
        ...plain(byBasis(question, closeOfDeal(question))),
        among: sql`o.status in ('won', 'lost')`,
        reached: sql`o.status = 'won'`,
      };
    case "pipeline":
      return {
        ...plain(
          byBasis(
            question,
            measure.status === "won" ? closeOfDeal(question) : sql`coalesce(p.opportunity_at, o.created_at)`,
          ),
        ),
        among: sql`o.status = ${measure.status}`,
        amount: sql`o.amount`,
      };
    default:
      return assertNever(measure);
  }
}

const byBasis = (question: Question, ownStart: Sql): Sql => (question.basis === "cohort" ? AT.mql : ownStart);

const closeOfDeal = ({ timeZone }: Question): Sql =>
  sql`(o.actual_close::timestamp at time zone ${timeZone})`;

const withoutClock = (): Sql => sql`case when not p.clocks then 'no-clock' end`;

/** From one point of a pass to a later one. A step leaves imputed ends out; an overall rate counts them. */
function conversion(question: Question, from: Point, to: Point, isStep: boolean): MeasureSql {
  const imputed = sql`(${isImputed(from)} or ${isImputed(to)})`;
  return {
    ...plain(byBasis(question, AT[from])),
    among: sql`${AT[from]} is not null`,
    leftOut: isStep ? sql`case when ${imputed} then 'imputed' end` : INSIDE,
    reached: sql`${AT[to]} is not null`,
    pending: sql`(p.closed_at is null and ${isYoung(question, AT[from])})`,
    imputed,
    span: {
      start: AT[from],
      end: AT[to],
      known: sql`(${AT[to]} is not null and not ${imputed})`,
      dayOnly: sql`(${isDayOnly(from)} or ${isDayOnly(to)})`,
    },
  };
}

/** Whether what began then may still convert: it began on one of the days within the horizon. */
function isYoung(question: Question, began: Sql): Sql {
  if (question.horizonDays === Number.POSITIVE_INFINITY) return YES;
  const from = youngFrom(question);
  return from === null ? NO : sql`${began} >= ${startOfDay(from, question.timeZone)}::timestamptz`;
}

/** Whether contact is owed by now: due, and the pass did not close before it was. */
const isContactDue = (now: Date): Sql =>
  sql`(p.contact_due_at <= ${now}::timestamptz and (p.closed_at is null or p.closed_at > p.contact_due_at))`;

/** Due only later, and nothing has settled it before. */
const willBeDue = (now: Date): Sql =>
  sql`(p.contact_due_at > ${now}::timestamptz and p.first_contact_at is null
    and (p.closed_at is null or p.closed_at > p.contact_due_at))`;

const CONTACTED_IN_TIME = sql`p.first_contact_at <= p.contact_due_at`;

function firstContact(question: Question): MeasureSql {
  const { now } = question;
  return {
    ...plain(byBasis(question, sql`coalesce(p.clock_started_at, p.mql_at)`)),
    leftOut: sql`case
      when not p.clocks or p.clock_started_at is null then 'no-clock'
      when p.contact_due_at is null or (p.first_contact_at is null and not ${isContactDue(now)}) then 'not-due' end`,
    reached: sql`coalesce(${CONTACTED_IN_TIME}, false)`,
    fallsDue: willBeDue(now),
    span: {
      start: sql`p.clock_started_at`,
      end: sql`p.first_contact_at`,
      known: sql`(p.clocks and p.clock_started_at is not null and p.first_contact_at is not null)`,
      dayOnly: NO,
    },
  };
}

/** The first time the pass was assigned and seen, whatever became of that handoff. */
const FIRST_HANDOFF = sql`left join lateral (
  select min(assigned_at) as assigned_at, min(seen_at) as seen_at from handoff where pass_id = p.id) f on true`;

type Leg = { start: Sql; end: Sql; join: Sql };

const LEGS: Record<Exclude<SpeedLeg, "contact">, Leg> = {
  // A later pass did not begin with a capture.
  "captured-to-qualified": {
    start: sql`captured.captured_at`,
    end: AT.mql,
    join: sql`join lead captured on captured.id = p.lead_id and p.number = 1`,
  },
  "qualified-to-assigned": { start: sql`p.clock_started_at`, end: sql`f.assigned_at`, join: FIRST_HANDOFF },
  "assigned-to-seen": { start: sql`f.assigned_at`, end: sql`f.seen_at`, join: FIRST_HANDOFF },
  "seen-to-attempt": { start: sql`f.seen_at`, end: sql`p.first_attempt_at`, join: FIRST_HANDOFF },
  "attempt-to-contact": { start: sql`p.first_attempt_at`, end: sql`p.first_contact_at`, join: sql`` },
};

/** A leg counts the passes that began it; its duration those that finished it. */
function leg(question: Question, name: Exclude<SpeedLeg, "contact">): MeasureSql {
  const { start, end, join } = LEGS[name];
  return {
    ...plain(byBasis(question, sql`coalesce(p.clock_started_at, p.mql_at)`)),
    join,
    among: sql`(${start} is not null or not p.clocks)`,
    leftOut: withoutClock(),
    reached: sql`${end} is not null`,
    span: { start, end, known: sql`(p.clocks and ${start} is not null and ${end} is not null)`, dayOnly: NO },
  };
}

function answeredInTime({ now }: Question): MeasureSql {
  return {
    ...plain(sql`h.due_at`),
    leftOut: sql`case
      when not p.clocks then 'no-clock'
      when h.status = 'pending' and h.due_at > ${now}::timestamptz then 'not-due'
      when h.status = 'withdrawn' and h.answered_at <= h.due_at then 'withdrawn' end`,
    reached: sql`(h.status in ('accepted', 'rejected', 'returned') and h.answered_at <= h.due_at)`,
    fallsDue: sql`(h.status = 'pending' and h.due_at > ${now}::timestamptz)`,
  };
}

function contactedInTime({ now }: Question): MeasureSql {
  return {
    // Imports without clocks have no due time: they are said in the period of their MQL.
    ...plain(sql`(case when p.clocks then p.contact_due_at else p.mql_at end)`),
    leftOut: sql`case
      when not p.clocks then 'no-clock'
      when p.first_contact_at is null and not ${isContactDue(now)} then 'not-due' end`,
    reached: sql`coalesce(${CONTACTED_IN_TIME}, false)`,
    fallsDue: willBeDue(now),
  };
}

const NEXT: Record<StayStage, Point> = {
  mql: "sal",
  sal: "sql",
  sql: "opportunity",
  opportunity: "customer",
};

/** A stay ends by the next milestone, else by the close out of this stage. */
function stay(question: Question, stage: StayStage): MeasureSql {
  const next = NEXT[stage];
  const end = sql`coalesce(${AT[next]}, case when p.closed_from = ${stage} then p.closed_at end)`;
  const imputed = sql`(${isImputed(stage)} or (${AT[next]} is not null and ${isImputed(next)}))`;
  return {
    ...plain(byBasis(question, AT[stage])),
    among: sql`(${AT[stage]} is not null and ${end} is not null)`,
    leftOut: sql`case when ${imputed} then 'imputed' end`,
    span: {
      start: AT[stage],
      end,
      known: sql`(${end} is not null and not ${imputed})`,
      dayOnly: sql`(${isDayOnly(stage)} or case when ${AT[next]} is null then 'closed' = any(p.date_only) else ${isDayOnly(next)} end)`,
    },
  };
}

function volume(question: Question, stage: VolumeStage): MeasureSql {
  if (stage === "recycled" || stage === "disqualified")
    return { ...plain(byBasis(question, sql`p.closed_at`)), among: sql`p.close_kind = ${stage}` };
  return {
    ...plain(byBasis(question, AT[stage])),
    among: sql`${AT[stage]} is not null`,
    imputed: isImputed(stage),
  };
}
