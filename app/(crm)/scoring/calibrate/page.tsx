import { Scale } from "lucide-react";
import type { Metadata } from "next";
import { CalibrationForm } from "@/components/scoring/calibration/calibration-form";
import { CalibrationProgress } from "@/components/scoring/calibration/calibration-progress";
import { CalibrationResult } from "@/components/scoring/calibration/calibration-result";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageBody, PageHeader } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { leftOutWords, OUTCOME_WORDS, refusalWords } from "@/lib/scoring/calibration/words";
import { type CalibrationView, latestCalibration } from "@/lib/scoring/queries/calibrations";
import { draft, modelInForce, modelVersion } from "@/lib/scoring/queries/models";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";

export const metadata: Metadata = { title: "Calibrate from outcomes" };

/** What the outcomes of past leads say about the points in force; a person takes from it what goes into the draft. */
export default async function CalibratePage() {
  const viewer = await requirePermission("scoring.read");
  const calibration = await latestCalibration(db(), viewer);
  const isUnderWay = calibration?.status === "queued" || calibration?.status === "running";
  return (
    <>
      <PageHeader
        title="Calibrate from outcomes"
        description="Looks at each lead as it was known when it became an MQL, learns which rules told who would convert, and proposes points. Nothing changes before somebody publishes them."
        actions={
          <LinkButton href="/scoring" look="ghost" size="sm">
            Back to scoring
          </LinkButton>
        }
      />
      <PageBody wide className="max-w-6xl space-y-4">
        {may(viewer, "scoring.edit") && !isUnderWay && (
          <CalibrationForm
            outcome={calibration?.outcome ?? "customer"}
            horizonDays={calibration?.horizonDays ?? 90}
            again={calibration !== null}
          />
        )}
        {calibration ? (
          <Latest viewer={viewer} calibration={calibration} />
        ) : (
          <EmptyState icon={<Scale />} title="No calibration yet">
            It takes at least 50 leads that converted and 50 that did not to learn from.
          </EmptyState>
        )}
      </PageBody>
    </>
  );
}

async function Latest({ viewer, calibration }: { viewer: Viewer; calibration: CalibrationView }) {
  const { modelVersion: version, outcome, horizonDays, createdAt, createdBy } = calibration;
  switch (calibration.status) {
    case "queued":
    case "running":
      return <CalibrationProgress done={calibration.leadsDone} total={calibration.leadsTotal} />;
    case "failed":
      return <Notice tone="bad">The last calibration did not end. {calibration.error}</Notice>;
    case "refused": {
      const leftOut = leftOutWords(calibration.leftOut, calibration);
      return (
        <Notice tone="warn">
          {refusalWords(calibration.refusal, outcome)}
          {leftOut && <span className="mt-1 block text-muted">Left out: {leftOut}.</span>}
        </Notice>
      );
    }
    case "done": {
      const [{ timeZone }, { document }, inForce, current] = await Promise.all([
        workspace(db()),
        modelVersion(db(), viewer, version),
        modelInForce(db()),
        draft(db(), viewer),
      ]);
      return (
        <>
          <p className="text-xs text-muted">
            Version {version}, by who {OUTCOME_WORDS[outcome]}, looked at within {horizonDays} days of
            capture. Asked <RelativeTime at={createdAt} />
            {createdBy && ` by ${createdBy}`}.
          </p>
          <CalibrationResult
            calibrationId={calibration.id}
            calibrated={calibration.calibrated}
            leftOut={leftOutWords(calibration.leftOut, calibration)}
            document={document}
            zone={timeZone}
            revision={current.revision}
            outdatedBy={inForce.version === version ? null : inForce.version}
            editable={may(viewer, "scoring.edit")}
          />
        </>
      );
    }
  }
}
