import type { EngagementRule } from "./model";

/**
 * How many hundredths of its points each matching activity may give, in the order of occurrence. Counted undecayed: an
 * activity counts when fewer than n activities, and less than p points, counted in the window of days ending on its day;
 * the one that reaches p gives what is left up to p.
 */
export function limited(
  dayNumbers: readonly number[],
  hundredths: number,
  limit: NonNullable<EngagementRule["limit"]>,
): number[] {
  const limiter = new Limiter(hundredths, limit);
  return dayNumbers.map((day) => limiter.take(day));
}

/** The same, one activity after the other: what came before is never changed by what comes after. */
export class Limiter {
  readonly #hundredths: number;
  readonly #size: number;
  readonly #activitiesMax: number;
  readonly #pointsMax: number;
  readonly #window: number;
  readonly #days: number[] = [];
  readonly #kept: number[] = [];
  readonly #counted: boolean[] = [];
  #oldest = 0;
  #activities = 0;
  #points = 0;

  constructor(hundredths: number, { activities, points, days }: NonNullable<EngagementRule["limit"]>) {
    this.#hundredths = hundredths;
    this.#size = Math.abs(hundredths);
    this.#activitiesMax = activities ?? Number.POSITIVE_INFINITY;
    this.#pointsMax = points === undefined ? Number.POSITIVE_INFINITY : Math.round(points * 100);
    this.#window = days ?? Number.POSITIVE_INFINITY;
  }

  /** What an activity of this day may give. Days never decrease. */
  take(day: number): number {
    for (
      ;
      this.#oldest < this.#days.length && day - this.#days[this.#oldest]! >= this.#window;
      this.#oldest++
    ) {
      if (this.#counted[this.#oldest]) this.#activities--;
      this.#points -= Math.abs(this.#kept[this.#oldest]!);
    }
    const counted = this.#activities < this.#activitiesMax && this.#points < this.#pointsMax;
    const part = counted ? Math.min(this.#size, this.#pointsMax - this.#points) : 0;
    const kept = this.#hundredths < 0 ? 0 - part : part;
    this.#days.push(day);
    this.#kept.push(kept);
    this.#counted.push(counted);
    if (counted) this.#activities++;
    this.#points += part;
    return kept;
  }
}
