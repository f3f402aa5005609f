import { Swords } from "lucide-react";
import type { Metadata } from "next";
import { LiveRefresh } from "@/components/imports/live-refresh";
import { ScoringTabs } from "@/components/scoring/scoring-tabs";
import { Agreement, Outcomes } from "@/components/scoring/shadow/agreement";
import { ChallengerActions, StartChallenger } from "@/components/scoring/shadow/challenger-actions";
import { Disputes } from "@/components/scoring/shadow/disputes";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { PageBody, PageHeader, Panel } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { versionMarks } from "@/lib/funnel/queries/version-marks";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import {
  type ChallengerView,
  challengerAtWork,
  DISPUTES,
  disputedLeads,
  explainedByBoth,
} from "@/lib/scoring/queries/challenger";
import { draft, modelVersions } from "@/lib/scoring/queries/models";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";

export const metadata: Metadata = { title: "Challenger" };

/** A model that scores beside the one in force: where they disagree, and what became of whom. */
export default async function ShadowPage({ searchParams }: PageProps<"/scoring/shadow">) {
  const viewer = await requirePermission("scoring.read");
  const { about, lead } = await searchParams;
  const [challenger, versions, current] = await Promise.all([
    challengerAtWork(db(), viewer),
    modelVersions(db(), viewer),
    draft(db(), viewer),
  ]);
  const start = may(viewer, "scoring.edit") && (
    <StartChallenger
      hasDraft={current.revision > 0}
      versions={versions.filter(({ inForce }) => !inForce).map(({ version, name }) => ({ version, name }))}
      replaces={challenger !== null}
    />
  );
  return (
    <>
      <PageHeader
        title="Challenger"
        description="Another model scores every lead beside the one in force. It decides nothing: you see where the two disagree, and what became of whom."
        tabs={<ScoringTabs current="shadow" />}
      />
      <PageBody wide className="max-w-6xl space-y-5 pt-4">
        {challenger ? (
          <AtWork
            viewer={viewer}
            challenger={challenger}
            about={DISPUTES.find((dispute) => dispute === about) ?? "mql"}
            lead={typeof lead === "string" ? lead : null}
          />
        ) : (
          <EmptyState icon={<Swords />} title="No challenger is at work" action={start}>
            Let the draft score beside the version in force for some weeks before you publish it.
          </EmptyState>
        )}
        {challenger && start}
      </PageBody>
    </>
  );
}

async function AtWork({
  viewer,
  challenger,
  about,
  lead,
}: {
  viewer: Viewer;
  challenger: ChallengerView;
  about: (typeof DISPUTES)[number];
  lead: string | null;
}) {
  const leads = await disputedLeads(db(), viewer, about);
  const chosen = leads.find(({ id }) => id === lead) ?? leads[0];
  const explained = chosen ? await explainedByBoth(db(), viewer, chosen.id, readClock()) : null;
  const { name, version, startedAt, startedBy, caughtUpAt, scored, of } = challenger;
  const catchingUp = scored < of;
  return (
    <>
      <LiveRefresh active={catchingUp && caughtUpAt === null} />
      <Panel
        title={version === null ? `${name}, from the draft` : `${name}, version ${version}`}
        actions={may(viewer, "scoring.edit") && <ChallengerActions />}
      >
        <p className="pt-1 text-sm text-muted">
          Since <RelativeTime at={startedAt.toISOString()} />
          {startedBy && `, started by ${startedBy}`}.{" "}
          {caughtUpAt ? (
            <>
              Looked at every lead <RelativeTime at={caughtUpAt.toISOString()} />
            </>
          ) : (
            "It has not looked at every lead yet"
          )}
          ; it follows every hour.
        </p>
        {catchingUp && (
          <Notice className="mt-2">
            Scoring beside: {count(scored)} of {count(of)} leads so far.
          </Notice>
        )}
      </Panel>
      <Disputes
        counts={challenger.disputes}
        about={about}
        leads={leads}
        explained={explained}
        scored={scored}
      />
      <div className="grid gap-4">
        <Agreement days={challenger.days} marks={await versionMarks(db(), viewer)} />
        <Outcomes outcomes={challenger.outcomes} />
      </div>
    </>
  );
}
