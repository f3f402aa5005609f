import "server-only";
import { hash, verify } from "@node-rs/argon2";

// OWASP's minimum for argon2id, written out: raising it re-hashes each password at its owner's next sign-in.
const ARGON2ID = 2;
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const CURRENT = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/** How many passwords are hashed at once: bounds memory, and how many guesses can pass a limit side by side. */
const SLOTS = 4;
let free = SLOTS;
const waiting: (() => void)[] = [];

/** Runs `work` in one of the few hashing slots, in order of arrival. */
export async function inHashingSlot<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((admit) => waiting.push(admit));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

/** The argon2id hash of a password (its length is capped by whoever took it in). */
export const hashPassword = (password: string): Promise<string> =>
  inHashingSlot(() => hash(password, { algorithm: ARGON2ID, ...PARAMETERS }));

let nobody: Promise<string> | undefined;

/**
 * Whether the password is the one behind the hash. Without a hash (an unknown address, somebody who never set one) the
 * same work is done for nothing, so that the time tells nothing. Call it in a hashing slot.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash("nobody's password", { algorithm: ARGON2ID, ...PARAMETERS });
  const matches = await verify(stored ?? (await nobody), password);
  return matches && stored !== null;
}

/** Whether a hash was made with other parameters than today's. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(CURRENT);
