import { ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { LiveRefresh } from "@/components/imports/live-refresh";
import { PromotionForm } from "@/components/scoring/promotion-form";
import { EmptyState } from "@/components/ui/empty-state";
import { count, plural } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageBody, PageHeader } from "@/components/ui/page";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { promotableCount, promotableLeads, unsettledScores } from "@/lib/scoring/queries/promotable";
import { dayOf } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";

export const metadata: Metadata = { title: "Above the line" };

/** The reviewed step after a change of the model: leads that meet the line now, to be promoted by a person. */
export default async function PromotePage() {
  const viewer = await requirePermission("scoring.read");
  const { timeZone } = await workspace(db());
  const [leads, waiting, unsettled] = await Promise.all([
    promotableLeads(db(), viewer),
    promotableCount(db(), viewer),
    unsettledScores(db(), viewer, dayOf(readClock(), timeZone)),
  ]);
  const shown = leads.filter(({ missing }) => missing === null).length;
  return (
    <>
      <PageHeader
        title="Above the line"
        description="These leads meet the MQL line since the model, a list or the day changed. Only a person makes MQLs of them."
        actions={<LinkButton href="/scoring">Back to scoring</LinkButton>}
      />
      <LiveRefresh active={unsettled > 0} />
      <PageBody wide>
        {unsettled > 0 && (
          <Notice className="mb-3">
            {plural(unsettled, "lead is", "leads are")} still to be scored under the version in force as of
            today. The list is complete when that is done.
          </Notice>
        )}
        {leads.length === 0 ? (
          <EmptyState icon={<ListChecks />} title="Nobody waits here">
            Every lead that meets the MQL line is one.
          </EmptyState>
        ) : (
          <>
            {waiting > shown && (
              <Notice className="mb-3">
                The best {count(shown)} of {count(waiting)} leads; the next ones follow when these are done.
              </Notice>
            )}
            <PromotionForm leads={leads} mayPromote={may(viewer, "stage.qualify")} />
          </>
        )}
      </PageBody>
    </>
  );
}
