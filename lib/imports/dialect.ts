import { CsvReader } from "./csv";

/** How the bytes of a file become rows. */
export type Dialect = { encoding: Encoding; delimiter: Delimiter };

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export const DELIMITER_LABEL: Record<Delimiter, string> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
  "|": "Bar",
};

/** What the wizard offers when the guess was wrong; each is a label of the Encoding standard. */
export const ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "windows-1253",
  "windows-1254",
  "iso-8859-2",
  "iso-8859-15",
  "macintosh",
  "koi8-r",
  "gb18030",
  "big5",
  "shift_jis",
  "euc-kr",
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The encoding a byte order mark or UTF-16's zero bytes give away; null when there is neither. */
export function evidentEncoding(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const length = Math.min(bytes.length, 2_000) & ~1;
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const half = length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return "utf-16le";
  if (even > half * 0.6 && odd < half * 0.1) return "utf-16be";
  return null;
}

/** The encoding of a guesser's name for it, or null when it is none that we offer. */
export function knownEncoding(name: string): Encoding | null {
  const label = name.toLowerCase();
  const alias = ({ "iso-8859-1": "windows-1252", ascii: "utf-8" } as Record<string, Encoding>)[label];
  return alias ?? ENCODINGS.find((encoding) => encoding === label) ?? null;
}

/** Counts the candidates outside quotes in the first lines; the one that occurs, and equally often on each line, wins. */
export function guessDelimiter(text: string): Delimiter {
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const widths = new CsvReader(delimiter)
      .push(`${text.slice(0, 65_536)}\n`)
      .slice(0, 20)
      .filter((record) => record.flaw === null)
      .map((record) => record.cells.length);
    const first = widths[0] ?? 1;
    if (first < 2) continue;
    const steady = widths.filter((width) => width === first).length / widths.length;
    const score = steady * 1_000 + first;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/**
 * Names for the columns, unique and never empty: a repeated header gets its number ("E-mail (2)"), an empty one its
 * position ("Column 3").
 */
export function nameColumns(header: readonly string[]): string[] {
  const used = new Set<string>();
  return header.map((cell, index) => {
    const plain = cell.normalize("NFC").replace(/\s+/g, " ").trim() || `Column ${index + 1}`;
    let name = plain;
    for (let copy = 2; used.has(name); copy += 1) name = `${plain} (${copy})`;
    used.add(name);
    return name;
  });
}

/** What a file that is no text at all turns out to be, from its first bytes; null when it may be a CSV. */
export function foreignContent(bytes: Uint8Array): string | null {
  const latin = String.fromCharCode(...bytes.subarray(0, 512));
  for (const [magic, what] of MAGIC) if (latin.startsWith(magic)) return what;
  if (latin.startsWith("MZ") && latin.includes("\u0000")) return "a program";
  const text = latin
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype|html|svg|\?xml|script)/.test(text)) return "a web page or an image";
  if (/^[[{]\s*["{[]/.test(text)) return "JSON";
  return null;
}

const MAGIC: readonly (readonly [string, string])[] = [
  ["PK\u0003\u0004", "a zip archive or an Excel workbook (save it as CSV first)"],
  ["\u00d0\u00cf\u0011\u00e0", "an old Excel workbook (save it as CSV first)"],
  ["%PDF", "a PDF"],
  ["\u007fELF", "a program"],
  ["\u0089PNG", "an image"],
  ["\u00ff\u00d8\u00ff", "an image"],
  ["GIF8", "an image"],
  ["\u001f\u008b", "a compressed file (unpack it first)"],
  ["SQLite format 3", "a database"],
];
