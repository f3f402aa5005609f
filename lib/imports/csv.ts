/** One record of a CSV file. */
export type CsvRecord = {
  /** Line of the file on which it starts, from 1. */
  line: number;
  /** The cells; of a flawed record, its first line as one cell. */
  cells: string[];
  flaw: CsvFlaw | null;
};

export type CsvFlaw = "open_quote" | "stray_quote" | "too_long";

export const CSV_FLAW: Record<CsvFlaw, string> = {
  open_quote: "a quoted value starts here and is never closed",
  stray_quote: 'a quote inside a quoted value is not doubled ("")',
  too_long: "the row is longer than a million characters",
};

/** A record longer than this is no record: it bounds memory and finds the quote that was never closed. */
const LONGEST_RECORD = 1_000_000;

/**
 * Reads CSV (RFC 4180; line ends LF, CRLF or CR, mixed too; quotes inside unquoted values are text) piece by piece, in
 * memory bound by the longest record. A damaged record costs its first line only: reading goes on with the next
 * line, so no later row is lost and no column shifts. Blank lines are no records.
 */
export class CsvReader {
  readonly #delimiter: string;
  #text = "";
  #line = 1;
  /** Inside a line that is too long: skip to its end. */
  #skipping = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The records that are complete with this piece. */
  push(piece: string): CsvRecord[] {
    this.#text += piece;
    return this.#drain(false);
  }

  /** The last records; the reader is spent. */
  end(): CsvRecord[] {
    return this.#drain(true);
  }

  #drain(atEnd: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < this.#text.length) {
      if (this.#skipping) {
        const end = this.#lineEnd(at, atEnd);
        if (end === null) {
          at = this.#text.length;
          break;
        }
        this.#skipping = false;
        at = end.next;
        this.#line += 1;
        continue;
      }
      const scanned = this.#scan(at, atEnd);
      if (scanned === null || "flaw" in scanned) {
        const tooLong = this.#text.length - at > LONGEST_RECORD;
        if (scanned === null && !tooLong) break;
        const next = this.#giveUp(at, scanned?.flaw ?? "open_quote", records, atEnd);
        if (next === null && !tooLong) break;
        at = next ?? this.#giveUpLine(at, records);
      } else {
        const { cells, next, lines } = scanned;
        if (cells.length > 1 || cells[0] !== "") records.push({ line: this.#line, cells, flaw: null });
        this.#line += lines;
        at = next;
      }
    }
    this.#text = this.#text.slice(at);
    return records;
  }

  /** Sets the first line of what cannot be read aside as a flawed record; null when that line's end is still to come. */
  #giveUp(at: number, flaw: CsvFlaw, records: CsvRecord[], atEnd: boolean): number | null {
    const whole = { stop: this.#text.length, next: this.#text.length };
    const end = this.#lineEnd(at, atEnd) ?? (atEnd ? whole : null);
    if (end === null) return null;
    records.push({ line: this.#line, cells: [this.#text.slice(at, end.stop)], flaw });
    this.#line += 1;
    return end.next;
  }

  /** Sets a line aside that has no end within the longest record: its beginning is kept, the rest is skipped. */
  #giveUpLine(at: number, records: CsvRecord[]): number {
    records.push({ line: this.#line, cells: [this.#text.slice(at, at + 1_000)], flaw: "too_long" });
    this.#skipping = true;
    return this.#text.length;
  }

  /** One record from `at`; null when the text so far does not hold all of it. */
  #scan(
    at: number,
    atEnd: boolean,
  ): { cells: string[]; next: number; lines: number } | { flaw: CsvFlaw } | null {
    const text = this.#text;
    const cells: string[] = [];
    let lines = 0;
    let position = at;
    for (;;) {
      let value: string;
      if (text[position] === '"') {
        const quoted = this.#quoted(position, atEnd);
        if (quoted === null || "flaw" in quoted) return quoted;
        value = quoted.value;
        lines += quoted.lines;
        position = quoted.next;
      } else {
        const stop = this.#fieldEnd(position);
        value = text.slice(position, stop);
        position = stop;
      }
      cells.push(value);
      const next = text[position];
      if (next === undefined) return atEnd ? { cells, next: position, lines: lines + 1 } : null;
      if (next === this.#delimiter) {
        position += 1;
        continue;
      }
      const end = this.#lineEnd(position, atEnd);
      return end === null ? null : { cells, next: end.next, lines: lines + 1 };
    }
  }

  #quoted(
    at: number,
    atEnd: boolean,
  ): { value: string; next: number; lines: number } | { flaw: CsvFlaw } | null {
    const text = this.#text;
    let from = at + 1;
    let doubled = false;
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote < 0) return atEnd ? { flaw: "open_quote" } : null;
      const after = text[quote + 1];
      if (after === '"') {
        doubled = true;
        from = quote + 2;
        continue;
      }
      if (after === undefined && !atEnd) return null;
      if (after !== undefined && after !== this.#delimiter && after !== "\n" && after !== "\r")
        return { flaw: "stray_quote" };
      const raw = text.slice(at + 1, quote);
      return { value: doubled ? raw.replaceAll('""', '"') : raw, next: quote + 1, lines: countLines(raw) };
    }
  }

  #fieldEnd(from: number): number {
    const text = this.#text;
    const delimiter = this.#delimiter.charCodeAt(0);
    let at = from;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === 10 || code === 13) break;
    }
    return at;
  }

  /** The next line end at or after `at`; null when it may lie in text still to come. */
  #lineEnd(at: number, atEnd: boolean): { stop: number; next: number } | null {
    const text = this.#text;
    for (let stop = at; stop < text.length; stop += 1) {
      const code = text.charCodeAt(stop);
      if (code === 10) return { stop, next: stop + 1 };
      if (code !== 13) continue;
      if (stop + 1 === text.length && !atEnd) return null;
      return { stop, next: text.charCodeAt(stop + 1) === 10 ? stop + 2 : stop + 1 };
    }
    return null;
  }
}

const countLines = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;
