import "server-only";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/shared/csv-line";
import type { Viewer } from "@/lib/team/viewer";
import type { RowProblem } from "../row";
import { readHead } from "../rows";
import { filePieces } from "./file";
import { importView } from "./imports";

const ROWS_AT_ONCE = 1_000;

/** Columns that the error file adds; an import leaves them alone, so that the repaired file can be imported as it is. */
const ERROR_COLUMNS = ["Import line", "Import error"] as const;

/**
 * The rows of an import that were not taken, as a CSV file piece by piece: the original columns, the line of the file,
 * and what was wrong. Repaired, it can be imported again. Throws `not_found`, `forbidden`.
 */
export async function* errorFile(viewer: Viewer, importId: string): AsyncGenerator<string> {
  const { plan } = await importView(db(), viewer, importId);
  if (!plan) throw new AppError("not_found", "The upload did not finish");
  const head = await readHead(filePieces(importId), plan.options, 0);
  const header = head?.header.cells ?? [];
  yield BYTE_ORDER_MARK + csvLine([...header, ...ERROR_COLUMNS]);
  let after = 0;
  for (;;) {
    const rows = await db().importRow.findMany({
      where: { importId, verdict: { in: ["failed", "skipped"] }, rowNo: { gt: after } },
      orderBy: { rowNo: "asc" },
      take: ROWS_AT_ONCE,
    });
    const last = rows.at(-1);
    if (!last) return;
    yield rows
      .map((row) => {
        const cells = ((row.cells as string[] | null) ?? []).slice(0, header.length);
        const problems = (row.problems as RowProblem[] | null) ?? [];
        const blanks = Array.from({ length: header.length - cells.length }, () => "");
        return csvLine([
          ...cells,
          ...blanks,
          String(row.rowNo),
          problems.map(({ message }) => message).join("; "),
        ]);
      })
      .join("");
    after = last.rowNo;
  }
}
