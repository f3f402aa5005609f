import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { readClock } from "@/lib/platform/clock";
import { db, type Tx } from "@/lib/platform/db/client";
import { isDatabaseAway, isLostToAnother } from "@/lib/platform/db/failures";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { markLeads, rescoreLeads } from "@/lib/scoring/commands/rescore";
import { modelInForce } from "@/lib/scoring/queries/models";
import { dayOf } from "@/lib/shared/day";
import type { JsonObject } from "@/lib/shared/json";
import { plainText } from "@/lib/shared/text";
import type { Caller } from "@/lib/team/viewer";
import type { CsvRecord } from "../csv";
import type { StandingLead } from "../decide";
import { type Interpreter, interpreter, missingColumns } from "../interpret";
import type { Mapping } from "../mapping";
import { loadRunContext, type RunContext } from "../queries/context";
import { filePieces } from "../queries/file";
import { Finder, type Findings, NO_COUNTS, NOTHING_FOUND } from "../report";
import type { ImportedLead, Interpreted } from "../row";
import { oneAhead, readBatches, readHead } from "../rows";
import { type ImportOptions, importOptionsSchema, parseMapping } from "../schema";
import { type Survey, surveyFile } from "../survey";
import { countNewActivities } from "./activities";
import { decideWave, findIn, inWaves, type RowVerdict, readWave } from "./batch";
import { lockCompanyNames } from "./companies";
import { routeImported } from "./route";
import { BatchConflict, type Written, writeWave } from "./write";

/** Rows of one transaction: what a kill costs at most, and what other writers wait for at most. */
const BATCH_ROWS = 500;

/** Times a batch is tried again when another import or form makes the same lead at the same moment. */
const TRIES = 8;

type Run = {
  importId: string;
  /** Writes as the import, at the time it was first started: a resumed run tells the same times. */
  caller: Caller;
  /** When this run was started: the time of what the gate decides. */
  now: Date;
  mapping: Mapping;
  options: ImportOptions;
  context: RunContext;
  interpret: Interpreter;
  survey: Survey;
  /** Leads a dry run would have made and meets again. */
  simulated: Map<string, StandingLead> | null;
};

/**
 * Runs an import, or goes on with one that was interrupted: rows, verdicts, counts and progress of a batch are stored in
 * one transaction, so a run that is killed anywhere and resumed ends as if it had not been. Ends early when it was
 * cancelled, or when somebody else runs it. What cannot be done at all ends it as failed, with the reason; throws only what
 * passes by itself (no database, an interruption, other writers), so that whoever runs it may simply try again.
 */
export async function runImport(caller: Caller, importId: string, signal?: AbortSignal): Promise<void> {
  const started = await claim(caller, importId);
  if (!started) return;
  try {
    const run = await prepare(caller, importId, started);
    if (await settleAll(run, started.rowsDone, started.findings, signal)) await finish(run);
  } catch (error) {
    if (passes(error)) throw error;
    await db().import.updateMany({
      where: { id: importId, status: "running" },
      data: { status: "failed", error: reasonOf(error, caller, importId), finishedAt: caller.now },
    });
  }
}

class Interrupted extends Error {}

function passes(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "unavailable";
  return (
    error instanceof Interrupted ||
    error instanceof BatchConflict ||
    isDatabaseAway(error) ||
    isLostToAnother(error)
  );
}

/** Why an import failed, for people. A mistake of ours would only be made again: it is told by what finds it in the log. */
function reasonOf(error: unknown, { correlationId }: Caller, importId: string): string {
  if (error instanceof AppError) return error.message;
  log.error({ err: error, importId, reference: correlationId }, "an import failed");
  return `Something went wrong on our side. Reference: ${correlationId}`;
}

type Started = {
  at: Date;
  rowsDone: number;
  findings: Findings;
  mapping: Mapping;
  options: ImportOptions;
  createdBy: string | null;
  fileName: string;
};

/** The first run's start is the time of everything told without one, also after a resume. */
async function claim(caller: Caller, importId: string): Promise<Started | null> {
  const [row] = await db().$queryRaw<{ started_at: Date }[]>`
    update import set status = 'running', started_at = coalesce(started_at, ${caller.now}::timestamptz), error = null
    where id = ${importId}::uuid and status in ('queued', 'running') returning started_at`;
  if (!row) return null;
  const stored = await db().import.findUniqueOrThrow({ where: { id: importId } });
  const findings = stored.findings as Partial<Findings>;
  return {
    at: row.started_at,
    rowsDone: stored.rowsDone,
    findings: { ...NOTHING_FOUND, ...findings },
    mapping: parseMapping(stored.mapping),
    options: importOptionsSchema.parse(stored.options),
    createdBy: stored.createdBy,
    fileName: stored.fileName,
  };
}

