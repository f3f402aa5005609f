import type { Chance } from "../chance";
import type { Life } from "./lives";

/** One lead: which life it leads, and how much later than that was lived first. */
export type Role = {
  life: number;
  capturedAt: number;
  later: number;
  daysLater: number;
  /** Whether its rep has not got round to the newest offer yet. */
  isBehind: boolean;
};

const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** Leads became known over so many days. */
const HORIZON = 730;
/** A young company: so much of today's inflow there was at the beginning. */
const AT_FIRST = 0.45;
/** Share of the usual inflow, January to December: July, August and the end of the year are quiet. */
const SEASON = [0.95, 1, 1.1, 1.05, 1, 0.95, 0.75, 0.65, 1.1, 1.15, 1.1, 0.6];
/** Trade fairs come once a quarter. */
const FAIR_WEEKS = 13;
/** Most leads are never heard of again: so many lead a life in which nobody took them to sales, beside those who do anyway. */
const QUIET = 0.35;
/** Reps with hundreds of thousands of leads are busier than the sample's: what waits for an answer mostly still waits. */
const BEHIND = 0.8;
/** Whole weeks keep weekdays and office hours as they were; so few minutes keep them too and pull twins apart. */
const MOST_MINUTES = 25;

/** Gives out so many leads over the horizon up to now; in the order in which they become known. */
export function castRoles(chance: Chance, lives: readonly Life[], leads: number, now: Date): Role[] {
  const all = [...lives.keys()];
  const quiet = all.filter((index) => lives[index]!.actor.lead.pass === null);
  const roles = Array.from({ length: leads }, () => {
    const life = chance.pick(quiet.length > 0 && chance.happens(QUIET) ? quiet : all);
    return { life, isBehind: chance.happens(BEHIND), ...timeOf(chance, lives[life]!, now) };
  });
  return roles.sort((one, other) => one.capturedAt - other.capturedAt);
}

function timeOf(chance: Chance, { actor }: Life, now: Date): Omit<Role, "life" | "isBehind"> {
  const lived = actor.lead.capturedAt.getTime();
  const period = actor.channel.key === "event" ? FAIR_WEEKS : 1;
  const wanted = now.getTime() - daysAgo(chance, now) * DAY;
  let weeks = Math.round((wanted - lived) / (period * WEEK)) * period;
  const jitter = chance.between(0, MOST_MINUTES) * MINUTE;
  // Whole milliseconds, and the life has begun a little before now.
  const later = () => weeks * WEEK + Math.floor(jitter);
  while (lived + later() > now.getTime() - MINUTE) weeks -= period;
  return { capturedAt: lived + later(), later: later(), daysLater: weeks * 7 };
}

function daysAgo(chance: Chance, now: Date): number {
  for (;;) {
    const days = chance.between(0, HORIZON);
    const month = new Date(now.getTime() - days * DAY).getUTCMonth();
    const growth = 1 - (1 - AT_FIRST) * (days / HORIZON);
    if (chance.happens((growth * SEASON[month]!) / Math.max(...SEASON))) return days;
  }
}
