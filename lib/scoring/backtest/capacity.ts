import type { Day } from "@/lib/shared/day";

// How many handoffs sales can take on a working day, rep by rep.

/** "set": somebody told it; "shown": the rep's own answers; "team": those of all reps, while the rep's own are too few. */
export type CapacitySource = "set" | "shown" | "team";

/** The upper quartile of the handoffs answered on a rep's working day with any, over so many of such days. */
export type Shown = { perDay: number; days: number };

/** What is known of an active rep. */
export type RepRecord = {
  id: string;
  name: string;
  /** As somebody set it; null: what the rep has shown counts. */
  dailyCapacity: number | null;
  shown: Shown | null;
  absentUntil: Day | null;
};

export type RepCapacity = {
  id: string;
  name: string;
  /** Handoffs on a working day; null when neither told nor shown. */
  perDay: number | null;
  source: CapacitySource | null;
  /** What the rep's own answers say, whatever was set; null while they are too few. */
  shown: number | null;
  /** Working days of the weeks ahead on which the rep is not away. */
  workingDays: number;
  /** Away through this day; null for who is here. */
  absentUntil: Day | null;
};

export type Capacity = {
  people: readonly RepCapacity[];
  /** Working days of the weeks ahead, without absences. */
  workingDays: number;
  /** Active reps who are there on any of those days. */
  reps: number;
  /** Of them who is there on one such day, on average. */
  repsPerDay: number;
  /** What reps have shown together; null when fewer than ten days are known. */
  perRep: number | null;
  /** Days of reps on which they answered. */
  repDays: number;
  /** Handoffs all reps together take on a working day, absences counted; null while somebody's number is unknown. */
  perDay: number | null;
};

/** A plan looks four weeks ahead: whoever is back by then counts for the days left. */
export const DAYS_AHEAD = 28;

/** Fewer days say nothing. */
const FEWEST_DAYS = 10;

/** The reps' numbers with where they come from, and what they make together on the working days of the weeks ahead. */
export function capacityOf(
  reps: readonly RepRecord[],
  team: Shown | null,
  { today, ahead }: { today: Day; ahead: readonly Day[] },
): Capacity {
  const ofTeam = toldBy(team);
  const people = reps.map(({ id, name, dailyCapacity, shown, absentUntil }): RepCapacity => {
    const own = toldBy(shown);
    return {
      id,
      name,
      perDay: dailyCapacity ?? own ?? ofTeam,
      source: dailyCapacity !== null ? "set" : own !== null ? "shown" : ofTeam !== null ? "team" : null,
      shown: own,
      workingDays: ahead.filter((day) => absentUntil === null || day > absentUntil).length,
      absentUntil: absentUntil !== null && absentUntil >= today ? absentUntil : null,
    };
  });
  const present = people.filter(({ workingDays }) => workingDays > 0);
  const meanOf = (worth: (rep: RepCapacity) => number) =>
    present.reduce((sum, rep) => sum + worth(rep) * rep.workingDays, 0) / Math.max(1, ahead.length);
  return {
    people,
    workingDays: ahead.length,
    reps: present.length,
    repsPerDay: meanOf(() => 1),
    perRep: ofTeam,
    repDays: team?.days ?? 0,
    perDay: present.some(({ perDay }) => perDay === null) ? null : meanOf(({ perDay }) => perDay!),
  };
}

const toldBy = (shown: Shown | null): number | null =>
  shown === null || shown.days < FEWEST_DAYS ? null : Math.ceil(shown.perDay);

/** What sales can take on a working day; with `perRep` were every rep's number that one. null while it is unknown. */
export const volumeOf = (
  { perDay, repsPerDay }: Pick<Capacity, "perDay" | "repsPerDay">,
  perRep: number | null,
): number | null => (perRep === null ? perDay : perRep * repsPerDay);
