import "server-only";
import { instantAt, uuidOf } from "./binary-values";

// Rows of ids and instants as one text: what costs PostgreSQL and node least to write and to read of many rows. In SQL
// encode(string_agg(uuid_send(id) || timestamptz_send(at), ''), 'hex'), with as many columns as are wanted.

const UUID_BYTES = 16;
const INSTANT_BYTES = 8;

/** Reads such a text, column by column and row by row; null holds no rows. */
export class PackedRows {
  readonly #text: string;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(text: string | null) {
    this.#text = text ?? "";
    this.#bytes = Buffer.from(this.#text, "hex");
  }

  /** Whether there is another row. */
  get more(): boolean {
    return this.#at < this.#bytes.length;
  }

  /** The 32 digits of an id: enough to tell whether it is another one than in the row before. */
  digits(): string {
    const start = 2 * this.#at;
    this.#at += UUID_BYTES;
    return this.#text.slice(start, start + 2 * UUID_BYTES);
  }

  /** An id in its usual form. */
  uuid(): string {
    return uuidOf(this.digits());
  }

  /** Milliseconds since 1970. */
  instant(): number {
    const start = this.#at;
    this.#at += INSTANT_BYTES;
    return instantAt(this.#bytes, start);
  }
}
