import type { Metadata } from "next";
import { BacktestScreen } from "@/components/scoring/backtest/backtest-screen";
import { ScoringTabs } from "@/components/scoring/scoring-tabs";
import { PageBody, PageHeader } from "@/components/ui/page";
import { versionMarks } from "@/lib/funnel/queries/version-marks";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { draft, modelInForce } from "@/lib/scoring/queries/models";
import { may } from "@/lib/team/permissions";

export const metadata: Metadata = { title: "What if" };

/** What the draft would have done in the last 90 days. */
export default async function BacktestPage() {
  const viewer = await requirePermission("scoring.read");
  const [current, inForce, marks] = await Promise.all([
    draft(db(), viewer),
    modelInForce(db()),
    versionMarks(db(), viewer),
  ]);
  const { document, revision } = current;
  return (
    <>
      <PageHeader
        title="What if"
        description={
          revision === 0
            ? `The last 90 days under version ${inForce.version}, and what another line would have meant.`
            : `The last 90 days under the draft, beside version ${inForce.version}, which is in force.`
        }
        tabs={<ScoringTabs current="backtest" />}
      />
      <PageBody wide className="max-w-6xl pt-4">
        <BacktestScreen
          key={revision}
          draft={{ document, revision }}
          labels={Object.fromEntries(document.rules.map(({ id, label }) => [id, label]))}
          marks={marks}
          editable={may(viewer, "scoring.edit")}
          mayManage={may(viewer, "team.manage")}
        />
      </PageBody>
    </>
  );
}
