import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { readClock } from "@/lib/platform/clock";
import { db, type Tx } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { log } from "@/lib/platform/log";
import { rescoreLeads } from "@/lib/scoring/commands/rescore";
import type { JsonObject } from "@/lib/shared/json";
import type { Caller } from "@/lib/team/viewer";
import { addFindings, type CompanyChange, NOTHING_UNDONE, type RowChange, type UndoFindings } from "../undo";
import { undoCompanies } from "./undo-companies";
import { type ImportToUndo, type RowToUndo, removeMadeLeads, restoreLeads } from "./undo-leads";

/** Rows of one transaction: what a kill costs at most, and what other writers wait for at most. */
const ROWS_AT_ONCE = 500;

/** Lines count from 1: from here on, what an undo has come to is a line of the companies' way forward, below zero. */
const LEADS_DONE = 0;

/**
 * Undoes an import that was asked to be: its rows are read backwards, some hundreds in one transaction with the place it
 * has come to, so an undo that is killed anywhere and run again ends as if it had not been.
 */
export async function runUndo(caller: Caller, importId: string, signal?: AbortSignal): Promise<void> {
  const [started] = await db().$queryRaw<{ started_at: Date | null }[]>`
    update import set undo_status = 'running' where id = ${importId}::uuid and undo_status in ('queued', 'running')
    returning started_at`;
  if (!started) return;
  const undone = { importId, startedAt: started.started_at ?? caller.now };
  for (;;) {
    if (signal?.aborted) throw new Error("the undo was interrupted");
    const state = await transaction((tx) => undoSome(tx, caller, undone));
    if (state === "done") break;
  }
  log.info({ importId }, "an import is undone");
}

async function undoSome(tx: Tx, caller: Caller, undone: ImportToUndo): Promise<"goes on" | "done"> {
  const { importId } = undone;
  const [state] = await tx.$queryRaw<{ undone_from: number | null; undo_findings: Partial<UndoFindings> }[]>`
    select undone_from, undo_findings from import where id = ${importId}::uuid and undo_status = 'running' for update`;
  if (!state) return "done";
  const findings = { ...NOTHING_UNDONE, ...state.undo_findings };
  const batch =
    state.undone_from !== null && state.undone_from <= LEADS_DONE
      ? await undoCompaniesOf(tx, caller, undone, -state.undone_from)
      : await undoRows(tx, caller, undone, state.undone_from);
  const found = addFindings(findings, batch.findings);
  if (batch.undoneFrom === null) await finish(tx, caller, importId, found);
  else
    await tx.$executeRaw`
      update import set undone_from = ${batch.undoneFrom}, undo_findings = ${JSON.stringify(found)}::jsonb
      where id = ${importId}::uuid`;
  return batch.undoneFrom === null ? "done" : "goes on";
}

type Batch = { undoneFrom: number | null; findings: UndoFindings };

async function undoRows(tx: Tx, caller: Caller, undone: ImportToUndo, before: number | null): Promise<Batch> {
  const rows = await tx.$queryRaw<
    { line: number; lead_id: string | null; verdict: string; change: RowChange | null; made: boolean }[]
  >`
    select r.row_no as line, r.lead_id, r.verdict, r.change, coalesce(l.import_id = r.import_id, false) as made
    from import_row r left join lead l on l.id = r.lead_id
    where r.import_id = ${undone.importId}::uuid and (${before}::int is null or r.row_no < ${before}::int)
      and r.verdict in ('created', 'updated')
    order by r.row_no desc limit ${ROWS_AT_ONCE}`;
  const last = rows.at(-1);
  if (!last) return { undoneFrom: LEADS_DONE, findings: NOTHING_UNDONE };
  const ids = rows.flatMap(({ lead_id }) => lead_id ?? []);
  await tx.$queryRaw`
    select lead_id from lead_score where lead_id = any(${ids}::uuid[]) order by lead_id for update`;
  const of = (wanted: (row: (typeof rows)[number]) => boolean): RowToUndo[] =>
    rows.flatMap((row) =>
      row.lead_id !== null && wanted(row)
        ? [{ line: row.line, leadId: row.lead_id, verdict: row.verdict, change: row.change }]
        : [],
    );
  // A lead that the import made goes with the row that made it; what later rows told of it goes along.
  const made = await removeMadeLeads(
    tx,
    undone,
    of((row) => row.made && row.verdict === "created"),
  );
  const stood = await restoreLeads(
    tx,
    caller.now,
    undone,
    of((row) => !row.made),
  );
  await rescoreLeads(tx, caller, stood.restored);
  return {
    undoneFrom: last.line,
    findings: {
      removed: { leads: made.removed, companies: 0 },
      restored: { leads: stood.restored.length, companies: 0 },
      kept: { leads: 0, companies: 0 },
      leads: [...made.kept, ...stood.kept],
    },
  };
}

/** After all leads, from the first row on: a company goes only when no lead belongs to it any more. */
async function undoCompaniesOf(tx: Tx, caller: Caller, undone: ImportToUndo, after: number): Promise<Batch> {
  const rows = await tx.$queryRaw<{ line: number; company: CompanyChange }[]>`
    select row_no as line, change -> 'company' as company from import_row
    where import_id = ${undone.importId}::uuid and row_no > ${after}::int and change ? 'company'
    order by row_no limit ${ROWS_AT_ONCE}`;
  const last = rows.at(-1);
  if (!last) return { undoneFrom: null, findings: NOTHING_UNDONE };
  const { removed, restored, kept, leads } = await undoCompanies(
    tx,
    caller.now,
    undone,
    rows.map(({ company }) => company),
  );
  await rescoreLeads(tx, caller, leads);
  return {
    undoneFrom: -last.line,
    findings: {
      removed: { leads: 0, companies: removed },
      restored: { leads: 0, companies: restored },
      kept: { leads: 0, companies: kept },
      leads: [],
    },
  };
}

async function finish(tx: Tx, caller: Caller, importId: string, findings: UndoFindings): Promise<void> {
  const { fileName, undoAskedBy } = await tx.import.update({
    where: { id: importId },
    data: {
      undoStatus: "done",
      undoFinishedAt: readClock(),
      undoFindings: findings as unknown as object,
    },
    select: { fileName: true, undoAskedBy: true },
  });
  const viewer = { kind: "import", id: undoAskedBy, name: fileName, importId } as const;
  await recordAudit(
    tx,
    { ...caller, viewer },
    {
      action: "import.undone",
      subjectKind: "import",
      subjectId: importId,
      data: {
        fileName,
        removed: findings.removed,
        restored: findings.restored,
        kept: findings.kept,
      } satisfies JsonObject,
    },
  );
}
