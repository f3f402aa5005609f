import "server-only";
import type { Db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";
import type { Calibrated, CalibrationRefusal } from "../calibration/calibrate";
import type { Horizon, LeftOut, Outcome } from "../calibration/examples";
import { refuseUnlessReader } from "./models";

type Outcomes =
  | { status: "queued" | "running"; leadsDone: number; leadsTotal: number | null }
  | { status: "failed"; error: string }
  | { status: "refused"; refusal: CalibrationRefusal; leftOut: Record<LeftOut, number> }
  | { status: "done"; calibrated: Calibrated; leftOut: Record<LeftOut, number> };

export type CalibrationView = {
  id: string;
  modelVersion: number;
  outcome: Outcome;
  horizonDays: Horizon;
  /** RFC 3339. */
  createdAt: string;
  createdBy: string | null;
} & Outcomes;

/** The calibration that was asked for last; null before the first. */
export async function latestCalibration(db: Db, viewer: Viewer): Promise<CalibrationView | null> {
  refuseUnlessReader(viewer);
  const row = await db.scoringCalibration.findFirst({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
  if (!row) return null;
  const person = row.createdBy
    ? await db.user.findUnique({ where: { id: row.createdBy }, select: { name: true } })
    : null;
  return {
    id: row.id,
    modelVersion: row.modelVersion,
    outcome: row.outcome as Outcome,
    horizonDays: row.horizonDays as Horizon,
    createdAt: row.createdAt.toISOString(),
    createdBy: person?.name ?? null,
    ...outcomesOf(row),
  };
}

function outcomesOf(row: {
  status: string;
  leadsDone: number;
  leadsTotal: number | null;
  result: unknown;
  error: string | null;
}): Outcomes {
  const stored = row.result as
    | (Calibrated & CalibrationRefusal & { leftOut: Record<LeftOut, number> })
    | null;
  switch (row.status) {
    case "done":
      return { status: "done", calibrated: stored!, leftOut: stored!.leftOut };
    case "refused":
      return { status: "refused", refusal: stored!, leftOut: stored!.leftOut };
    case "failed":
      return { status: "failed", error: row.error ?? "" };
    default:
      return {
        status: row.status === "running" ? "running" : "queued",
        leadsDone: row.leadsDone,
        leadsTotal: row.leadsTotal,
      };
  }
}
