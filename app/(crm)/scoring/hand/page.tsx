import { ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { AgreementReport } from "@/components/scoring/hand/agreement-report";
import { BlindLead } from "@/components/scoring/hand/blind-lead";
import { DrawSample } from "@/components/scoring/hand/draw-sample";
import { HandScorer } from "@/components/scoring/hand/hand-scorer";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import { TabLinks } from "@/components/ui/tabs";
import { leadRecord } from "@/lib/leads/queries/record";
import { timeline } from "@/lib/leads/queries/timeline";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import {
  type HandSampleView,
  handAgreement,
  handSample,
  LEAST_RATED,
} from "@/lib/scoring/queries/hand-scores";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";

export const metadata: Metadata = { title: "Score by hand" };

/** Leads scored by people who do not see the machine's number, and how far both agree. */
export default async function HandScoringPage({ searchParams }: PageProps<"/scoring/hand">) {
  const viewer = await requirePermission("scoring.read");
  const [{ tab, person, lead }, sample] = await Promise.all([searchParams, handSample(db(), viewer)]);
  const mayRate = may(viewer, "scoring.rate");
  const rated = sample?.leads.filter(({ rating }) => rating !== null).length ?? 0;
  const showsAgreement = !mayRate || tab === "agreement";
  return (
    <>
      <PageHeader
        title="Score by hand"
        description="Say what you think of each lead before you see what the machine thinks. Then look at where you differ."
        actions={
          <>
            {sample && may(viewer, "scoring.edit") && <DrawSample again />}
            <LinkButton href="/scoring" look="ghost" size="sm">
              Back to scoring
            </LinkButton>
          </>
        }
        tabs={
          sample && (
            <TabLinks
              label="Parts of scoring by hand"
              tabs={[
                ...(mayRate
                  ? [
                      {
                        href: "/scoring/hand",
                        label: "Score",
                        count: `${rated}/${sample.leads.length}`,
                        current: !showsAgreement,
                      },
                    ]
                  : []),
                { href: "/scoring/hand?tab=agreement", label: "Agreement", current: showsAgreement },
              ]}
            />
          )
        }
      />
      <PageBody wide className="max-w-6xl space-y-4 pt-4">
        {!sample ? (
          <EmptyState
            icon={<ListChecks />}
            title="No sample yet"
            action={may(viewer, "scoring.edit") && <DrawSample again={false} />}
          >
            Forty leads from all ranges of the score, the same for everybody. One takes a few seconds.
          </EmptyState>
        ) : showsAgreement ? (
          <Agreement viewer={viewer} person={typeof person === "string" ? person : undefined} />
        ) : (
          <Scoring
            viewer={viewer}
            sample={sample}
            asked={typeof lead === "string" ? lead : null}
            rated={rated}
          />
        )}
      </PageBody>
    </>
  );
}

const SHOWN_ACTIVITIES = 30;

async function Scoring({
  viewer,
  sample: { sampleId, leads },
  asked,
  rated,
}: {
  viewer: Viewer;
  sample: HandSampleView;
  asked: string | null;
  rated: number;
}) {
  const current = leads.find(({ leadId }) => leadId === asked) ?? leads.find(({ rating }) => rating === null);
  const record = current ? await leadRecord(db(), viewer, current.leadId) : null;
  if (!current || !record)
    return (
      <EmptyState
        icon={<ListChecks />}
        title="All scored"
        action={<LinkButton href="/scoring/hand?tab=agreement">Look at the agreement</LinkButton>}
      >
        You have said what you think of every lead of this sample.
      </EmptyState>
    );
  const { data } = await timeline(db(), viewer, current.leadId, {
    limit: SHOWN_ACTIVITIES,
    kinds: ["activity", "note"],
  });
  const before = leads[leads.indexOf(current) - 1];
  return (
    <>
      <div className="flex items-center gap-3">
        <Progress label="Leads scored" value={rated} max={leads.length} className="max-w-64" />
        <span className="text-xs whitespace-nowrap text-muted">
          Lead {leads.indexOf(current) + 1} of {leads.length}
        </span>
        {before && (
          <LinkButton href={`/scoring/hand?lead=${before.leadId}`} look="ghost" size="sm">
            The one before
          </LinkButton>
        )}
        {asked === current.leadId && (
          <LinkButton href="/scoring/hand" look="ghost" size="sm">
            Go on
          </LinkButton>
        )}
      </div>
      <HandScorer sampleId={sampleId} leadId={current.leadId} name={record.name} rating={current.rating} />
      <BlindLead facts={record.facts} company={record.company} activities={data} />
    </>
  );
}

async function Agreement({ viewer, person }: { viewer: Viewer; person: string | undefined }) {
  const agreement = await handAgreement(db(), viewer, person);
  return agreement ? (
    <AgreementReport {...agreement} />
  ) : (
    <Notice>Score at least {LEAST_RATED} leads first: the machine's numbers would sway you.</Notice>
  );
}
