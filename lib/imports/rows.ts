import { CsvReader, type CsvRecord } from "./csv";
import { type Dialect, nameColumns } from "./dialect";

/** The bytes of a file, in pieces, in order. */
export type FilePieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What a mapping can name: more or longer columns make no table that people keep. */
export const HEADER_LIMITS = { columns: 2_000, nameLength: 500 } as const;

/** A file's header: the unique names of its columns, and the cells as they stand. */
type FileHeader = { columns: string[]; cells: string[] };

/** A zero byte is no text that could be kept: a column is named without it, as rows that hold one are refused. */
function headerOf({ cells }: CsvRecord): FileHeader {
  const kept = cells.map((cell) => cell.replaceAll("\u0000", "\uFFFD"));
  return { columns: nameColumns(kept), cells: kept };
}

/** Reads the records of a file piece by piece; memory does not grow with the file. The header is the first of them. */
async function* readRecords(pieces: FilePieces, dialect: Dialect): AsyncGenerator<CsvRecord[]> {
  const decoder = new TextDecoder(dialect.encoding);
  const reader = new CsvReader(dialect.delimiter);
  for await (const piece of pieces) yield reader.push(decoder.decode(piece, { stream: true }));
  yield reader.push(decoder.decode());
  yield reader.end();
}

export type FileRows = { header: FileHeader; rows: CsvRecord[] };

/** The data rows in batches of at most `size`, each with the header. Nothing when the file has no header line. */
export async function* readBatches(
  pieces: FilePieces,
  dialect: Dialect,
  size: number,
): AsyncGenerator<FileRows> {
  let header: FileHeader | null = null;
  let rows: CsvRecord[] = [];
  for await (const records of readRecords(pieces, dialect)) {
    for (const record of records) {
      if (header === null) {
        header = headerOf(record);
        continue;
      }
      rows.push(record);
      if (rows.length === size) {
        yield { header, rows };
        rows = [];
      }
    }
  }
  if (header !== null && rows.length > 0) yield { header, rows };
}

/** The header and the first rows, for guesses and previews; null when the file holds no line at all. */
export async function readHead(pieces: FilePieces, dialect: Dialect, rows: number): Promise<FileRows | null> {
  const head: CsvRecord[] = [];
  for await (const records of readRecords(pieces, dialect)) {
    head.push(...records);
    if (head.length > rows) break;
  }
  const first = head[0];
  if (!first) return null;
  return {
    header: headerOf(first),
    rows: head.slice(1, rows + 1),
  };
}

/** The same things, the next one already under way while one is worked on: a file is read while the database writes. */
export async function* oneAhead<T>(things: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = things.next();
  for (;;) {
    const { value, done } = await next;
    if (done) return;
    next = things.next();
    // Whoever asks for it meets the error; nobody may ask any more.
    next.catch(() => undefined);
    yield value;
  }
}
