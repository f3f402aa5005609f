import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { OPEN_STAGES } from "@/lib/stages/stages";
import {
  afterwards,
  type Decision,
  decide,
  type NextLead,
  type StandingLead,
  type ToldDraft,
  toldBy,
} from "../decide";
import { keysOf, loadStanding, type StandingLeads } from "../queries/standing";
import type { Finder, Verdict } from "../report";
import type { ImportedLead, RowProblem } from "../row";
import { rowKey, rowKeys } from "../survey";
import type { RowChange } from "../undo";
import { type Companies, matchCompanies, type ResolvedCompany } from "./companies";

/** One row with what it does: what the writer needs, in the order of the file. */
export type DecidedRow = {
  row: ImportedLead;
  leadId: string;
  standing: StandingLead | null;
  next: NextLead;
  company: ResolvedCompany | null;
  verdict: "created" | "updated" | "unchanged";
};

/** The verdict of one line of the file. */
export type RowVerdict = {
  line: number;
  verdict: Verdict;
  leadId: string | null;
  problems: readonly RowProblem[];
  /** What it changed of what stood before; null for nothing. */
  change: RowChange | null;
};

export type BatchRules = {
  overwrite: boolean;
  unknownLead: "create" | "fail";
  now: Date;
  startClocks: boolean;
  repeated: ReadonlyMap<string, ToldDraft>;
};

/**
 * Rows in waves: rows that share a key are never in one wave and keep their order, so that each meets the lead as the one
 * before it left it. Usually there is one wave.
 */
export function inWaves(rows: readonly ImportedLead[]): ImportedLead[][] {
  const waves: ImportedLead[][] = [];
  const next = new Map<string, number>();
  for (const row of rows) {
    const keys = rowKeys(row);
    const wave = Math.max(...keys.map((key) => next.get(key) ?? 0));
    for (const key of keys) next.set(key, wave + 1);
    waves[wave] = [...(waves[wave] ?? []), row];
  }
  return waves;
}

export type DecidedWave = { decided: DecidedRow[]; refused: RowVerdict[]; companies: Companies };

/**
 * Decides the rows of one wave against the leads and companies as they stand. `simulated` are leads that only this dry
 * run would have made; a real run has none.
 */
export async function decideWave(
  db: Db,
  rows: readonly ImportedLead[],
  standing: StandingLeads,
  rules: BatchRules,
  simulated: Map<string, StandingLead> | null,
): Promise<DecidedWave> {
  const finals = rows.map((row) => rules.repeated.get(rowKey(row)) ?? null);
  const companies = await matchCompanies(db, {
    told: rows.flatMap(({ company }) => company ?? []),
    sought: finals.flatMap((final) => final?.company ?? []),
  });
  const decided: DecidedRow[] = [];
  const refused: RowVerdict[] = [];
  rows.forEach((row, index) => {
    const found = simulated?.get(rowKey(row)) ?? match(row, standing);
    if (found === "conflict") {
      refused.push(refusal(row, "failed", CONFLICT));
      return;
    }
    const final = finals[index]!;
    const company = companyOf(row, found, companies);
    const { company: _, ...draft } = toldBy(row);
    const decision: Decision = decide(
      row,
      { ...draft, companyId: company?.id ?? null },
      found,
      final && { ...final, companyId: finalCompany(final, found, companies) },
      rules,
    );
    if (decision.verdict === "failed" || decision.verdict === "skipped") {
      refused.push(refusal(row, decision.verdict, decision.problem));
      return;
    }
    const { next } = decision;
    const leadId = found?.id ?? newId();
    if (simulated && final) simulated.set(rowKey(row), afterwards(leadId, next, found));
    const verdict = { created: "created", changed: "updated", same: "unchanged" } as const;
    decided.push({ row, leadId, standing: found, next, company, verdict: verdict[decision.verdict] });
  });
  return { decided, refused, companies: companiesUsed(companies, decided) };
}

/** A row that was refused makes no company and fills none. */
function companiesUsed(companies: Companies, decided: readonly DecidedRow[]): Companies {
  const used = new Set(decided.map(({ company }) => company?.id));
  return {
    ...companies,
    created: companies.created.filter(({ id }) => used.has(id)),
    filled: companies.filled.filter(({ company }) => used.has(company.id)),
  };
}

const CONFLICT: RowProblem = {
  column: null,
  rule: "two_leads",
  message: "The keys of the row belong to two different leads",
};

const refusal = (row: ImportedLead, verdict: "failed" | "skipped", problem: RowProblem): RowVerdict => ({
  line: row.line,
  verdict,
  leadId: null,
  problems: [problem],
  change: null,
});

/** The lead a row names, by Baton's id, else by e-mail, else by external id; "conflict" when they name different ones. */
function match(
  row: ImportedLead,
  { byId, byEmail, byExternalId }: StandingLeads,
): StandingLead | null | "conflict" {
  const ofId = row.id === null ? undefined : byId.get(row.id);
  const ofEmail = row.email === null ? undefined : byEmail.get(row.email.key);
  const ofExternalId = row.externalId === null ? undefined : byExternalId.get(row.externalId);
  // An id that no lead has is the row's mistake, whatever its other keys say.
  if (row.id !== null && !ofId) return null;
  const found = new Set([ofId, ofEmail, ofExternalId].filter((lead) => lead !== undefined));
  if (found.size > 1) return "conflict";
  return ofId ?? ofEmail ?? ofExternalId ?? null;
}

/** A company known only from the address changes nobody's company. */
function companyOf(
  row: ImportedLead,
  standing: StandingLead | null,
  companies: Companies,
): ResolvedCompany | null {
  if (row.company === null) return null;
  if (row.company.derived && standing?.attributes.companyId) return null;
  return companies.of(row.company);
}

function finalCompany(final: ToldDraft, standing: StandingLead | null, companies: Companies): string | null {
  if (final.company === null || (final.company.derived && standing?.attributes.companyId)) return null;
  return companies.find(final.company);
}

/** Waits for keys, reads, and decides: what a run and a dry run of a wave begin with. */
export async function readWave(db: Db, rows: readonly ImportedLead[], lock: boolean): Promise<StandingLeads> {
  return loadStanding(db, keysOf(rows), lock);
}

/** Tells the finder what the decided rows do beyond their verdicts. */
export function findIn(finder: Finder, wave: DecidedWave, startClocks: boolean): void {
  finder.companies += wave.companies.created.length;
  for (const { row, next } of wave.decided) {
    finder.people(row);
    for (const note of next.notes) finder.note(row.line, note);
    const { pass, transitions } = next.history;
    if (pass === null) continue;
    finder.imputed(pass.imputed);
    if (pass.outOfOrder) finder.outOfOrder(row.line);
    if (pass.id === null) finder.passes += 1;
    if (pass.id === null && !startClocks) finder.withoutClocks += 1;
    if (next.ownerId === null && OPEN_STAGES.includes(transitions.at(-1)!.to)) finder.openUnowned += 1;
  }
  for (const { line, problems } of wave.refused)
    for (const problem of problems) finder.problem(line, problem);
}
