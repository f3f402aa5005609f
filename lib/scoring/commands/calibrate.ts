import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import type { Caller } from "@/lib/team/viewer";
import type { Calibrated } from "../calibration/calibrate";
import type { CalibrationOptions } from "../calibration/examples";
import { proposalOf, withProposal } from "../calibration/proposal";
import { calibrate } from "../jobs";
import { modelInForce } from "../queries/models";
import { refuseUnlessEditor, type SavedDraft, saveDraftIn } from "./drafts";
import { lockModels } from "./lock";
import { endLost } from "./lost-calibrations";

/** Queues a calibration of the version in force. `conflict` while another one is under way. */
export async function startCalibration(
  caller: Caller,
  options: CalibrationOptions,
): Promise<{ calibrationId: string }> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    await endLost(tx, caller.now);
    const underWay = await tx.scoringCalibration.count({ where: { status: { in: ["queued", "running"] } } });
    if (underWay > 0) throw new AppError("conflict", "A calibration is under way already.");
    const { version } = await modelInForce(tx);
    const calibrationId = newId();
    await tx.scoringCalibration.create({
      data: {
        id: calibrationId,
        modelVersion: version,
        ...options,
        status: "queued",
        createdBy: caller.viewer.id,
        createdAt: caller.now,
      },
    });
    await enqueue(tx, calibrate, { calibrationId }, { singletonKey: calibrationId });
    return { calibrationId };
  });
}

/**
 * Puts what a calibration proposes for the chosen rules into the draft, where a person reads, previews and publishes it.
 * `conflict` when another version is in force than the one that was calibrated, or the draft is not at `revision` any more.
 */
export async function draftFromCalibration(
  caller: Caller,
  input: { calibrationId: string; ruleIds: readonly string[]; revision?: number | undefined },
): Promise<SavedDraft> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    const calibration = await tx.scoringCalibration.findUnique({ where: { id: input.calibrationId } });
    if (calibration?.status !== "done") throw new AppError("not_found", "There is no such calibration");
    const { version } = await modelInForce(tx);
    if (version !== calibration.modelVersion)
      throw new AppError(
        "conflict",
        `Version ${version} was published since version ${calibration.modelVersion} was calibrated. Calibrate again.`,
      );
    const { rules } = calibration.result as unknown as Calibrated;
    const proposal = proposalOf(rules, new Set(input.ruleIds));
    const saved = await saveDraftIn(
      tx,
      caller,
      (document) => withProposal(document, proposal),
      input.revision,
    );
    await recordAudit(tx, caller, {
      action: "scoring-draft.calibrated",
      subjectKind: "scoring-calibration",
      subjectId: calibration.id,
      data: { points: Object.fromEntries(proposal.map(({ ruleId, points }) => [ruleId, points])) },
    });
    return saved;
  });
}
