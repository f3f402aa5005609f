import "server-only";
import { db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";
import type { Verdict } from "../report";
import type { RowProblem } from "../row";
import { importView } from "./imports";

export type SettledRow = {
  line: number;
  lead: { id: string; name: string } | null;
  /** The beginning of a row that was not taken. */
  text: string | null;
  problems: string[];
};

const ROWS_A_PAGE = 50;

/** The rows of one verdict in the order of the file, behind a line. Throws `not_found`, `forbidden`. */
export async function settledRows(
  viewer: Viewer,
  importId: string,
  verdict: Verdict,
  afterLine: number,
): Promise<{ rows: SettledRow[]; next: number | null }> {
  await importView(db(), viewer, importId);
  const found = await db().importRow.findMany({
    where: { importId, verdict, rowNo: { gt: afterLine } },
    orderBy: { rowNo: "asc" },
    take: ROWS_A_PAGE + 1,
  });
  const page = found.slice(0, ROWS_A_PAGE);
  const leads = await db().lead.findMany({
    where: { id: { in: page.flatMap((row) => row.leadId ?? []) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(leads.map(({ id, name }) => [id, name]));
  return {
    rows: page.map((row) => ({
      line: row.rowNo,
      lead: row.leadId && nameOf.has(row.leadId) ? { id: row.leadId, name: nameOf.get(row.leadId)! } : null,
      text: row.cells ? (row.cells as string[]).join(", ").slice(0, 120) : null,
      problems: ((row.problems as RowProblem[] | null) ?? []).map(({ message }) => message),
    })),
    next: found.length > ROWS_A_PAGE ? page.at(-1)!.rowNo : null,
  };
}
