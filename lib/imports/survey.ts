import { mergeDrafts, type ToldDraft, toldBy } from "./decide";
import type { Dialect } from "./dialect";
import type { Interpreter } from "./interpret";
import { type FilePieces, readBatches } from "./rows";

/** What must be known of a whole file before its first row is written. */
export type Survey = {
  rows: number;
  /** By row key: what all rows together tell of the leads that occur more than once. */
  repeated: ReadonlyMap<string, ToldDraft>;
};

/**
 * Counts the rows and finds the leads that occur more than once. Of the others only a number each is kept, so a million
 * rows take some tens of megabytes. `open` gives the file's pieces from the start, each time it is called.
 */
export async function surveyFile(
  open: () => FilePieces,
  dialect: Dialect,
  interpret: Interpreter,
): Promise<Survey> {
  const seen = new Set<number>();
  const again = new Set<number>();
  let rows = 0;
  for await (const batch of readBatches(open(), dialect, 500)) {
    rows += batch.rows.length;
    for (const record of batch.rows) {
      const row = interpret(record);
      if (!row.ok) continue;
      const key = hash(rowKey(row.lead));
      if (seen.has(key)) again.add(key);
      seen.add(key);
    }
  }
  return {
    rows,
    repeated: again.size === 0 ? new Map() : await mergeRepeats(open, dialect, interpret, again),
  };
}

async function mergeRepeats(
  open: () => FilePieces,
  dialect: Dialect,
  interpret: Interpreter,
  again: ReadonlySet<number>,
): Promise<Map<string, ToldDraft>> {
  const repeated = new Map<string, ToldDraft>();
  for await (const batch of readBatches(open(), dialect, 500))
    for (const record of batch.rows) {
      const row = interpret(record);
      if (!row.ok) continue;
      const key = rowKey(row.lead);
      if (!again.has(hash(key))) continue;
      const told = toldBy(row.lead);
      const before = repeated.get(key);
      repeated.set(key, before ? mergeDrafts(before, told) : told);
    }
  return repeated;
}

type Keyed = { id: string | null; email: { key: string } | null; externalId: string | null };

/** By what a row names its lead: Baton's id, else the e-mail, else the external id. */
export function rowKey({ id, email, externalId }: Keyed): string {
  return id !== null ? `id ${id}` : email !== null ? `email ${email.key}` : `external ${externalId}`;
}

/** All keys of a row: two rows that share one may be about the same lead. */
export function rowKeys({ id, email, externalId }: Keyed): string[] {
  return [
    ...(id === null ? [] : [`id ${id}`]),
    ...(email === null ? [] : [`email ${email.key}`]),
    ...(externalId === null ? [] : [`external ${externalId}`]),
  ];
}

/** 53 bits of a text (cyrb53): two texts of one number only make the survey look closer. */
function hash(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
