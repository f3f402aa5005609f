import "server-only";
import { detect } from "chardet";
import { type Encoding, evidentEncoding, knownEncoding } from "@/lib/imports/dialect";

const SAMPLE_BYTES = 65_536;

/**
 * Guesses the encoding of a file while it streams by: its byte order mark, else UTF-8 when every byte of the file is
 * valid, else what the letters around the first other byte look like, else windows-1252.
 */
export class EncodingSniffer {
  readonly #utf8 = new TextDecoder("utf-8", { fatal: true });
  #first: Uint8Array | null = null;
  /** The piece in which the file ceased to be UTF-8. */
  #foreign: Uint8Array | null = null;

  push(piece: Uint8Array): void {
    this.#first ??= piece.slice(0, SAMPLE_BYTES);
    if (this.#foreign) return;
    try {
      this.#utf8.decode(piece, { stream: true });
    } catch {
      this.#foreign = piece.slice(0, SAMPLE_BYTES);
    }
  }

  guess(): Encoding {
    const first = this.#first ?? new Uint8Array();
    const evident = evidentEncoding(first);
    if (evident) return evident;
    if (!this.#foreign && this.#endsWhole()) return "utf-8";
    const guess = knownEncoding(detect(this.#foreign ?? first) ?? "");
    return guess === null || guess === "utf-8" ? "windows-1252" : guess;
  }

  #endsWhole(): boolean {
    try {
      this.#utf8.decode();
      return true;
    } catch {
      return false;
    }
  }
}
