import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { instantCursor, pageFrom } from "@/lib/platform/web/paging";
import type { Page } from "@/lib/shared/page";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import type { Import, User } from "@/prisma/generated/client";
import type { Mapping } from "../mapping";
import { type Counts, type Findings, NOTHING_FOUND } from "../report";
import { type ImportAnswer, type ImportOptions, importOptionsSchema, parseMapping } from "../schema";
import { NOTHING_UNDONE, type UndoFindings } from "../undo";

export type UndoStatus = "queued" | "running" | "done";

export type ImportStatus = "queued" | "running" | "done" | "failed" | "cancelled";

/** One line of the list of imports. Times are RFC 3339. */
export type ImportBrief = {
  id: string;
  fileName: string;
  fileBytes: number;
  preset: string;
  status: ImportStatus;
  dryRun: boolean;
  rowsDone: number;
  rowsTotal: number | null;
  counts: Counts;
  error: string | null;
  createdBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  undoStatus: UndoStatus | null;
};

export type ImportView = ImportBrief & {
  findings: Findings;
  /** null while the upload has not finished. */
  plan: { mapping: Mapping; options: ImportOptions } | null;
  undo: UndoView | null;
};

export type UndoView = {
  status: UndoStatus;
  askedBy: string | null;
  askedAt: string;
  finishedAt: string | null;
  findings: UndoFindings;
};

function refuseWithoutRight(viewer: Viewer): void {
  if (!may(viewer, "import.read")) throw new AppError("forbidden", "Your role may not see imports");
}

/** The imports, newest first. */
export async function listImports(
  db: Db,
  viewer: Viewer,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ImportBrief>> {
  refuseWithoutRight(viewer);
  const after = instantCursor(cursor);
  const rows = await db.import.findMany({
    ...(after
      ? {
          where: { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] },
        }
      : {}),
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const people = await namesOf(db, rows);
  return pageFrom(
    rows.map((row) => briefOf(row, people)),
    limit,
    (row) => [row.createdAt, row.id],
  );
}

/** One import with what it found. Throws `not_found`. */
export async function importView(db: Db, viewer: Viewer, importId: string): Promise<ImportView> {
  refuseWithoutRight(viewer);
  const row = isId(importId) ? await db.import.findUnique({ where: { id: importId } }) : null;
  if (!row) throw new AppError("not_found", "There is no such import");
  const options = importOptionsSchema.safeParse(row.options);
  const people = await namesOf(db, [row]);
  return {
    ...briefOf(row, people),
    findings: { ...NOTHING_FOUND, ...(row.findings as Partial<Findings>) },
    plan: options.success ? { mapping: parseMapping(row.mapping), options: options.data } : null,
    undo: undoOf(row, people),
  };
}

function undoOf(row: Import, people: ReadonlyMap<string, string>): UndoView | null {
  if (row.undoStatus === null || row.undoAskedAt === null) return null;
  return {
    status: row.undoStatus as UndoStatus,
    askedBy: row.undoAskedBy ? (people.get(row.undoAskedBy) ?? null) : null,
    askedAt: row.undoAskedAt.toISOString(),
    finishedAt: row.undoFinishedAt?.toISOString() ?? null,
    findings: { ...NOTHING_UNDONE, ...(row.undoFindings as Partial<UndoFindings>) },
  };
}

async function namesOf(db: Db, rows: readonly Import[]): Promise<Map<string, User["name"]>> {
  const ids = rows.flatMap(({ createdBy, undoAskedBy }) =>
    [createdBy, undoAskedBy].filter((id) => id !== null),
  );
  const users = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

function briefOf(row: Import, people: ReadonlyMap<string, string>): ImportBrief {
  const { created, updated, unchanged, skipped, failed } = row;
  return {
    id: row.id,
    fileName: row.fileName,
    fileBytes: row.fileBytes,
    preset: row.preset,
    status: row.status as ImportStatus,
    dryRun: row.dryRun,
    rowsDone: row.rowsDone,
    rowsTotal: row.rowsTotal,
    counts: { created, updated, unchanged, skipped, failed },
    error: row.error,
    createdBy: row.createdBy ? (people.get(row.createdBy) ?? null) : null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    undoStatus: row.undoStatus as UndoStatus | null,
  };
}

/** The import as the HTTP API and the command line answer it. */
export function importAnswerOf(view: ImportView): ImportAnswer {
  const { id, status, dryRun, fileName, preset, counts, rowsDone, rowsTotal, error, findings, undo } = view;
  return {
    id,
    status,
    dryRun,
    fileName,
    preset,
    counts: { rows: rowsDone, ...counts },
    rowsTotal,
    error,
    findings,
    errors: `/api/v1/imports/${id}/errors.csv`,
    undo: undo && {
      status: undo.status,
      askedAt: undo.askedAt,
      finishedAt: undo.finishedAt,
      findings: undo.findings,
    },
    createdAt: view.createdAt,
    finishedAt: view.finishedAt,
  };
}