async function prepare(caller: Caller, importId: string, started: Started): Promise<Run> {
  const { mapping, options } = started;
  const context = await loadRunContext();
  const head = await readHead(filePieces(importId), options, 0);
  if (!head) throw new AppError("invalid", "The file holds no header line");
  const { columns } = head.header;
  refuseWithoutKey(mapping, columns);
  const interpret = interpreter(mapping, columns, context);
  const survey = await surveyFile(() => filePieces(importId), options, interpret);
  await db().import.update({ where: { id: importId }, data: { rowsTotal: survey.rows } });
  return {
    importId,
    caller: {
      ...caller,
      viewer: { kind: "import", id: started.createdBy, name: started.fileName, importId },
      now: started.at,
    },
    now: caller.now,
    mapping,
    options,
    context,
    interpret,
    survey,
    simulated: options.dryRun ? new Map() : null,
  };
}

const KEYS = ["id", "email", "externalId"];

function refuseWithoutKey(mapping: Mapping, columns: readonly string[]): void {
  const missing = new Set(missingColumns(mapping, columns));
  const keys = mapping.columns.filter(({ to }) => to.kind === "field" && KEYS.includes(to.field));
  if (keys.some(({ column }) => !missing.has(column))) return;
  const named = keys.map(({ column }) => column).join(" or ");
  throw new AppError(
    "invalid",
    named
      ? `The file has no column ${named}, which tells the leads apart`
      : "Map a column to the e-mail or the external id: without one, no row names a lead",
  );
}

async function settleAll(
  run: Run,
  rowsDone: number,
  findings: Findings,
  signal?: AbortSignal,
): Promise<boolean> {
  let done = 0;
  let found = findings;
  for await (const rows of oneAhead(interpreted(run, rowsDone))) {
    const open = rows.slice(Math.max(0, rowsDone - done));
    done += rows.length;
    if (open.length === 0) continue;
    // The next worker goes on from here.
    if (signal?.aborted) throw new Interrupted("the import was interrupted");
    const after = await settleWithPatience(run, open, done - open.length, found);
    if (after === null) return false;
    found = after;
  }
  return true;
}

/** A row of the file, with what it tells. */
type ReadRow = { record: CsvRecord; read: Interpreted };

/** The rows in batches, those behind the settled ones interpreted. */
async function* interpreted(run: Run, rowsDone: number): AsyncGenerator<ReadRow[]> {
  let done = 0;
  for await (const { rows } of readBatches(filePieces(run.importId), run.options, BATCH_ROWS)) {
    done += rows.length;
    yield rows.map((record) => ({ record, read: done > rowsDone ? run.interpret(record) : SETTLED }));
  }
}

/** Stands for the rows of batches that are settled: nobody looks at them. */
const SETTLED: Interpreted = { ok: false, line: 0, problems: [] };

async function settleWithPatience(
  run: Run,
  rows: readonly ReadRow[],
  rowsDone: number,
  found: Findings,
): Promise<Findings | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction((tx) => settle(tx, run, rows, rowsDone, new Finder(found)));
    } catch (error) {
      if (!(error instanceof BatchConflict) || attempt === TRIES) throw error;
    }
  }
}

/** One batch in one transaction. null when the import is no longer ours to run. */
async function settle(
  tx: Tx,
  run: Run,
  batch: readonly ReadRow[],
  rowsDone: number,
  finder: Finder,
): Promise<Findings | null> {
  const { importId } = run;
  // A batch that a crash of the database takes with it is simply settled again: its commit need not wait for the disk.
  await tx.$executeRaw`set local synchronous_commit = off`;
  const [state] = await tx.$queryRaw<{ status: string; rows_done: number }[]>`
    select status, rows_done from import where id = ${importId}::uuid for update`;
  if (state?.status !== "running" || state.rows_done !== rowsDone) return null;

  const verdicts: RowVerdict[] = [];
  const rows: ImportedLead[] = [];
  for (const { read } of batch) {
    if (read.ok) rows.push(read.lead);
    else
      verdicts.push({
        line: read.line,
        verdict: "failed",
        leadId: null,
        problems: read.problems,
        change: null,
      });
  }
  for (const { line, problems } of verdicts) for (const problem of problems) finder.problem(line, problem);
  for (const wave of inWaves(rows)) verdicts.push(...(await settleWave(tx, run, wave, finder)));

  const findings = finder.found();
  await recordVerdicts(
    tx,
    run,
    verdicts,
    batch.map(({ record }) => record),
    findings,
  );
  return findings;
}

