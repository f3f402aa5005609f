import { addDays, dayNumberOf, dayOf, startOfDay } from "@/lib/shared/day";

/** What one rep has on the desk. */
export type RepLoad = {
  id: string;
  name: string;
  /** Handoffs that wait for an answer, and how many of them are past due. */
  open: number;
  late: number;
  acceptedThisWeek: number;
  capacity: number;
  /** YYYY-MM-DD; away through this day. */
  absentUntil: string | null;
};

/** Fairness at a glance: a rep's own figures beside the team's median. */
export type LoadView = Omit<RepLoad, "id" | "name" | "absentUntil"> & {
  medianAccepted: number;
  reps: number;
};

/** The first instant of the week (Monday) in the zone. */
export function startOfWeek(now: Date, zone: string): Date {
  // 1970-01-01 was a Thursday: day number 4 was a Monday.
  const sinceMonday = (((dayNumberOf(now, zone) - 4) % 7) + 7) % 7;
  return startOfDay(addDays(dayOf(now, zone), -sinceMonday), zone);
}

/** The middle value; between two of them, their mean. 0 of nothing. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A rep's own load against the team; null for somebody who is not in it. */
export function loadOf(team: readonly RepLoad[], userId: string): LoadView | null {
  const own = team.find((rep) => rep.id === userId);
  if (!own) return null;
  const { open, late, acceptedThisWeek, capacity } = own;
  return {
    open,
    late,
    acceptedThisWeek,
    capacity,
    medianAccepted: median(team.map((rep) => rep.acceptedThisWeek)),
    reps: team.length,
  };
}
