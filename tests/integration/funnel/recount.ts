import type { Question } from "@/lib/funnel/question";
import { type Day, dayNumberOf, dayOf } from "@/lib/shared/day";
import type { Told } from "./passes";

// The same numbers counted again in plain TypeScript, from the sentences of the registry and of the agreed semantics; it
// shares nothing with the SQL but the names.

type Pass = Told["passes"][number];
type Handoff = Told["handoffs"][number];
type Opportunity = Told["opportunities"][number];

export type Verdict = {
  id: string;
  at: Date;
  leftOut: string | null;
  reached: boolean;
  /** Undefined: this number has no durations; null: this one is not known. */
  duration?: { days: number; seconds: number | null } | null;
  amount: bigint;
  pass: Pass;
  owner: string | null;
  reason: string | null;
};

const COLUMN = {
  mql: "mqlAt",
  handed: "handedAt",
  sal: "salAt",
  sql: "sqlAt",
  opportunity: "opportunityAt",
  customer: "customerAt",
} as const;

const DECIDED = ["accepted", "rejected"];
const NEXT = { mql: "sal", sal: "sql", sql: "opportunity", opportunity: "customer" } as const;
const STEPS = {
  "mql-to-handoff": ["mql", "handed"],
  "mql-to-sal": ["mql", "sal"],
  "sal-to-sql": ["sal", "sql"],
  "sql-to-opportunity": ["sql", "opportunity"],
  "opportunity-to-customer": ["opportunity", "customer"],
} as const;

type Point = keyof typeof COLUMN;

