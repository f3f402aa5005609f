import { createReadStream } from "node:fs";
import { type ImportOrder, orderImport, receiveFile, runImport } from "@/lib/imports/commands";
import type { Findings } from "@/lib/imports/report";
import { db } from "@/lib/platform/db/client";
import type { Caller } from "@/lib/team/viewer";

/** Text of a CSV file, or the path of one. */
export type GivenFile = { text: string } | { path: string };

/** Uploads a file and queues it; nothing runs yet. */
export async function givenImport(
  caller: Caller,
  file: GivenFile,
  order: Partial<ImportOrder> = {},
): Promise<string> {
  const stream = "path" in file ? createReadStream(file.path) : [Buffer.from(file.text)];
  const received = await receiveFile(caller, "path" in file ? file.path : "leads.csv", toAsync(stream));
  await orderImport(caller, received, {
    preset: null,
    mapping: null,
    encoding: null,
    delimiter: null,
    dryRun: false,
    score: true,
    route: false,
    startClocks: false,
    ...order,
  });
  return received.importId;
}

/** Uploads a file and runs it to its end. */
export async function imported(caller: Caller, file: GivenFile, order: Partial<ImportOrder> = {}) {
  const importId = await givenImport(caller, file, order);
  await runImport(caller, importId);
  return importOf(importId);
}

export async function importOf(importId: string) {
  const row = await db().import.findUniqueOrThrow({ where: { id: importId } });
  const { created, updated, unchanged, skipped, failed } = row;
  return {
    id: row.id,
    status: row.status,
    error: row.error,
    rows: row.rowsDone,
    counts: { created, updated, unchanged, skipped, failed },
    findings: row.findings as unknown as Findings,
  };
}

async function* toAsync(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
