import "server-only";
import { db } from "@/lib/platform/db/client";
import type { Dialect } from "../dialect";
import { readHead } from "../rows";

/** The pieces of an uploaded file, one at a time, from the start. */
export async function* filePieces(importId: string): AsyncGenerator<Uint8Array> {
  for (let seq = 0; ; seq += 1) {
    const chunk = await db().importChunk.findUnique({
      where: { importId_seq: { importId, seq } },
      select: { bytes: true },
    });
    if (!chunk) return;
    yield chunk.bytes;
  }
}

/** The names of a file's columns, read as the dialect says; none where it has no header. */
export async function columnsOf(importId: string, dialect: Dialect): Promise<string[]> {
  return (await readHead(filePieces(importId), dialect, 0))?.header.columns ?? [];
}
