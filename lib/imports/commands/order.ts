import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { db, type Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";
import { type Delimiter, type Dialect, type Encoding, guessDelimiter } from "../dialect";
import { guessMapping } from "../guess";
import { runImportJob } from "../jobs";
import type { Mapping, Preset } from "../mapping";
import { GENERIC, recognise } from "../presets";
import { filePieces } from "../queries/file";
import { allPresets } from "../queries/presets";
import { type FileRows, HEADER_LIMITS, readHead } from "../rows";
import type { RunOptions } from "../schema";
import { fileFault, type ReceivedFile } from "./receive";

/** Rows that guesses look at. */
const SAMPLE_ROWS = 200;

export type ImportOrder = RunOptions & {
  /** A mapping of its own wins over a preset; without both the file is recognised by its columns, else guessed. */
  preset: string | null;
  mapping: Mapping | null;
  encoding: Encoding | null;
  delimiter: Delimiter | null;
};

/** Says what to do with a received file and queues it. Throws `invalid` when the file has no header or the preset is unknown. */
export async function orderImport(caller: Caller, file: ReceivedFile, order: ImportOrder): Promise<void> {
  mayImport(caller);
  const dialect = await dialectOf(file, order);
  const head = await readHead(filePieces(file.importId), dialect, SAMPLE_ROWS);
  if (!head) throw fileFault("empty", "The file holds no line of text");
  refuseOddHeader(head.header.columns);
  const { preset, mapping } = await chooseMapping(order, head);
  await transaction(async (tx) => {
    const { dryRun, score, route, startClocks } = order;
    await tx.import.update({
      where: { id: file.importId },
      data: {
        preset,
        mapping,
        dryRun,
        options: { ...dialect, dryRun, score, route, startClocks },
        status: "queued",
        error: null,
      },
    });
    if (!dryRun) await auditStart(tx, caller, file.importId, file.fileName, preset);
    await enqueue(tx, runImportJob, { importId: file.importId }, { singletonKey: file.importId });
  });
}

function refuseOddHeader(columns: readonly string[]): void {
  const { columns: most, nameLength } = HEADER_LIMITS;
  if (columns.length > most) throw fileFault("header", `The file has more than ${most} columns`);
  if (columns.some((name) => name.length > nameLength))
    throw fileFault("header", `The name of a column is longer than ${nameLength} characters`);
}

function mayImport(caller: Caller): void {
  if (!may(caller.viewer, "import.run")) throw new AppError("forbidden", "Your role may not import");
}

async function dialectOf(file: ReceivedFile, order: ImportOrder): Promise<Dialect> {
  const encoding = order.encoding ?? file.encoding;
  if (order.delimiter) return { encoding, delimiter: order.delimiter };
  const decoder = new TextDecoder(encoding);
  for await (const piece of filePieces(file.importId))
    return { encoding, delimiter: guessDelimiter(decoder.decode(piece, { stream: true })) };
  return { encoding, delimiter: "," };
}

async function chooseMapping(
  order: ImportOrder,
  head: FileRows,
): Promise<{ preset: string; mapping: Mapping }> {
  if (order.mapping) return { preset: order.preset ?? GENERIC, mapping: order.mapping };
  const presets = await allPresets(db());
  const { columns } = head.header;
  const chosen = order.preset === null ? recognise(columns, presets) : named(order.preset, presets);
  if (chosen) return { preset: chosen.key, mapping: chosen.mapping };
  const rows = head.rows.filter(({ flaw }) => flaw === null).map(({ cells }) => cells);
  return { preset: GENERIC, mapping: guessMapping(columns, rows) };
}

function named(key: string, presets: readonly Preset[]): Preset | null {
  if (key === GENERIC) return null;
  const preset = presets.find((candidate) => candidate.key === key);
  if (preset) return preset;
  const message = `There is no preset "${key}": use ${[...presets.map((known) => known.key), GENERIC].join(", ")}`;
  throw new AppError("invalid", message, { errors: [{ path: "preset", rule: "unknown", message }] });
}

export type Revision = RunOptions & { preset: string; mapping: Mapping; dialect: Dialect };

/**
 * Runs a file again that has only been tried out so far: another dry run with another mapping, or now for good.
 * Throws `conflict` once it has been imported or while it runs.
 */
export async function reviseImport(caller: Caller, importId: string, revision: Revision): Promise<void> {
  mayImport(caller);
  await transaction(async (tx) => {
    const { fileName, dryRun, status } = await lockImport(tx, importId);
    if (!dryRun) throw new AppError("conflict", "This file has been imported already");
    if (status === "queued" || status === "running")
      throw new AppError("conflict", "The dry run is not through yet");
    const { preset, mapping, dialect, ...options } = revision;
    await tx.importRow.deleteMany({ where: { importId } });
    await tx.import.update({
      where: { id: importId },
      data: {
        preset,
        mapping,
        dryRun: options.dryRun,
        options: { ...dialect, ...options },
        status: "queued",
        rowsDone: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        skipped: 0,
        failed: 0,
        findings: {},
        error: null,
        startedAt: null,
        finishedAt: null,
      },
    });
    if (!options.dryRun) await auditStart(tx, caller, importId, fileName, preset);
    await enqueue(tx, runImportJob, { importId }, { singletonKey: importId });
  });
}

/** Stops an import after the batch it is at; what is stored stays, and it can go on later. */
export async function cancelImport(caller: Caller, importId: string): Promise<void> {
  mayImport(caller);
  await transaction(async (tx) => {
    const { status } = await lockImport(tx, importId);
    if (status !== "queued" && status !== "running")
      throw new AppError("conflict", "This import is not running any more");
    await tx.import.update({
      where: { id: importId },
      data: { status: "cancelled", finishedAt: caller.now },
    });
  });
}

/** Goes on with an import that was cancelled or failed, behind the rows that are settled. */
export async function resumeImport(caller: Caller, importId: string): Promise<void> {
  mayImport(caller);
  await transaction(async (tx) => {
    const { status, fileBytes, undoStatus } = await lockImport(tx, importId);
    if (undoStatus !== null) throw new AppError("conflict", "This import is being undone");
    if (status !== "cancelled" && status !== "failed")
      throw new AppError("conflict", "This import has not stopped");
    if (fileBytes === 0) throw new AppError("conflict", "The upload did not finish: send the file again");
    await tx.import.update({
      where: { id: importId },
      data: { status: "queued", error: null, finishedAt: null },
    });
    await enqueue(tx, runImportJob, { importId }, { singletonKey: importId });
  });
}

/** Locks an import for a decision about it. Throws `not_found`. */
export async function lockImport(tx: Tx, importId: string) {
  if (isId(importId)) {
    await tx.$queryRaw`select id from import where id = ${importId}::uuid for update`;
    const stored = await tx.import.findUnique({
      where: { id: importId },
      select: { fileName: true, fileBytes: true, dryRun: true, status: true, undoStatus: true },
    });
    if (stored) return stored;
  }
  throw new AppError("not_found", "There is no such import");
}

async function auditStart(
  tx: Tx,
  caller: Caller,
  importId: string,
  fileName: string,
  preset: string,
): Promise<void> {
  await recordAudit(tx, caller, {
    action: "import.started",
    subjectKind: "import",
    subjectId: importId,
    data: { fileName, preset },
  });
}
