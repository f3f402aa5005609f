import { randomBytes } from "node:crypto";

/**
 * How often a test repeats: `short` in `npm test`; `long` when BATON_TEST_ROUNDS is "long"; `short` times its value when it
 * is a number. The choice is printed when it is not the short one.
 */
export function rounds(name: string, short: number, long: number): number {
  const asked = process.env.BATON_TEST_ROUNDS;
  if (!asked) return short;
  const factor = Number(asked);
  if (asked !== "long" && !(factor > 0))
    throw new Error(`BATON_TEST_ROUNDS must be "long" or a positive number, not ${asked}`);
  const chosen = asked === "long" ? long : Math.max(1, Math.round(short * factor));
  process.stdout.write(`${name}: ${chosen} rounds\n`);
  return chosen;
}

const REPORT_EVERY_MS = 30_000;

/**
 * Counts the rounds of a test: 0, 1, 2 … A long one says every half minute how far it is, and with BATON_TEST_MINUTES ends
 * after that time, so that a run that has to stop still proves what it did. What it came to is printed.
 */
export function* inRounds(name: string, count: number): Generator<number> {
  const minutes = Number(process.env.BATON_TEST_MINUTES ?? Number.POSITIVE_INFINITY);
  const began = performance.now();
  let told = began;
  const say = (done: number) => process.stdout.write(`${name}: ${done} of ${count} rounds\n`);
  for (let round = 0; round < count; round += 1) {
    const now = performance.now();
    if (now - began > minutes * 60_000) {
      say(round);
      return;
    }
    if (now - told > REPORT_EVERY_MS) {
      told = now;
      say(round);
    }
    yield round;
  }
  if (process.env.BATON_TEST_ROUNDS) say(count);
}

/** What `npm test` draws from: it says what a change broke, so it asks the same each time. */
const USUAL_SEED = "bQQS5wZt";

/**
 * The seed of a random test: BATON_TEST_SEED to repeat an earlier run, else the usual one; a new one with BATON_TEST_ROUNDS,
 * which goes looking for what nobody knows yet. Printed under the test's name.
 */
export function seedOf(name: string): string {
  const found = process.env.BATON_TEST_ROUNDS ? randomBytes(6).toString("base64url") : USUAL_SEED;
  const seed = process.env.BATON_TEST_SEED ?? found;
  process.stdout.write(`${name}: BATON_TEST_SEED=${seed}\n`);
  return seed;
}
