import { assertNever } from "@/lib/shared/assert-never";
import { type Day, dayFromNumber } from "@/lib/shared/day";
import { settledAge } from "./decay";
import type { Decay } from "./model";
import { type Grounds, groundsOf, reasonOf, sameGrounds } from "./reason";
import { type Points, pointsOn, type Standing, standingOn } from "./standing";
import type { EngagementTally, InactivityTally, Run, Tally } from "./tally";

/** How far ahead a score is followed. */
const HORIZON_DAYS = 366;

/**
 * The first later day on which a stored score would differ when nothing happens: its points, grade or reason. null when
 * it stays for ever; when only something invisible moves for a year, the day after that year, to look again.
 */
export function changesOn(tally: Tally, now: Standing, grounds: Grounds, reason: string): Day | null {
  return nextDayWhen(tally, now.day, (day) => {
    const later = pointsOn(tally, day);
    if (differs(now, later)) return true;
    const others = groundsOf(tally, later);
    return !sameGrounds(grounds, others) && reasonOf(tally, others) !== reason;
  });
}

/** When the lead begins or ceases to meet the MQL criteria by itself, within a year; null when it does not. */
export function nextCrossing(tally: Tally, now: Standing): { on: Day; meetsMql: boolean } | null {
  const crosses = (day: number) => standingOn(tally, day).meetsMql !== now.meetsMql;
  const on = nextDayWhen(tally, now.day, crosses, "only what is seen");
  return on === null ? null : { on, meetsMql: !now.meetsMql };
}

const differs = (a: Points, b: Points): boolean =>
  a.total !== b.total || a.fit !== b.fit || a.engagement !== b.engagement || a.adjustment !== b.adjustment;

function nextDayWhen(
  tally: Tally,
  from: number,
  found: (day: number) => boolean,
  beyond: "look again" | "only what is seen" = "look again",
): Day | null {
  let day = nextMove(tally, from);
  for (; day <= from + HORIZON_DAYS; day = nextMove(tally, day)) if (found(day)) return dayFromNumber(day);
  return beyond === "look again" && day < Number.POSITIVE_INFINITY
    ? dayFromNumber(from + HORIZON_DAYS + 1)
    : null;
}

/** The first day after `day` on which any contribution may change: no day in between needs a look. */
function nextMove(tally: Tally, day: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const part of tally.adjustments) {
    if (part.firstDay > day) next = Math.min(next, part.firstDay);
    if (part.lastDay >= day) next = Math.min(next, part.lastDay + 1);
  }
  for (const part of tally.inactivity) next = Math.min(next, nextQuietPeriod(part, day));
  for (const part of tally.engagement) {
    for (const run of part.runs) {
      next = Math.min(next, nextMoveOfRun(part, run, day));
      if (next === day + 1) return next;
    }
  }
  return next;
}

function nextQuietPeriod({ rule, quietSince }: InactivityTally, day: number): number {
  if (rule.hundredths === 0) return Number.POSITIVE_INFINITY;
  const { everyDays } = rule.rule;
  return quietSince + (Math.floor((day - quietSince) / everyDays) + 1) * everyDays;
}

function nextMoveOfRun({ rule }: EngagementTally, run: Run, day: number): number {
  const { frequency, decay } = rule.rule;
  if (frequency) return later(run.day + frequency.days, day);
  return movesDaily(decay)
    ? day < run.day + settledAge(run.kept, decay)
      ? day + 1
      : Number.POSITIVE_INFINITY
    : later(run.day + settledAge(run.kept, decay), day);
}

function movesDaily(decay: Decay): boolean {
  switch (decay.kind) {
    case "half-life":
    case "linear":
      return true;
    case "none":
    case "expiry":
      return false;
    default:
      return assertNever(decay);
  }
}

const later = (candidate: number, day: number): number =>
  candidate > day ? candidate : Number.POSITIVE_INFINITY;
