import type { Json } from "@/lib/shared/json";
import { instantAt, uuidOf } from "./binary-values";

// The rows of `copy … to stdout with (format binary)`: a signature, then for each row the number of its fields and for each
// field its length (−1: null) and its bytes. https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS

const SIGNATURE_BYTES = 11;
const HEADER_BYTES = SIGNATURE_BYTES + 8;
const END = -1;
const NULL = -1;

/** PostgreSQL counts from 2000-01-01. */
const EPOCH_DAY = 10_957;

/**
 * One row at a time, its fields read in their order; valid only until the next row. Reading a field that is null
 * answers null.
 */
export class BinaryRow {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  readonly #texts: (string | undefined)[] = new Array(TEXT_SLOTS).fill(undefined);
  /** By their text: the same few objects come again and again. */
  readonly #objects = new Map<string, Json>();

  /** Points at the first field of a row. */
  seek(bytes: Buffer, at: number): void {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** A uuid in its usual form. Rows that come in order repeat it: `same` is answered as it is when the bytes are the same. */
  uuid(same: string | null = null): string | null {
    const length = this.#length();
    if (length === NULL) return null;
    const start = this.#at;
    this.#at += length;
    if (same !== null && this.#isUuid(start, same)) return same;
    return uuidOf(this.#bytes.toString("hex", start, start + length));
  }

  text(): string | null {
    const length = this.#length();
    if (length === NULL) return null;
    const start = this.#at;
    this.#at += length;
    return this.#bytes.toString("utf8", start, this.#at);
  }

  /** A text of which few different ones exist: read from the bytes once, then looked up. */
  word(): string | null {
    const length = this.#length();
    if (length === NULL) return null;
    const start = this.#at;
    const end = start + length;
    this.#at = end;
    return this.#known(start, end);
  }

  /** Milliseconds since 1970 of a timestamptz. */
  instant(): number | null {
    const length = this.#length();
    if (length === NULL) return null;
    const start = this.#at;
    this.#at += length;
    return instantAt(this.#bytes, start);
  }

  /** Days since 1970-01-01 of a date. */
  dayNumber(): number | null {
    const length = this.#length();
    if (length === NULL) return null;
    const days = this.#bytes.readInt32BE(this.#at);
    this.#at += length;
    return EPOCH_DAY + days;
  }

  /** A boolean. */
  flag(): boolean | null {
    const length = this.#length();
    if (length === NULL) return null;
    const value = this.#bytes[this.#at] === 1;
    this.#at += length;
    return value;
  }

  /** A smallint. */
  small(): number | null {
    const length = this.#length();
    if (length === NULL) return null;
    const value = this.#bytes.readInt16BE(this.#at);
    this.#at += length;
    return value;
  }

  int(): number | null {
    const length = this.#length();
    if (length === NULL) return null;
    const value = this.#bytes.readInt32BE(this.#at);
    this.#at += length;
    return value;
  }

  /** A jsonb value. It may be given again for another row that holds the same: not to be written to. */
  json(): Json {
    const length = this.#length();
    if (length === NULL) return null;
    // Its first byte is the version of the format.
    const start = this.#at + 1;
    const end = this.#at + length;
    this.#at = end;
    if (this.#isPlainText(start, end)) return this.#known(start + 1, end - 1);
    if (end - start > LONGEST_KEPT) return JSON.parse(this.#bytes.toString("utf8", start, end)) as Json;
    const text = this.#known(start, end);
    let value = this.#objects.get(text);
    if (value === undefined) {
      value = JSON.parse(text) as Json;
      if (this.#objects.size >= TEXT_SLOTS) this.#objects.clear();
      this.#objects.set(text, value);
    }
    return value;
  }

  /**
   * The place of the next fields in a dictionary of rows that are alike: compared by their bytes, so that what came before
   * is not read again. `read` reads those fields of a new one.
   */
  alike<T>(dictionary: Dictionary<T>, fields: number, read: (row: BinaryRow) => T): number {
    const start = this.#at;
    for (let field = 0; field < fields; field++) {
      const length = this.#length();
      if (length !== NULL) this.#at += length;
    }
    const end = this.#at;
    const known = dictionary.find(this.#bytes, start, end);
    if (known >= 0) return known;
    this.#at = start;
    const place = dictionary.add(this.#bytes, start, end, read(this));
    this.#at = end;
    return place;
  }

  #length(): number {
    const length = this.#bytes.readInt32BE(this.#at);
    this.#at += 4;
    return length;
  }

  /** The text between two places, looked up when it is plain ASCII that was read before. */
  #known(start: number, end: number): string {
    const bytes = this.#bytes;
    let hash = end - start;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    const slot = hash & (TEXT_SLOTS - 1);
    const known = this.#texts[slot];
    if (known !== undefined && isAscii(bytes, start, end, known)) return known;
    const text = bytes.toString("utf8", start, end);
    this.#texts[slot] = text;
    return text;
  }

  /** Whether a JSON value is a text that stands as it is: nothing in it is escaped. */
  #isPlainText(start: number, end: number): boolean {
    const bytes = this.#bytes;
    if (bytes[start] !== QUOTE) return false;
    for (let at = start + 1; at < end; at++) if (bytes[at] === BACKSLASH) return false;
    return true;
  }

  #isUuid(start: number, text: string): boolean {
    // Ids are made in the order of time: the end of one tells it from its neighbours.
    for (let byte = 15, at = 34; byte >= 0; byte--, at -= 2) {
      if (text.charCodeAt(at) === DASH) at--;
      const value = (hexDigit(text.charCodeAt(at)) << 4) | hexDigit(text.charCodeAt(at + 1));
      if (this.#bytes[start + byte] !== value) return false;
    }
    return true;
  }
}

/** Things of which few different ones come again and again, by their bytes. */
export class Dictionary<T> {
  readonly values: T[] = [];
  readonly #bytes: Buffer[] = [];
  readonly #hashes: number[] = [];
  /** Places plus one; 0 is empty. Its length is a power of two. */
  #slots = new Int32Array(1024);

  /** The place of these bytes among the values; −1 when they are new. */
  find(bytes: Buffer, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot]! - 1;
      if (place < 0) return -1;
      if (this.#hashes[place] === hash && this.#bytes[place]!.compare(bytes, start, end) === 0) return place;
    }
  }

  add(bytes: Buffer, start: number, end: number, value: T): number {
    const place = this.values.push(value) - 1;
    this.#bytes.push(Buffer.from(bytes.subarray(start, end)));
    this.#hashes.push(hashOf(bytes, start, end));
    if (2 * this.values.length > this.#slots.length) {
      this.#slots = new Int32Array(2 * this.#slots.length);
      for (let known = 0; known <= place; known++) this.#put(known);
    } else this.#put(place);
    return place;
  }

  #put(place: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[place]! & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = place + 1;
  }
}

function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
  return hash ^ (hash >>> 15);
}

/** A power of two. */
const TEXT_SLOTS = 4096;
/** Bytes of a JSON value that may come again. */
const LONGEST_KEPT = 200;
const DASH = 45;
const FIRST_BEYOND_ASCII = 128;
const QUOTE = 34;
const BACKSLASH = 92;
const hexDigit = (code: number): number => (code < 58 ? code - 48 : code - 87);

function isAscii(bytes: Buffer, start: number, end: number, text: string): boolean {
  if (text.length !== end - start) return false;
  for (let at = start; at < end; at++)
    if (bytes[at]! >= FIRST_BEYOND_ASCII || bytes[at] !== text.charCodeAt(at - start)) return false;
  return true;
}

/** Takes the stream apart: feed it every piece as it arrives, then draw the rows that are complete. */
export class BinaryRows {
  readonly #row = new BinaryRow();
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #begun = false;

  /** Takes the next piece. Call it when all rows of those before are drawn. */
  take(piece: Buffer): void {
    const rest = this.#bytes.subarray(this.#at);
    this.#bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    this.#at = 0;
  }

  /** The next row that is all there, its fields still to be read; null when more has to come. */
  next(): BinaryRow | null {
    if (!this.#begun) {
      if (this.#bytes.length < HEADER_BYTES) return null;
      this.#begun = true;
      this.#at = HEADER_BYTES;
    }
    const end = endOfRow(this.#bytes, this.#at);
    if (end === null) return null;
    this.#row.seek(this.#bytes, this.#at + 2);
    this.#at = end;
    return this.#row;
  }
}

/** Where the row that begins at `at` ends; null when it is not all there, or when it is the end of the stream. */
function endOfRow(bytes: Buffer, at: number): number | null {
  if (at + 2 > bytes.length) return null;
  const fields = bytes.readInt16BE(at);
  if (fields === END) return null;
  let end = at + 2;
  for (let field = 0; field < fields; field++) {
    if (end + 4 > bytes.length) return null;
    const length = bytes.readInt32BE(end);
    end += length === NULL ? 4 : 4 + length;
  }
  return end <= bytes.length ? end : null;
}
