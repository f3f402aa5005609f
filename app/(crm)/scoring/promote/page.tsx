import { ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { PromotionForm } from "@/components/scoring/promotion-form";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageBody, PageHeader } from "@/components/ui/page";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { promotableCount, promotableLeads } from "@/lib/scoring/queries/promotable";
import { may } from "@/lib/team/permissions";

export const metadata: Metadata = { title: "Above the line" };

/** The reviewed step after a change of the model: leads that meet the line now, to be promoted by a person. */
export default async function PromotePage() {
  const viewer = await requirePermission("scoring.read");
  const [leads, waiting] = await Promise.all([promotableLeads(db(), viewer), promotableCount(db(), viewer)]);
  const shown = leads.filter(({ missing }) => missing === null).length;
  return (
    <>
      <PageHeader
        title="Above the line"
        description="These leads meet the MQL line since the model, a list or the day changed. Only a person makes MQLs of them."
        actions={<LinkButton href="/scoring">Back to scoring</LinkButton>}
      />
      <PageBody wide>
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
