import { assertNever } from "@/lib/shared/assert-never";
import type { Decay } from "./model";

// Points are integer hundredths here, ages whole days.

/** The share of an activity's points that is left at an age, from 1 on its own day to 0. */
export function decayFactor(decay: Decay, ageDays: number): number {
  switch (decay.kind) {
    case "none":
      return 1;
    case "half-life":
      return 2 ** (-ageDays / decay.days);
    case "linear":
      return Math.max(0, (decay.days - ageDays) / decay.days);
    case "expiry":
      return ageDays < decay.days ? 1 : 0;
    default:
      return assertNever(decay);
  }
}

/** What is left of an activity's points at an age, rounded half up to a hundredth. */
export function decayed(hundredths: number, decay: Decay, ageDays: number): number {
  switch (decay.kind) {
    case "none":
      return hundredths;
    case "half-life":
      return ageDays === 0 ? hundredths : Math.round(hundredths * 2 ** (-ageDays / decay.days));
    case "linear":
      // Multiplied before divided, so that a half hundredth is met exactly.
      return ageDays >= decay.days ? 0 : Math.round((hundredths * (decay.days - ageDays)) / decay.days);
    case "expiry":
      return ageDays < decay.days ? hundredths : 0;
    default:
      return assertNever(decay);
  }
}

/** The age from which on nothing changes any more: the points are gone, or never decay. */
export function settledAge(hundredths: number, decay: Decay): number {
  if (hundredths === 0) return 0;
  switch (decay.kind) {
    case "none":
      return 0;
    case "half-life":
      // Below half a hundredth nothing is left.
      return Math.ceil(decay.days * (Math.log2(Math.abs(hundredths)) + 1)) + 1;
    case "linear":
    case "expiry":
      return decay.days;
    default:
      return assertNever(decay);
  }
}
