/** Chance that falls the same way every time: all draws follow from the seed. */
export type Chance = {
  /** From 0, below 1. */
  next(): number;
  happens(probability: number): boolean;
  between(from: number, to: number): number;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** A key, as often as its weight says. */
  weighted<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key;
  /** A positive number, half of the time below the median, with a long tail above it. */
  around(median: number, spread?: number): number;
};

export function chanceOf(seed: string): Chance {
  let state = hash(seed);
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number) => from + next() * (to - from);
  const whole = (from: number, to: number) => Math.floor(between(from, to + 1));
  return {
    next,
    happens: (probability) => next() < probability,
    between,
    whole,
    pick: (list) => list[whole(0, list.length - 1)]!,
    weighted: (weights) => {
      const keys = Object.keys(weights) as (keyof typeof weights & string)[];
      const draw = next() * keys.reduce((sum, key) => sum + (weights[key] ?? 0), 0);
      let passed = 0;
      for (const key of keys) {
        passed += weights[key] ?? 0;
        if (draw < passed) return key;
      }
      return keys.at(-1)!;
    },
    around: (median, spread = 0.7) => {
      // A normal draw by Box and Muller; 1 − next() keeps the logarithm finite.
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(spread * normal);
    },
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.codePointAt(0)!, 0x01000193);
  return value;
}
