import type { Tone } from "@/components/ui/tone";
import type { ImportBrief, ImportStatus } from "@/lib/imports/queries/imports";
import type { Verdict } from "@/lib/imports/report";

/** What an import is at, in a word. */
export function statusWord({
  status,
  dryRun,
  undoStatus,
}: Pick<ImportBrief, "status" | "dryRun" | "undoStatus">): string {
  if (undoStatus !== null) return undoStatus === "done" ? "Undone" : "Undoing";
  if (status === "done") return dryRun ? "Tried out" : "Imported";
  return STATUS_WORD[status];
}

const STATUS_WORD: Record<ImportStatus, string> = {
  queued: "Waiting",
  running: "Running",
  done: "Imported",
  failed: "Failed",
  cancelled: "Stopped",
};

export function statusTone({
  status,
  dryRun,
  undoStatus,
}: Pick<ImportBrief, "status" | "dryRun" | "undoStatus">): Tone {
  if (undoStatus !== null) return "neutral";
  if (status === "failed") return "bad";
  if (status === "cancelled") return "warn";
  if (status === "done") return dryRun ? "info" : "good";
  return "neutral";
}

export const VERDICT_LABEL: Record<Verdict, string> = {
  created: "Created",
  updated: "Updated",
  unchanged: "Unchanged",
  skipped: "Skipped",
  failed: "Not taken",
};

/** The same as a dry run foretells them. */
export const FORETOLD_LABEL: Record<Verdict, string> = {
  created: "Would be created",
  updated: "Would be updated",
  unchanged: "Would be unchanged",
  skipped: "Would be skipped",
  failed: "Would not be taken",
};

/** "3.1 MB" */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(0)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "lines 3, 8 and 41 more" from the first lines of all that have it. */
export function linesInWords(lines: readonly number[], rows: number): string {
  const shown = lines.slice(0, 5);
  const more = rows - shown.length;
  const list = shown.join(", ");
  return `${rows === 1 ? "line" : "lines"} ${list}${more > 0 ? ` and ${more.toLocaleString("en")} more` : ""}`;
}
