import { v7 } from "uuid";

export { isId } from "@/lib/shared/id";

const BYTES = 16;
/** Random bytes for the next ids: asking the system for them one id at a time costs more than the rest of an id. */
const pool = new Uint8Array(BYTES * 256);
let used = pool.length;

/** The last id's time and its count within that millisecond: each id is greater than the one before it. */
let msecs = 0;
let seq = 0;

/** A new time-ordered id (UUIDv7): rows written together lie together. */
export function newId(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + BYTES);
  used += BYTES;
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // Bytes that the id itself has no room for; the highest bit stays free to count on.
    seq = ((random[6]! & 0x7f) << 24) | (random[7]! << 16) | (random[8]! << 8) | random[9]!;
  } else {
    seq = (seq + 1) | 0;
    if (seq === 0) msecs++;
  }
  return v7({ random, msecs, seq });
}
