// Values as PostgreSQL writes them in binary, and as the product knows them.

/** PostgreSQL counts from 2000-01-01. */
const EPOCH_MS = 946_684_800_000;
const HIGH = 4_294_967_296;

/** Milliseconds since 1970 of the timestamptz whose eight bytes begin at `at`. */
export function instantAt(bytes: Buffer, at: number): number {
  const micros = bytes.readInt32BE(at) * HIGH + bytes.readUInt32BE(at + 4);
  return EPOCH_MS + micros / 1000;
}

/** The id of 32 digits, in its usual form. */
export const uuidOf = (digits: string): string =>
  `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