/** Every row of the period that the number is about, with its verdict. */
export function recount(told: Told, question: Question): Verdict[] {
  const { timeZone, period, now } = question;
  const binned = new Set(told.leads.filter((lead) => lead.binnedAt).map((lead) => lead.id));
  const captured = new Map(told.leads.map((lead) => [lead.id, lead.capturedAt]));
  const passes = told.passes.filter((pass) => !binned.has(pass.leadId));
  const passOf = new Map(passes.map((pass) => [pass.id, pass]));
  const handoffs = told.handoffs.flatMap((handoff) => {
    const pass = passOf.get(handoff.passId);
    return pass ? [{ handoff, pass }] : [];
  });
  const deals = told.opportunities.flatMap((deal) => {
    const pass = passOf.get(deal.passId);
    return pass ? [{ deal, pass }] : [];
  });
  const byCohort = question.basis === "cohort";

  const at = (pass: Pass, point: Point): Date | null => pass[COLUMN[point]];
  const imputed = (pass: Pass, point: Point): boolean =>
    pass.imputed.includes(point) || (point === "handed" && pass.handedAt === null && pass.salAt !== null);
  const between = (start: Date, end: Date, dayOnly = false) =>
    dayOnly
      ? { days: dayNumberOf(end, timeZone) - dayNumberOf(start, timeZone), seconds: null }
      : { days: (Number(end) - Number(start)) / 86_400_000, seconds: (Number(end) - Number(start)) / 1000 };

  const verdictOn = (pass: Pass, more: Partial<Verdict> & { at: Date }): Verdict => ({
    id: pass.id,
    leftOut: null,
    reached: true,
    amount: 0n,
    pass,
    owner: pass.ownerId,
    reason: pass.closeReason,
    ...more,
  });
  const verdictOnHandoff = (handoff: Handoff, pass: Pass, more: Partial<Verdict> & { at: Date }) =>
    verdictOn(pass, {
      id: handoff.id,
      owner: handoff.answeredBy ?? handoff.assigneeId,
      reason: handoff.reasonCode,
      ...more,
    });
  const verdictOnDeal = (deal: Opportunity, pass: Pass, more: Partial<Verdict> & { at: Date }) =>
    verdictOn(pass, { id: deal.id, owner: deal.ownerId, reason: deal.lostReason, ...more });

  function conversion(pass: Pass, from: Point, to: Point, isStep: boolean): Verdict[] {
    const [start, end] = [at(pass, from), at(pass, to)];
    if (!start) return [];
    const guessed = imputed(pass, from) || imputed(pass, to);
    const dayOnly = pass.dateOnly.includes(from) || pass.dateOnly.includes(to);
    return [
      verdictOn(pass, {
        at: byCohort ? pass.mqlAt : start,
        leftOut: isStep && guessed ? "imputed" : null,
        reached: end !== null,
        duration: end && !guessed ? between(start, end, dayOnly) : null,
      }),
    ];
  }

  /** Whether the first contact is owed by now: due, and the pass was still open then. */
  const owed = (pass: Pass) =>
    pass.contactDueAt !== null &&
    pass.contactDueAt <= now &&
    (pass.closedAt === null || pass.closedAt > pass.contactDueAt);
  const contactVerdict = (pass: Pass) => ({
    leftOut: !pass.clocks
      ? "no-clock"
      : pass.contactDueAt === null || (!pass.firstContactAt && !owed(pass))
        ? "not-due"
        : null,
    reached:
      pass.firstContactAt !== null && pass.contactDueAt !== null && pass.firstContactAt <= pass.contactDueAt,
  });

  function speed(pass: Pass): Verdict[] {
    const when = byCohort ? pass.mqlAt : (pass.clockStartedAt ?? pass.mqlAt);
    const started = pass.clocks ? pass.clockStartedAt : null;
    const own = handoffs.filter(({ handoff }) => handoff.passId === pass.id).map(({ handoff }) => handoff);
    const first = (times: (Date | null)[]) =>
      times.reduce((least, time) => (time && (!least || time < least) ? time : least), null);
    const assigned = first(own.map((handoff) => handoff.assignedAt));
    const seen = first(own.map((handoff) => handoff.seenAt));
    if (question.speedLeg === "contact")
      return [
        verdictOn(pass, {
          at: when,
          ...contactVerdict(pass),
          ...(started ? {} : { leftOut: "no-clock" }),
          duration: started && pass.firstContactAt ? between(started, pass.firstContactAt) : null,
        }),
      ];
    const legs = {
      "captured-to-qualified": [pass.number === 1 ? (captured.get(pass.leadId) ?? null) : null, pass.mqlAt],
      "qualified-to-assigned": [pass.clockStartedAt, assigned],
      "assigned-to-seen": [assigned, seen],
      "seen-to-attempt": [seen, pass.firstAttemptAt],
      "attempt-to-contact": [pass.firstAttemptAt, pass.firstContactAt],
    } as const;
    const [start, end] = legs[question.speedLeg];
    if (question.speedLeg === "captured-to-qualified" && pass.number > 1) return [];
    if (pass.clocks && !start) return [];
    return [
      verdictOn(pass, {
        at: when,
        leftOut: pass.clocks ? null : "no-clock",
        reached: end !== null,
        duration: pass.clocks && start && end ? between(start, end) : null,
      }),
    ];
  }

  function stay(pass: Pass): Verdict[] {
    const stage = question.stayStage;
    const next = NEXT[stage];
    const start = at(pass, stage);
    const end = at(pass, next) ?? (pass.closedFrom === stage ? pass.closedAt : null);
    if (!start || !end) return [];
    const movedOn = at(pass, next) !== null;
    const guessed = imputed(pass, stage) || (movedOn && imputed(pass, next));
    const dayOnly = pass.dateOnly.includes(stage) || pass.dateOnly.includes(movedOn ? next : "closed");
    return [
      verdictOn(pass, {
        at: byCohort ? pass.mqlAt : start,
        leftOut: guessed ? "imputed" : null,
        duration: guessed ? null : between(start, end, dayOnly),
      }),
    ];
  }

  function volume(pass: Pass): Verdict[] {
    const stage = question.volumeStage;
    const reachedAt =
      stage === "recycled" || stage === "disqualified"
        ? pass.closeKind === stage
          ? pass.closedAt
          : null
        : at(pass, stage);
    return reachedAt ? [verdictOn(pass, { at: byCohort ? pass.mqlAt : reachedAt })] : [];
  }

  function all(): Verdict[] {
    switch (question.kpi) {
      case "mql-to-handoff":
      case "mql-to-sal":
      case "sal-to-sql":
      case "sql-to-opportunity":
      case "opportunity-to-customer": {
        const [from, to] = STEPS[question.kpi];
        return passes.flatMap((pass) => conversion(pass, from, to, true));
      }
      case "mql-to-sql":
        return passes.flatMap((pass) => conversion(pass, "mql", "sql", false));
      case "mql-to-customer":
        return passes.flatMap((pass) => conversion(pass, "mql", "customer", false));
      case "velocity":
        return passes
          .filter((pass) => pass.customerAt)
          .flatMap((pass) => conversion(pass, "mql", "customer", true));
      case "acceptance":
        return handoffs.flatMap(({ handoff, pass }) =>
          handoff.answeredAt && handoff.status !== "pending"
            ? [
                verdictOnHandoff(handoff, pass, {
                  at: handoff.answeredAt,
                  leftOut: DECIDED.includes(handoff.status) ? null : handoff.status,
                  reached: handoff.status === "accepted",
                }),
              ]
            : [],
        );
      case "coverage":
        return handoffs.map(({ handoff, pass }) =>
          verdictOnHandoff(handoff, pass, {
            at: handoff.openedAt,
            leftOut: pass.clocks ? null : "no-clock",
            reached: DECIDED.includes(handoff.status),
          }),
        );
      case "reject-reasons":
        return handoffs.flatMap(({ handoff, pass }) =>
          handoff.status === "rejected" && handoff.answeredAt
            ? [verdictOnHandoff(handoff, pass, { at: handoff.answeredAt })]
            : [],
        );
      case "sla-answer":
        return handoffs.flatMap(({ handoff, pass }) => {
          const { dueAt, answeredAt, status } = handoff;
          if (!dueAt) return [];
          const inTime = answeredAt !== null && answeredAt <= dueAt;
          const open = status === "pending" && dueAt > now;
          return [
            verdictOnHandoff(handoff, pass, {
              at: dueAt,
              leftOut: !pass.clocks
                ? "no-clock"
                : open
                  ? "not-due"
                  : status === "withdrawn" && inTime
                    ? "withdrawn"
                    : null,
              reached: ["accepted", "rejected", "returned"].includes(status) && inTime,
            }),
          ];
        });
      case "recycle":
        return passes.flatMap((pass) =>
          pass.closedAt
            ? [verdictOn(pass, { at: pass.closedAt, reached: pass.closeKind === "recycled" })]
            : [],
        );
      case "recycled-yield":
        return passes.flatMap((pass) =>
          pass.closedAt && pass.closeKind === "recycled"
            ? [
                verdictOn(pass, {
                  at: pass.closedAt,
                  reached: passes.some(
                    (later) =>
                      later.leadId === pass.leadId &&
                      later.number === pass.number + 1 &&
                      later.sqlAt !== null,
                  ),
                }),
              ]
            : [],
        );
      case "speed-to-lead":
        return passes.flatMap(speed);
      case "sla-contact":
        return passes.flatMap((pass) => {
          const when = pass.clocks ? pass.contactDueAt : pass.mqlAt;
          return when ? [verdictOn(pass, { at: when, ...contactVerdict(pass) })] : [];
        });
      case "time-in-stage":
        return passes.flatMap(stay);
      case "volume":
        return passes.flatMap(volume);
      case "score-distribution":
        return passes.map((pass) => verdictOn(pass, { at: pass.mqlAt }));
      case "win-rate":
      case "pipeline-won":
        return deals.flatMap(({ deal, pass }) => {
          if (!deal.actualClose || (question.kpi === "pipeline-won" && deal.status !== "won")) return [];
          // The close is a day without a time: any instant of it will do.
          const closed = noonOf(deal.actualClose, timeZone);
          return [
            verdictOnDeal(deal, pass, {
              at: byCohort ? pass.mqlAt : closed,
              reached: deal.status === "won",
              amount: question.kpi === "pipeline-won" ? deal.amount : 0n,
            }),
          ];
        });
      case "pipeline-open":
        return deals.flatMap(({ deal, pass }) =>
          deal.status === "open"
            ? [
                verdictOnDeal(deal, pass, {
                  at: byCohort ? pass.mqlAt : (pass.opportunityAt ?? deal.createdAt),
                  amount: deal.amount,
                }),
              ]
            : [],
        );
    }
  }

  return all().filter((verdict) => {
    const day = dayOf(verdict.at, timeZone);
    return day >= period.from && day <= period.to;
  });
}

/** An instant that lies on the day of a `date` column in the zone. */
function noonOf(column: Date, timeZone: string): Date {
  const day: Day = column.toISOString().slice(0, 10);
  const noon = new Date(`${day}T12:00:00Z`);
  return dayOf(noon, timeZone) === day ? noon : new Date(Number(noon) - 12 * 3_600_000);
}

/** As PostgreSQL's percentile_cont: linear between the two neighbours. */
export function percentile(values: readonly number[], fraction: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const place = fraction * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (high - low) * (place - Math.floor(place));
}
