import "server-only";
import { createHash } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { EncodingSniffer } from "@/lib/platform/text-encoding";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";
import { type Encoding, foreignContent } from "../dialect";

const MAX_FILE_BYTES = 500 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** A file that has been stored whole and waits to be told what to do with it. */
export type ReceivedFile = {
  importId: string;
  fileName: string;
  bytes: number;
  hash: string;
  encoding: Encoding;
};

/**
 * Stores an upload in the database while it arrives, so that any instance can run it; memory does not grow with it. Until
 * it is whole the import stands as failed ("did not finish"). Throws `too_large`, `unsupported_media_type`, `invalid`; then
 * nothing of it stays.
 */
export async function receiveFile(
  caller: Caller,
  fileName: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<ReceivedFile> {
  if (!may(caller.viewer, "import.run")) throw new AppError("forbidden", "Your role may not import");
  const importId = newId();
  const name = safeName(fileName);
  await db().import.create({
    data: {
      id: importId,
      fileName: name,
      fileHash: "",
      fileBytes: 0,
      preset: "",
      mapping: {},
      options: {},
      status: "failed",
      dryRun: true,
      error: "The upload did not finish",
      createdBy: caller.viewer.id,
      createdAt: caller.now,
    },
  });
  try {
    const { bytes, hash, encoding } = await storeChunks(importId, stream);
    await db().import.update({ where: { id: importId }, data: { fileHash: hash, fileBytes: bytes } });
    return { importId, fileName: name, bytes, hash, encoding };
  } catch (error) {
    await discardFile(importId);
    throw error;
  }
}

/** Removes an upload that nothing was done with. */
export async function discardFile(importId: string): Promise<void> {
  await db().import.deleteMany({ where: { id: importId } });
}

async function storeChunks(importId: string, stream: AsyncIterable<Uint8Array>) {
  const hash = createHash("sha256");
  const sniffer = new EncodingSniffer();
  let bytes = 0;
  let seq = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  const flush = async () => {
    if (pendingBytes === 0) return;
    const chunk = Buffer.concat(pending, pendingBytes);
    pending = [];
    pendingBytes = 0;
    if (seq === 0) refuseForeign(chunk);
    sniffer.push(chunk);
    hash.update(chunk);
    await db().importChunk.create({ data: { importId, seq, bytes: chunk } });
    seq += 1;
  };
  for await (const piece of stream) {
    bytes += piece.byteLength;
    if (bytes > MAX_FILE_BYTES) throw new AppError("too_large", "The file is larger than 500 MB");
    pending.push(piece);
    pendingBytes += piece.byteLength;
    if (pendingBytes >= CHUNK_BYTES) await flush();
  }
  await flush();
  if (bytes === 0) throw fileFault("empty", "The file is empty");
  return { bytes, hash: hash.digest("hex"), encoding: sniffer.guess() };
}

function refuseForeign(bytes: Uint8Array): void {
  const what = foreignContent(bytes);
  if (what) throw new AppError("unsupported_media_type", `This is ${what}, not a CSV file`);
}

export const fileFault = (rule: string, message: string) =>
  new AppError("invalid", message, { errors: [{ path: "file", rule, message }] });

/** The last part of the name, for people to recognise; it is never used as a path. */
function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1)!.normalize("NFC");
  return (
    last
      .replace(/[\p{Cc}\p{Cf}]/gu, "")
      .trim()
      .slice(0, 200) || "file.csv"
  );
}