async function settleWave(
  tx: Tx,
  run: Run,
  rows: readonly ImportedLead[],
  finder: Finder,
): Promise<RowVerdict[]> {
  const { mapping, options, caller, context, survey } = run;
  const { startClocks } = options;
  if (!options.dryRun)
    await lockCompanyNames(
      tx,
      rows.flatMap(({ company }) => (company && !company.derived ? [company.name] : [])),
    );
  const standing = await readWave(tx, rows, !options.dryRun);
  const rules = {
    overwrite: mapping.overwrite,
    unknownLead: mapping.unknownLead,
    now: caller.now,
    startClocks,
    repeated: survey.repeated,
  };
  const wave = await decideWave(tx, rows, standing, rules, run.simulated);
  findIn(finder, wave, startClocks);
  const written: Written = options.dryRun
    ? { activities: await countNewActivities(tx, wave.decided), changes: new Map(), filledCompanies: [] }
    : await writeWave(
        tx,
        caller,
        {
          importId: run.importId,
          zone: context.zone,
          currency: context.currency,
          // A publish may come between two batches.
          modelVersion: (await modelInForce(tx)).version,
          definitionVersion: context.definitionVersion,
          today: dayOf(caller.now, context.zone),
          startClocks,
          score: options.score,
        },
        wave,
      );
  const verdicts = wave.decided.map(({ row, leadId, verdict }): RowVerdict => {
    const count = written.activities.get(leadId) ?? 0;
    finder.activities += count;
    return {
      line: row.line,
      verdict: verdict === "unchanged" && count > 0 ? "updated" : verdict,
      leadId: options.dryRun ? null : leadId,
      problems: [],
      change: written.changes.get(row.line) ?? null,
    };
  });
  if (!options.dryRun) {
    // What was made is scored already.
    const touched = verdicts.flatMap(({ verdict, leadId }) => (verdict === "updated" ? (leadId ?? []) : []));
    const ofFilled = await leadsOf(tx, written.filledCompanies);
    if (options.score) await rescoreLeads(tx, caller, [...new Set([...touched, ...ofFilled])]);
    else await markLeads(tx, ofFilled);
  }
  return [...verdicts, ...wave.refused];
}

async function leadsOf(tx: Tx, companies: readonly string[]): Promise<string[]> {
  if (companies.length === 0) return [];
  const leads = await tx.lead.findMany({
    where: { companyId: { in: [...companies] } },
    select: { id: true },
  });
  return leads.map(({ id }) => id);
}

/** Verdicts, counts, findings and progress move together with the rows themselves. A dry run keeps only what was refused. */
async function recordVerdicts(
  tx: Tx,
  run: Run,
  verdicts: readonly RowVerdict[],
  records: readonly CsvRecord[],
  findings: Findings,
): Promise<void> {
  const cellsOf = new Map(records.map(({ line, cells }) => [line, cells]));
  const counts = { ...NO_COUNTS };
  for (const { verdict } of verdicts) counts[verdict] += 1;
  const rows = verdicts
    .filter(({ verdict }) => !run.options.dryRun || isRefused(verdict))
    .map(({ line, verdict, leadId, problems, change }) => ({
      row_no: line,
      verdict,
      lead_id: leadId,
      change,
      problems: problems.length > 0 ? problems : null,
      // PostgreSQL stores no zero byte; the replacement character stands where it was.
      cells: isRefused(verdict)
        ? (cellsOf.get(line) ?? []).map((cell) => plainText(cell.replaceAll("\u0000", "\uFFFD")))
        : null,
    }));
  if (rows.length > 0)
    await tx.$executeRaw`
      insert into import_row (import_id, row_no, verdict, lead_id, problems, cells, change)
      select ${run.importId}::uuid, row_no, verdict, lead_id, problems, cells, change
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(row_no int, verdict text, lead_id uuid, problems jsonb,
        cells jsonb, change jsonb)`;
  const { created, updated, unchanged, skipped, failed } = counts;
  await tx.$executeRaw`
    update import set rows_done = rows_done + ${verdicts.length}, created = created + ${created},
      updated = updated + ${updated}, unchanged = unchanged + ${unchanged}, skipped = skipped + ${skipped},
      failed = failed + ${failed}, findings = ${JSON.stringify(findings)}::jsonb
    where id = ${run.importId}::uuid`;
}

const isRefused = (verdict: RowVerdict["verdict"]) => verdict === "failed" || verdict === "skipped";

/** The file is through: asks the gate where that was wanted, then says so. */
async function finish(run: Run): Promise<void> {
  const { importId, options, caller } = run;
  if (options.route && !options.dryRun) await routeImported({ ...caller, now: run.now }, importId);
  await transaction(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { id: importId, status: "running" },
      data: { status: "done", finishedAt: readClock() },
    });
    if (count === 0 || options.dryRun) return;
    const { fileName, preset, created, updated, failed } = await tx.import.findUniqueOrThrow({
      where: { id: importId },
    });
    await recordAudit(tx, caller, {
      action: "import.finished",
      subjectKind: "import",
      subjectId: importId,
      data: { fileName, preset, created, updated, failed } satisfies JsonObject,
    });
  });
  log.info({ importId, rows: run.survey.rows, dryRun: options.dryRun }, "an import is through");
}
